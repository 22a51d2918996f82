/** Words of order in time. */
export const CHRONOLOGY_WORDS = {
  backwards: 'reverse reversed backward backwards rewind rewinding rewound retrograde inverted',
  running: `
    order chronological chronologically time tell|s|ing told narrate|d run|s|ning moving move|s go|es|ing
    unfold|s|ing work|ing works from through in entirely day recount|ed retell chronology sequence happen|s hour
    relive|s|d decade`,
  records: `
    resume résumé cv list array string linked table sql sort sorted alphabetical publications transactions logs
    commits function column records invoices jobs positions employment file`,
  timeItself: 'time',
  foremost: 'first',
  /** Units of a duration or a delay: "two days after". */
  timeUnit: 'minute|s min mins hour|s h day|s week|s month|s year|s',
  opens: 'start|s begin|s open|s starting beginning',
  closes: 'end|s finish|es close|s ending conclude|s',
  backTo: 'back backwards backward rewind earlier',
  end: 'end ending finale last final outcome conclusion aftermath finish death latest funeral present result',
  start: 'beginning start first opening origin birth began begins earliest cause born',
  from: 'from',
  to: 'to until till',
  times: 'time times hour|s when window interval period slot|s',
  dependency: `
    before after until while during once earlier preceding following precedes follows preceded followed waits
    within since later prior finishes finished depends needs requires simultaneously immediately between needed
    overlap|s`,
  ordering: `
    order ordering sequence earliest latest first last sooner schedule chronological timeline finish second third
    longest minimum shortest quickest soonest timetable met meet possible`,
  asking: 'what which who when can how is did could',
  work: `
    determine deduce figure work give find reconstruct arrange list put produce compute establish derive build infer`,
} as const;
