/** Words with which a text speaks of itself. */
export const SELF_REFERENCE_WORDS = {
  /** What can speak of itself: whatever holds words. */
  selfText: `
    statement|s sentence|s question|s line|s clause list|s prompt label card|s message|s email subject reply response
    answer|s title|s poem|s page|s quiz quizzes test|s exam catalogue|s catalog|s will box file string text program|s
    paragraph|s rule|s book|s chorus song|s abstract description|s checklist|s telegram definition|s sign|s form menu
    index integer|s number numeral instruction|s contract story stories tale bio code script function word|s
    prediction review headline verse|s stanza|s haiku limerick sonnet paper memo note|s letter slogan warning law|s
    joke riddle puzzle essay explanation summary tweet post caption bullet table document article documents set|s
    report claim|s disclaimer footnote|s credits adjective|s noun|s adverb|s term|s readme field|s envelope|s bullets
    crossword columns column ad|s advert subtitle|s hint|s proverb postcard sticker password url regex query program's
    manual equation clue output entry entries speech toast dialogue recipe item|s acronym phrase|s name names sequence
    lyrics slide command json yaml banner tag diary invoice receipt comment toc certificate badge plaque invitation
    rap minutes|s acrostic anagram pangram autogram motion petition clauses manifesto syllabus glossary bibliography
    inventory survey questionnaire ballot worksheet boxes cell|s row|s flowchart poster chapter reviews theorem proof
    formula essays blurb lecture sermon prayer sketch scene play screenplay memoir prologue epilogue preface foreword
    appendix refrain slides dictionary map maps haikus captions translation commentary critique excuse apology promise
    oath bet wager prophecy predictions forecast order advice tip reminder passage excerpt headlines palindrome|s
    couplet ballad ode hymn elegy wording sentence's puzzles riddles equations sum tables chart matrix grid`,
  strictThis: 'this these that those same very',
  /** Leads from a text to what it is about. */
  regarding: `
    including containing exactly without of about for on checking describing listing explaining to reviewing defining
    rating summarising govern|s how regulate|s amending`,
  /** Done by a text to itself. */
  selfAct: `
    print|s output|s outputting reproduce|s contain|s describe|s describing refer|s mention|s count|s define|s apply
    applies abolish|es change|s shave|s include|s quote|s list|s encode|s spell|s explain|s judge|s modify modifies
    rewrite|s amend|s delete|s contradict|s repeal|s exemplify exemplifies break|s violate|s evaluate|s verify
    verifies predict|s prove|s name|s negate|s reference|s illustrate|s generate|s emit|s cite|s obey|s answer|s
    comment|s follow|s parody record|s approve|s ratify ratifies ban|s forbid|s exclude|s exempt|s enforce|s praise|s
    criticise|s criticize|s insult|s mock|s review|s translate|s copies copy embed|s nest|s hold|s rates warn|s
    advertise|s advertize|s satisfy satisfies respect|s summarise|s summarize|s`,
  /** Verdicts that no sentence can bear about itself. */
  paradoxical: `
    false lie|s lying unprovable provable wrong true untrue incorrect void invalid paradox meaningless unbelievable
    ignore|d disobey|ed believe|d know|n nonsense proven proved disproved answered read broken unanswerable unknowable
    exception`,
  be: "is are be isn't was cannot can't will won't has never not",
  /** "Everything I say is a lie." */
  wholly: 'everything every always all never nothing no any',
  liarSpeaker: 'i cretan cretans he she',
  falsity: 'lie|s lying liar|s false untrue',
  definable: `
    definable describable nameable expressible defined described named specified definition describe`,
  relating: `
    how that which whose where so who containing says stating saying tells about must naming giving listing`,
  side: 'side one line page card box door note face half',
  pondered: `
    paradox|es paradoxical true false lie contradiction believe kept valid void provable consistent truth lying
    analyse analyze sense resolve decide happens right obey logic mean exempt possible apply applies`,
  /** Enough to state, where what is spoken of is surely the text itself. */
  gives: `
    begin|s start|s end|s ending give|s show|s fill price|d reads read record|s sum add|s list|s explain|s note|s
    listing enter fills describes depends depend include|s spell|s acknowledge|s admit|s know|s reflect|s quote|s lay
    lays warn|s stating enumerate|s tally tallies summarise|s summarize|s inventory announces predicts predict prints
    outputs obey|s follow|s answer|s equals made put`,
  /** What a question calls itself or its answer; an article or a function would be somebody else's. */
  ownText: `
    sentence|s statement question answer|s reply response list prompt line poem quiz clause riddle rule haiku limerick
    sonnet stanza verse sign title phrase word slogan tweet number puzzle table form paragraph message output post
    comment text letter email essay story joke song clue caption statements note review report description definition
    abstract summary bio program script label card page rules instruction|s code block document section bullet
    conversation explanation`,
  replies: 'answer reply response question prompt message output completion',
  being: 'being',
  ofAbout: 'of about to on with',
  foretelling: 'predict|s|ed|ing prediction|s foretell|s forecast|s prophesy guess',
  yourOwn: 'your own',
  mustSay: `
    must should has needs say|s state|s tell|s give|s be include|s mention|s report|s name|s equal|s match`,
  fewOf: 'exactly many number none two three four five six half n one',
  tells_: 'says stating states claims tells asserts declares reports reads announces reading',
  fewUnits: `
    word|s letter|s vowel|s consonant|s syllable|s character|s sentence|s line|s paragraph|s comma|s digit|s capital|s
    item|s clause|s bullet|s box|es question|s stanza|s verse|s row|s cell|s noun|s verb|s section|s mark|s point|s e
    t s`,
  aboutTo: 'about going writing giving producing now just will',
  youWill: "you're you'll you you've you'd",
  statements: 'statement|s sentence|s item|s claim|s answer|s proposition|s line|s assertion|s card|s option|s',
  truthValue: 'true false lie|s lying truthful untrue wrong correct incorrect liar|s',
  forbids: "not don't never disregard ignore disobey doubt disbelieve forget can't cannot won't",
  demanded: `
    write compose create make craft draft give produce generate design can want need invent construct find set word
    come build devise formulate phrase tell state explain print`,
  plural: 'themselves',
  about_: 'about describing regarding concerning',
  assertion: `
    will sentence statement question claim proposition rule cookie sign line card clause theorem label announcement`,
  counted: 'many number count counts length often total tally',
  madeOf: `
    used using written wrote answer use reply typed filled write writing give giving say said listed made produced
    list`,
  you_: "you you'll you've you're i i've i'll",
  itself: 'itself themselves referential descriptive autogram quine',
  /** Texts that are nothing but self-reference. */
  selfForm: 'quine autogram autobiographical',
  /** "the list of all lists that do not list themselves" */
  reflexive: 'itself themselves',
  introducing: 'a an one each every two whose',
  definite: 'the this that your same its my these',
  selfSame: 'same very',
  relative: 'that who which those',
  selected: 'all exactly precisely every each any those only',
  negation: `
    not don't doesn't never cannot can't un no nobody isn't aren't omit|s exclude|s lack|s fail|s leave|s`,
  question: 'question',
  nextOr: 'next previous following preceding other',
  itsTheir: 'its their',
  it: "it it's they they're",
  thisYour: 'this your',
  ownMeasure: `
    length|s structure position|s word|s letter|s vowel|s syllable|s character|s sentence|s line|s meter metre rhyme
    source size count|s punctuation width height comma|s digit|s truth falsity grammar spelling author creation
    existence seventh checksum hash wording ink zeros ones number paragraph|s initial|s`,
  ofBehind: 'of behind from in at with',
  has_: 'has have had made uses use used consists comprises is are',
  placing: 'on in into at onto under within to',
  recurs: 'call|s calling called invoke|s',
  including_: 'including',
  face: 'front back obverse',
  whose_: 'whose',
  saidOf: `
    state|s|d say|s said mention|s|ed give|s given name|s|d report|s|ed tell|s told equal|s spelled spelt announce|s|d
    declare|s|d contain|s written match|es encode|s|d`,
  midst: `
    next own very final last first whole entire following opening closing second third single one short long`,
  measure: `
    word|s letter|s number length vowel|s syllable|s character|s source code true false truth sentence|s count|s times
    line|s contents meter metre rhyme zeros digit|s first structure chars width height total tone punctuation
    capital|s position`,
  stated: `
    state|s|d describe|s describing mention|s|ing contain|s say|s saying report|s count|s counting equal|s refer|s
    referring print|s output|s true false correctly correct accurate|ly truthfully match|es declare|s announce|s
    reveal|s name|s specify specifies comment|s encode|s reproduce|s tell|s telling predict|s announcing confirm|s
    ask|s claim|s remark|s asking`,
} as const;
