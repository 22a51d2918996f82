/** Words of order in time. */
/** "3h", "45min", "2d": so many are enough of each. */
const MOST_ATTACHED = 60;
const ATTACHED_UNITS = [
  'h',
  'hr',
  'hrs',
  'd',
  'min',
  'mins',
  'm',
  's',
  'ms',
  'w',
  'wk',
  'am',
  'pm',
  'th',
  'st',
  'nd',
  'rd',
];

export const CHRONOLOGY_WORDS = {
  /** A number with the unit of a duration or a time of day behind it. */
  attachedTime: ATTACHED_UNITS.flatMap((unit) =>
    Array.from({ length: MOST_ATTACHED }, (_, number) => `${String(number + 1)}${unit}`),
  ).join(' '),
  backwards: `
    reverse reversed backward backwards rewind rewinding rewound retrograde inverted reversing reversal unwind|s|ing
    unwound undo undoes undoing undone untell unspool|s unravel retrace|s|d retracing backtrack|s|ing|ed ungrow
    unhappen unlive unbuild disassemble`,
  running: `
    order chronological chronologically time tell|s|ing told narrate|d run|s|ning moving move|s go|es|ing unfold|s|ing
    work|ing works from through in entirely day recount|ed retell chronology sequence happen|s hour relive|s|d decade
    start|s till diary worked reason|s|ing reconstruct|s recover|s play|s|ed walk|s|ing trace|s|d travel|s|led
    proceed|s step|s scene|s opening begin|s beginning starting version account let lead|s count|s|ing course
    present|s|ed chapter|s show|s|ing set follow|s`,
  records: `
    resume résumé cv list array string linked table sql sort sorted alphabetical publications transactions logs
    commit compatibility commits function column records invoices jobs positions employment file`,
  timeItself: 'time decades years',
  /** What shows that time runs the wrong way. */
  wrongWay: `
    back backwards backward wrong reverse reversed rewinding inverse rewound rewind rewinds`,
  clockwork: 'time film movie video tape clock|s reel footage',
  flowing: 'run|s ran running flow|s|ed|ing play|s|ed|ing wind|s|ing spool|s|ing go|es|ing',
  eachOne: 'each every',
  toldPart: 'scene paragraph entry page chapter part stanza line verse sentence section event memory letter step',
  earlierThan: `
    earlier precede|s preceded preceding before prior younger previous`,
  /** When something was, in itself. */
  calendar: `
    monday tuesday wednesday thursday friday saturday sunday january february april june july august september october
    november december easter christmas noon midnight am pm o'clock oclock fortnight sept oct nov dec jan feb mon tue
    tues wed thu thurs fri dawn dusk midday morning evening tonight spring summer autumn winter q1 q2 q3 q4 lunchtime
    sunrise sunset bedtime breakfast utc gmt weekend mondays tuesdays wednesdays thursdays fridays saturdays sundays
    hogmanay michaelmas ramadan diwali thanksgiving halloween bc ad bce ce apr jun jul aug`,
  /** That something began, lasted or ended. */
  boundary: `
    began begins begun begin start|s|ed end|s|ed last|s|ed lasting opened opens closed closes died born arrived
    reached left arrive|s arrival commenced commence|s hatched departed departs takes took seen shuts leaves lands
    sails woke wakes married founded built signed crowned reigned reign abdicated succeeded expire|s|d due renewed
    renewal lapsed elected appointed resigned retired launched launches released published posted sent boarded moved
    met bought sold hired fired promoted set sets rose rang rings called signs finished finish|es completed returned
    returns graduated enrolled buried discovered invented painted written composed vest|s vested mature|s|d maturing
    hatch|es erupt|s|ed discharged admitted onset relapse|d diagnosed shipped ships docks docked cleared clears
    collected delivered deliver|s loaded loads unloaded sailed berth|s peaks peaked wilt|s blooms bloomed ruled rules
    reigns treaty battle siege coronation election premiere release deadline appointment dose doses`,
  sortOut: 'plan schedule order sort arrange timetable lay rank untangle sequence reconstruct date',
  stepOfStory:
    'scene|s step|s stage|s part|s chapter|s stanza|s verse|s act|s frame|s paragraph|s entry entries event|s moment|s beat|s section|s line|s move|s page|s day|s week|s month|s year|s each every',
  /** Towards what was before. */
  goingBack: `
    backwards backward reverse reversed rewind rewinding rewound back past younger earlier previous unwind|s unwinding undo
    unravel|s retrace|s`,
  that: 'that it this',
  beforeTime: 'at from to until till by within every takes took lasts around past since lasted',
  askedTime: 'when',
  foremost: 'first top',
  /** Units of a duration or a delay: "two days after". */
  timeUnit: `
    minute|s min mins hour|s h day|s week|s month|s year|s s sec secs second|s hr hrs decade|s century centuries
    night|s shift|s cycle|s tick|s turn|s round|s quarter|s fortnight|s generation|s weekday|s semester|s season|s
    sol|s lap|s working business calendar ms`,
  opens: 'one first start|s begin|s open|s starting beginning',
  closes: 'final last end|s finish|es close|s ending conclude|s',
  backTo: 'back backwards backward rewind earlier',
  end: `
    resignation farewell divorce goodbye collapse checkmate ashes ruins ruined latest newest punchline retraction end
    ending finale last final outcome conclusion aftermath finish death funeral present result night dusk sunset grave
    deathbed burial finished completed complete verdict sentence conviction closing closure acquittal epilogue curtain
    exit defeat victory wreck wreckage debris scar rubble extinction arrest execution breakup split retirement
    bankruptcy liquidation dismissal sacking firing shutdown outage crash explosion fire payoff reveal dessert summit
    tombstone wake obituary eulogy dead aged winner medal trophy goal ended closes lastly december discharge healthy
    recovered cured qed papers`,
  start: `
    launch departure arrival met beginning start first opening origin birth began begins earliest cause born origins
    dawn sunrise cradle infancy childhood conception seed spring source handshake founding foundation outset inception
    embryo egg interview invitation introduction beginnings prologue raw ingredients original initial morning overture
    spark crime exposure symptoms causes commit setup kickoff idea sketch blueprint january root|s`,
  from: 'from',
  to: 'to until till',
  times: 'time times hour|s when window interval period slot|s',
  dependency: `
    before after until while during once earlier preceding following precedes follows preceded followed waits within
    since later prior finishes finished depends needs requires simultaneously immediately between overlap|s ago
    subsequent sooner ahead upon till concurrent meanwhile straight precede older younger behind need relative
    outlive|s|d predate|s|d postdate|s|d antedate|s|d overlapped overlapping coincide|s|d succeed|s|ed thereafter
    afterwards beforehand lapse|s|d contingent prerequisite|s block|s|ed await|s|ed awaiting wait waiting pending
    simultaneous parallel concurrently alternate alternately blocking depend dependent hinge|s require elder shortly
    whilst survived previous previously afterward unblocks precondition gating gated gate|s thereupon hence
    successor|s predecessor|s subsequently consecutive consecutively cooldown apart unless`,
  ordering: `
    order ordering sequence earliest latest first last sooner schedule chronological timeline finish second third
    longest minimum shortest quickest soonest timetable met meet possible precedes already yet still date day time
    long when age old oldest youngest year deadline could couldn't couldnt week moment feasible valid critical path
    slack slip delay|ed delays late later start|s times next punctual chronology preceded elder overlap overlapped
    simultaneously opportunity calendar plan able years hour weekday birthday consistent contradiction contradict
    impossible`,
  asking: 'what which who whose when can how is was were did does do has had could would',
  work: `
    determine deduce figure rank show lay date untangle sequence order work give find reconstruct arrange list put
    produce compute establish derive build infer sort tell say decide plan schedule calculate reorder draw state name
    explain check prove identify`,
} as const;
