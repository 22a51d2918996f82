/** Words of letters, words and lengths of what is to be written. */
export const OUTPUT_CONSTRAINT_WORDS = {
  acrostic: 'acrostic|s acrostically telestich mesostic abecedarian',
  spell: 'spell|s|ed|ing spelt spells',
  spellable: 'word name|s letters initials alphabet phrase using for',
  initial: 'first initial|s beginning starting last final leading opening',
  initials: 'initials',
  letter: 'letter|s vowel|s consonant|s character',
  sound: 'vowel|s consonant|s',
  sameness:
    'same next different consecutive alphabet alphabetical alphabetically vowel consonant following last only single ending one',
  pronoun: 'i a',
  ban: "without avoid|s|ing never no not don't doesn't mustn't cannot can't nowhere neither nor omit|s|ting exclude|s excluding forbid forbidden banned lacks lacking free only must should may every each all skip any",
  begin:
    'begin|s|ning start|s|ing end|s|ing open|s contain|s|ing use|s|d using include|s|ing including appear|s|ing have has having feature|s employ|s|ing repeat|s|ed write written word|s missing',
  starts: 'begin|s|ning start|s|ing end|s|ing alliterate contain|s|ing',
  letterForm:
    'lipogram|s lipogrammatic pangram|s univocalic palindromic palindrome|s tautogram|s alliterative isogram|s monosyllabic monosyllables anagram|s',
  exact: 'exactly precisely exact precise',
  atMost:
    'under most least fewer less maximum max minimum about around approximately roughly limit up than between over more',
  fineUnit: 'word|s syllable|s letter|s character|s',
  longer: 'longer shorter more fewer increase|s decrease|s grow|s shrink|s less one',
} as const;
