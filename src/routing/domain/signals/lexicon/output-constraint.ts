/** Words of letters, words and lengths of what is to be written. */
export const OUTPUT_CONSTRAINT_WORDS = {
  acrostic: 'acrostic|s acrostically telestich mesostic abecedarian',
  /** What makes an acrostic, rather than speaking of one. */
  compose: 'write compose create make craft produce generate give do need draft pen want',
  spell: 'alphabetical hide|s hidden hiding spell|s|ed|ing spelt',
  spellable: 'word name|s letters initials alphabet phrase using for',
  initial: 'first initial|s beginning starting last final leading opening',
  initials: 'initials',
  letter: 'letter|s vowel|s consonant|s character',
  sound: 'vowel|s consonant|s',
  sameness: `
    same next different consecutive alphabet alphabetical alphabetically vowel consonant ending even odd equal prime`,
  pronoun: 'i a',
  ban: `
    without avoid|s|ing never no not don't doesn't mustn't cannot can't nowhere neither nor omit|s|ting exclude|s
    excluding forbid forbidden banned lacks lacking free only must should may every each all skip any`,
  /** Before a letter enough to bind: "without the letter e", "the only vowel is o". */
  leave: `
    without avoid avoids avoiding omit omits omitting exclude excluding out free no never only skip minus lacks
    lacking banned forbidden`,
  begin: `
    begin|s|ning start|s|ing end|s|ing open|s contain|s|ing use|s|d using include|s|ing including appear|s|ing have
    has having feature|s employ|s|ing repeat|s|ed write written word|s missing`,
  starts: 'begin|s|ning start|s|ing end|s|ing alliterate contain|s|ing',
  letterForm: `
    lipogram|s lipogrammatic pangram|s univocalic palindromic palindrome|s tautogram|s alliterative isogram|s
    monosyllabic monosyllables anagram|s`,
  /** Looking for words is not binding them. */
  lookup: 'sort list find identify count name expression extract search highlight select underline',
  /** Parts that have a first letter to be read downwards. */
  line: 'line|s sentence|s verse|s paragraph|s stanza|s',
  only: 'only',
  single: 'one single 1',
  exact: 'exactly precisely exact precise dot sharp',
  /** Where the letters of a row stand. */
  placed: 'start|s begin|s end|s endings spell|s down left right margin initials',
  /** How a letter is left out. */
  throughout: 'completely entirely altogether throughout anywhere',
  with_: 'with',
  asAs: 'as',
  atMost: `
    under most least fewer less maximum max minimum about around approximately roughly limit up than between over
    more`,
  fineUnit: 'word|s syllable|s letter|s character|s chars',
  longer: 'longer shorter more fewer increase|s decrease|s grow|s shrink|s less one',
} as const;
