/** Words of nesting, of truth and of deceit. */
export const BELIEF_WORDS = {
  clauseBreak: 'and but or because so although since',
  truth: `
    lie|s lied liar|s lying truth|s truthful truthfully honest knave|s knight|s truthteller|s innocent guilty false
    true falsely credible traitor|s impostor|s culprit fib|s|bing wolf statement wholly perjury tampered sus cheated cheater imposter`,
  /** What a liar and a truth-teller are known by. */
  everyone: 'everyone everybody each all others other both neither none nobody',
  liar: 'lie|s lied liar|s lying truth truthful honest knave|s knight|s guilty innocent stole',
  statement: 'statement|s sentences claims label|s inscription|s notes signs',
  verdict: 'true false lie|s',
  howManyOf: 'exactly only one two three least most none every all each',
  always: 'always only exactly one never either least all every some both',
  /** The caller or the one asked, as one who thinks. */
  subject: 'i we you',
  /** To bring it about that another thinks something. */
  induce: `
    so make|s|d made making want|s|ed hope|s|d hoping convince|s|d convincing persuade|s|d let|s letting lead|s led
    pretend|s|ed found finds trying charmed meant intends intended`,
  letting: 'let lets letting',
  whom: 'whom what whose which',
  auxiliary: 'is was has had does did will would might could must should never always now still only really also to',
  isNot: "isn't isnt doesn't doesnt never not other opposite",
  everytime: 'always every',
  opposite: 'knave|s liar|s spy spies lying lie|s lied joker|s guilty stole did wrong',
  deceive: `
    deceive|s|d deceiving deception pretend|s|ed pretending bluff|s|ed|ing trick|s|ed mislead|s|ing misled fake|s|d
    faking fool|s|ed fooling lie|s lied lying fib|s|bed decoy feign|s|ed conceal|s|ed planted forge|s|d stage|s|d
    purpose double acting acts ruse deliberately counterclaims disguise|s|d sabotage|s|d betray|s|ed flatter|s|ed
    feint|s impersonate|s|d sarcastic|ally joking rumour rumor secret surprise hides hid`,
  motive: 'why what',
} as const;
