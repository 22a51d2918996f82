/** Words of nesting, of truth and of deceit. */
export const BELIEF_WORDS = {
  clauseBreak: 'and but or because so although since',
  truth: `
    lie|s lied liar|s lying truth|s truthful truthfully honest knave|s knight|s truthteller|s innocent guilty false
    true`,
  /** What a liar and a truth-teller are known by. */
  everyone: 'everyone everybody each all others other',
  liar: 'lie|s lied liar|s lying truth truthful honest knave|s knight|s guilty innocent stole',
  statement: 'statement|s sentences claims label|s inscription|s notes signs',
  verdict: 'true false lie|s',
  howManyOf: 'exactly only one two three least most none every all each',
  always: 'always only exactly one never either least all every some both',
  /** The caller or the one asked, as one who thinks. */
  subject: 'i we you',
  everytime: 'always every',
  opposite: 'knave|s liar|s spy spies lying lie|s lied joker|s guilty stole did wrong',
  deceive: `
    deceive|s|d deceiving deception pretend|s|ed pretending bluff|s|ed|ing trick|s|ed mislead|s|ing misled fake|s|d
    faking fool|s|ed fooling lie|s lied lying fib|s|bed decoy feign|s|ed conceal|s|ed disguise|s|d sabotage|s|d
    betray|s|ed flatter|s|ed feint|s impersonate|s|d sarcastic|ally joking rumour rumor secret surprise hides hid`,
  motive: 'why what',
} as const;
