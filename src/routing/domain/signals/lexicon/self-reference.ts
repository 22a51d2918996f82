/** Words with which a text speaks of itself. */
export const SELF_REFERENCE_WORDS = {
  /** What can speak of itself: whatever holds words. */
  selfText: `
    statement|s sentence|s question|s line|s clause list|s prompt label card|s message|s email subject reply
    response answer|s title|s poem|s page|s quiz quizzes test|s exam catalogue|s catalog|s will box file string text
    program|s paragraph|s rule|s book|s chorus song|s abstract description|s checklist|s telegram definition|s
    sign|s form menu index integer|s number numeral instruction|s contract story stories tale bio code script
    function word|s prediction review headline verse|s stanza|s haiku limerick sonnet paper memo note|s letter
    slogan warning law|s joke riddle puzzle essay explanation summary tweet post caption bullet table document
    article documents set|s report claim|s disclaimer footnote|s credits adjective|s noun|s adverb|s term|s readme
    field|s envelope|s bullets crossword columns column ad|s advert subtitle|s hint|s proverb postcard sticker
    password url regex query program's manual equation clue output entry entries speech toast dialogue recipe item|s
    acronym phrase|s name names sequence lyrics slide command json yaml banner tag diary invoice receipt comment toc
    certificate badge plaque invitation`,
  strictThis: 'this these that same very',
  /** Leads from a text to what it is about. */
  regarding: `
    including containing exactly without of about for on checking describing listing explaining to reviewing
    defining rating summarising`,
  /** Done by a text to itself. */
  selfAct: `
    print|s output|s outputting reproduce|s contain|s describe|s describing refer|s mention|s count|s define|s apply
    applies abolish|es change|s shave|s include|s quote|s list|s encode|s spell|s explain|s judge|s modify modifies
    rewrite|s amend|s delete|s contradict|s repeal|s exemplify exemplifies break|s violate|s evaluate|s verify
    verifies predict|s prove|s name|s negate|s reference|s illustrate|s generate|s emit|s cite|s obey|s answer|s
    comment|s follow|s parody rates summarise|s summarize|s`,
  /** Verdicts that no sentence can bear about itself. */
  paradoxical: `
    false lie|s lying unprovable provable wrong true untrue incorrect void invalid paradox meaningless unbelievable
    ignore|d disobey|ed believe|d know|n nonsense proven proved disproved answered read broken unanswerable
    unknowable exception`,
  be: "is are be isn't was cannot can't will won't has never not",
  /** "Everything I say is a lie." */
  wholly: 'everything every always all never nothing no any',
  speaker: 'i cretan cretans',
  falsity: 'lie|s lying liar|s false untrue',
  definable: 'definable describable nameable expressible defined described named specified definition describe',
  /** Where a second mention points at the first. */
  pointing: 'the this that your same its of my these',
  pointed: 'this that its these same',
  introducing: 'a an one each every with in the and whose short its two',
  relating: `
    how that which whose where so who containing says stating saying tells about must naming giving listing`,
  side: 'side one line page card box door note face half',
  pondered: `
    paradox|es paradoxical true false lie contradiction believe kept valid void provable consistent truth lying
    analyse analyze sense resolve decide happens right obey logic mean exempt possible apply applies`,
  /** Enough to state, where what is spoken of is surely the text itself. */
  gives: `
    begin|s start|s end|s ending give|s show|s fill price|d reads read record|s sum add|s list|s explain|s note|s
    quote answer|s with in equals are is has have had include|s made follow|s know|s put`,
  /** What a question calls itself or its answer; an article or a function would be somebody else's. */
  ownText: `
    sentence|s statement question answer|s reply response list prompt line poem quiz clause riddle rule haiku
    limerick sonnet stanza verse sign title phrase word slogan tweet number puzzle table form`,
  sizes: 'long short big wide tall large',
  replies: 'answer reply response question prompt',
  being: 'being',
  forbids: "not don't never disregard ignore disobey doubt disbelieve forget can't cannot won't",
  /** Measures of what surely is the text itself. */
  measureOwn: 'many often fields items bullets entries rows columns questions blanks value size',
  demanded: `
    write compose create make craft draft give produce generate design does do is can want need invent construct
    find a an the all set`,
  plural: 'themselves',
  /** Behind "its own" surely of the text. */
  lengthOf: 'length count number total position punctuation size width price',
  about_: 'about',
  assertion: `
    will sentence statement question claim proposition rule cookie sign line card clause theorem label announcement`,
  has_: 'has have had',
  versa: 'versa',
  counted: 'many number count length often total word words times',
  madeOf: 'used using written wrote answer use reply typed',
  you_: "you you'll you've i i've i'll",
  itself: 'itself themselves referential descriptive autogram quine',
  /** Texts that are nothing but self-reference. */
  selfForm: 'quine autogram autobiographical',
  /** "the list of all lists that do not list themselves" */
  reflexive: 'itself themselves',
  selfSame: 'same very',
  relative: 'that who which those',
  selected: 'all exactly precisely every each any those only',
  negation: `
    not don't doesn't never cannot can't un no nobody isn't aren't omit|s exclude|s lack|s fail|s leave|s`,
  question: 'question',
  nextOr: 'next previous following preceding other',
  itsTheir: 'its their',
  it: 'it',
  thisYour: 'this your that',
  measure: `
    word|s letter|s number length vowel|s syllable|s character|s source code true false truth sentence|s count|s
    times line|s contents meter metre rhyme zeros digit|s first structure chars width height total tone punctuation
    capital|s position`,
  stated: `
    state|s|d describe|s describing mention|s|ing contain|s say|s saying report|s count|s counting equal|s refer|s
    referring print|s output|s true false correctly correct accurate|ly truthfully match|es declare|s announce|s
    reveal|s name|s specify specifies comment|s encode|s reproduce|s tell|s telling predict|s announcing confirm|s
    ask|s claim|s remark|s asking`,
} as const;
