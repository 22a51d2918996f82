/** Words with which a text speaks of itself. */
export const SELF_REFERENCE_WORDS = {
  itself: 'itself themselves referential descriptive autogram quine',
  /** Texts that are nothing but self-reference. */
  selfForm: 'quine autogram autobiographical',
  /** "the list of all lists that do not list themselves" */
  reflexive: 'itself themselves',
  selfSame: 'same very',
  relative: 'that who which those',
  selected: 'all exactly precisely every each any those only',
  negation: "not don't doesn't never",
  question: 'question',
  nextOr: 'next previous following preceding other',
  itsTheir: 'its their',
  it: 'it they',
  thisYour: 'this your',
  measure: `
    word|s letter|s number length vowel|s syllable|s character|s source code true false truth sentence|s count|s
    times line|s contents meter metre rhyme zeros digit|s first structure`,
  stated: `
    state|s|d describe|s describing mention|s|ing contain|s say|s saying report|s count|s counting equal|s refer|s
    referring print|s output|s true false correctly correct accurate|ly truthfully match|es declare|s announce|s
    reveal|s name|s specify specifies comment|s encode|s reproduce|s tell|s telling`,
} as const;
