/** Words of nesting, of truth and of deceit. */
export const BELIEF_WORDS = {
  clauseBreak: 'and but or because so although since',
  truth: `
    lie|s lied liar|s lying truth|s truthful truthfully honest knave|s knight|s truthteller|s innocent guilty false
    true falsely credible traitor|s impostor|s culprit fib|s|bing wolf statement wholly perjury tampered sus cheated
    cheater imposter unreliable contradict|s|ed contradictory contradiction perjured perjurer honestly sincere
    sincerely untrue untruthful falsehood|s dishonest fake real genuine genuinely bluff|s bluffing guilt confess|es|ed`,
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
    pretend|s|ed found finds trying charmed meant intends intended get gets getting lure|s|d luring steer|s|ed
    nudge|s|d trick|s|ed tricking force|s|d forcing leave|s|ing cause|s|d push|es|ed manipulate|s|d meaning allow|s|ed`,
  letting: 'let lets letting',
  whom: 'whom what whose which',
  auxiliary: `
    is was has had does did will would might could must should never always now still only really also to not been be
    being already had'nt may can cannot ever probably secretly wrongly falsely mistakenly correctly`,
  isNot: "isn't isnt doesn't doesnt never not other opposite",
  everytime: 'always every',
  opposite: 'knave|s liar|s spy spies lying lie|s lied joker|s guilty stole did wrong',
  deceive: `
    deceive|s|d deceiving deception pretend|s|ed pretending bluff|s|ed|ing trick|s|ed mislead|s|ing misled fake|s|d
    faking fool|s|ed fooling lie|s lied lying fib|s|bed decoy feign|s|ed conceal|s|ed planted forge|s|d stage|s|d
    purpose double acting acts ruse deliberately counterclaims disguise|s|d sabotage|s|d betray|s|ed flatter|s|ed
    feint|s impersonate|s|d sarcastic|ally joking rumour rumor secret surprise hides hid con cons conned conning
    conman swindle|s|d swindler|s hoodwink|s|ed dupe|s|d hoax|es|ed bamboozle|s|d beguile|s|d cheat|s|ed cheating
    scam|s|med scammer|s spoof|s|ed|ing impostor|s imposter|s impersonating masquerade|s masquerading pose|s|d posing
    alibi|s frame|s|d framing herring|s mole|s traitor|s smokescreen misdirect|s|ed|ion|ing gaslight|s|ing
    camouflage|d honeypot trap|s bait|s|ed lure|s|d luring ploy|s stratagem|s trickery scheme|s charade guise
    disinformation falsehood|s untruth|s deceit deceitful deceiver|s deceptive insincere dishonest|y withhold|s
    withheld fabricate|s|d sham phony phoney counterfeit|s bogus undercover backstab|s treachery unreliable
    exaggerate|s|d forger|s forgery feigning pretence pretense liar|s hidden concealing hiding trickster|s mask|s|ed
    masking perfidy betrayal betraying betrayer saboteur|s crook|s ulterior leak|s|ed flattering flattery
    manipulate|s|d manipulating poker werewolf mafia spy spies sleeper turncoat truthfully faker act staging`,
  motive: 'why what',
} as const;
