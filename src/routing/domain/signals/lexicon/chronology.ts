/** Words of order in time. */
export const CHRONOLOGY_WORDS = {
  backwards: 'reverse reversed backward backwards rewind rewinding rewound retrograde inverted',
  running: `
    order chronological chronologically time tell|s|ing told narrate|d run|s|ning moving move|s go|es|ing
    unfold|s|ing work|ing works from through in entirely day recount|ed retell chronology sequence happen|s hour
    relive|s|d decade start|s till diary`,
  records: `
    resume résumé cv list array string linked table sql sort sorted alphabetical publications transactions logs
    commit compatibility commits function column records invoices jobs positions employment file`,
  timeItself: 'time decades years',
  /** What shows that time runs the wrong way. */
  wrongWay: 'back backwards backward wrong reverse reversed rewinding inverse',
  clockwork: 'time film movie video tape clock|s reel footage',
  flowing: 'run|s ran running flow|s|ed|ing play|s|ed|ing wind|s|ing spool|s|ing go|es|ing',
  eachOne: 'each every',
  toldPart: 'scene paragraph entry page chapter part stanza line verse sentence section event memory letter step',
  earlierThan: 'earlier precede|s preceded preceding before prior',
  /** When something was, in itself. */
  calendar: `
    monday tuesday wednesday thursday friday saturday sunday january february april june july august september
    october november december easter christmas noon midnight am pm o'clock oclock fortnight`,
  /** That something began, lasted or ended. */
  boundary: `
    began begins begun begin start|s|ed end|s|ed last|s|ed lasting opened opens closed closes died born arrived reached left
    arrive|s arrival commenced commence|s hatched departed departs takes took seen shuts leaves lands sails woke
    wakes married founded built signed`,
  sortOut: 'lay rank arrange untangle sequence reconstruct date',
  beforeTime: 'at from to until till by within every takes took lasts around past since lasted',
  askedTime: 'when',
  foremost: 'first top',
  /** Units of a duration or a delay: "two days after". */
  timeUnit: 'minute|s min mins hour|s h day|s week|s month|s year|s',
  opens: 'one first start|s begin|s open|s starting beginning',
  closes: 'final last end|s finish|es close|s ending conclude|s',
  backTo: 'back backwards backward rewind earlier',
  end: `
    resignation farewell divorce goodbye collapse checkmate ashes ruins ruined latest newest punchline retraction
    end ending finale last final outcome conclusion aftermath finish death funeral present result`,
  start: 'launch departure arrival met beginning start first opening origin birth began begins earliest cause born',
  from: 'from',
  to: 'to until till',
  times: 'time times hour|s when window interval period slot|s',
  dependency: `
    before after until while during once earlier preceding following precedes follows preceded followed waits
    within since later prior finishes finished depends needs requires simultaneously immediately between needed
    overlap|s ago subsequent sooner ahead upon till apart concurrent meanwhile straight precede older younger behind need unless relative`,
  ordering: `
    order ordering sequence earliest latest first last sooner schedule chronological timeline finish second third
    longest minimum shortest quickest soonest timetable met meet possible precedes already yet still
    date day time long when age old oldest youngest year deadline could couldn't couldnt week`,
  asking: 'what which who whose when can how is was were did does do has had could would',
  work: `
    determine deduce figure rank show lay date untangle sequence order work give find reconstruct arrange list put produce compute establish derive build infer`,
} as const;
