/** Words of letters, words and lengths of what is to be written. */
export const OUTPUT_CONSTRAINT_WORDS = {
  acrostic: 'acrostic|s acrostically telestich mesostic abecedarian',
  /** What makes an acrostic, rather than speaking of one. */
  compose: 'write compose create make craft produce generate give do need draft pen want',
  spell: 'alphabetical hide|s hidden hiding spell|s|ed|ing spelt',
  spellable: 'word name|s letters initials alphabet phrase using for',
  initial: 'first middle initial|s beginning starting last final leading opening',
  initials: 'initials',
  letter: 'letter|s vowel|s consonant|s character|s',
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
    monosyllabic monosyllables anagram|s rhopalic tautogrammatic`,
  /** Looking for words is not binding them. */
  lookup: 'sort list find identify count name expression extract search highlight select underline',
  /** Parts that have a first letter to be read downwards. */
  line: 'line|s sentence|s verse|s paragraph|s stanza|s bullet|s point|s',
  only: 'only',
  single: 'one single 1',
  exact: 'exactly precisely exact precise dot sharp nose strictly',
  /** Where the letters of a row stand. */
  placed: 'start|s begin|s end|s endings spell|s down left right margin initials',
  /** How a letter is left out. */
  throughout: 'completely entirely altogether throughout anywhere',
  asAs: 'as',
  with: 'with',
  of: 'of',
  /** Where the eye goes that reads what is hidden. */
  downwards: 'vertical|ly downward|s edge margin beginnings initials',
  reads: `
    spell|s|ed form|s|ed make|s give|s say|s read|s reveal|s revealing yield|s together result|s hide|s hidden become|s
    out show|s`,
  hiddenThing: 'hidden secret conceal|s|ed encode|d',
  /** What a text is made of, as such. */
  stacked: 'down beneath below underneath downward|s vertical|ly stacked combined together',
  wordsOf: 'words sentences lines',
  occurs: 'once twice thrice times',
  countWord: 'number amount count many length',
  token: 'letter|s word|s character|s vowel|s consonant|s syllable|s',
  spelledUnit: 'letter|s syllable|s character|s vowel|s',
  every: 'every each all no only none consist consists consisting any entirely alternate alternating just exclusively',
  repeats: 'twice repeat|s|ed repeating recur|s double doubled reuse|d repetition',
  mirrored: 'backward|s reversed anagram|s mirrored palindrome|s reverse',
  neighbour: 'next previous before preceding following last prior',
  binder: `
    no not never none neither nor without avoid|s|ing every each all only single must mustn't cannot can't ban|ned
    forbidden forbid start|s starting begin|s beginning end|s ending contain|s containing contained appear|s appearing
    occur|s first last twice anywhere nowhere missing use|s using any allowed may skip omit|ting exclude|d drop free
    banished absent zero`,
  beforeSign: 'letter|s vowel|s without no single avoid|ing omit|ting',
  behindSign: `
    never throughout completely entirely altogether nowhere anywhere must may is appears banned forbidden allowed
    once twice missing`,
  /** What has letters for names. */
  choice:
    'option|s choice|s column|s row|s plan plans team grade vitamin variable|s correct section appendix type class',
  /** Something that is to be written. */
  made: `
    write writes writing compose create produce craft tell describe explain make generate draft give narrate summarise
    summarize answer respond reply rewrite say construct invent introduce define pen need rephrase retell
    story stories poem|s sentence|s paragraph|s essay response|s summary tale|s line|s verse|s stanza|s haiku limerick
    text message description slogan headline tagline caption review note email mail quote output explanation speech bio
    title dialogue sonnet passage tweet post pitch memo joke riddle advert ad song lyrics toast apology
    blurb couplet statement greeting motto obituary diary fable monologue introduction newsletter jingle proverb
    announcement rhyme|s bullet|s invitation ode ballad prose prayer recipe wish card postcard abstract biography
    eulogy anecdote sms report epitaph chorus mantra prophecy twister telegram verdict warning`,
  whatIs: 'what which is are explain define meaning difference mean',
  nought: 'no not nothing nor neither none never',
  atMost: `
    under most least fewer less maximum max minimum about around approximately roughly limit up than between over
    more`,
  fineUnit: 'word|s syllable|s letter|s character|s chars',
  longer: 'longer shorter more fewer increase|s decrease|s grow|s shrink|s less one',
} as const;
