/** Words of minds, of seeing and being away, and of things that move. */
const MIND = `
  think|s thought thinking believe|s|d believing belief|s know|s knew knowing known suspect|s|ed expect|s|ed
  expecting assume|s|d assuming realise|s|d realize|s|d doubt|s|ed wonder|s|ed guess|es|ed convinced aware unaware
  certain remember|s|ed infer|s|red conclude|s|d understand|s understood mistakenly falsely wrongly knowledge
  fear|s|ed hope|s|d suppose|s|d want|s|ed intend|s|ed feel|s perspective predict|s reckon|s|ed opinion mistaken
  imagine|s sure surprised figure|s|d presume|s|d deduce|s|d picture|s estimate|s overestimate|s underestimate|s
  recognise|s|d recognize|s|d trust|s|ed persuaded misinformed impression perceives model|s interpret|s|ed
  confident blame|s informed wished anticipate|s|d`;

const SEEK = `
  phone|s look|s looking search|es searching|ed seek|s go open|s check|s reach|es pick|s grab|s choose|s say
  answer point react try drink eat serve show dig send sent book head call ring contact report state describe name
  find fetch turn tell lead steer wait waiting`;

/** How a thought was come by, by the words that are no thoughts themselves. */
const HEARD = 'told tells heard saw sees seen learned noticed overheard';

export const HIDDEN_STATE_WORDS = {
  mind: MIND,
  /** To think or to act upon it. */
  thought: `${MIND} ${SEEK}`,
  /** What stands inside of a thought: a thought, an act, or how it was come by. */
  innerThought: `${MIND} ${SEEK} ${HEARD}`,
  seek: SEEK,
  perceive: `
    see|s saw seen seeing notice|s|d watch|es|ed|ing hear|s heard observe|s|d witness|es|ed peek|s|ed glance|s|d
    spot|s|ted overhear|s overheard`,
  absent: `
    back leave|s left leaving exit|s|ed depart|s|ed away absent outside asleep gone stepped steps unaware forgot forgets forgotten mistake oblivious
    unbeknownst secretly unnoticed unseen behind meanwhile upstairs kitchen sleeping distracted blindfolded napping
    elsewhere uninformed missed knowing telling alone out entered enters returned returns came quietly bathroom while break whilst offline`,
  /** Not knowing, in one word. */
  unaware: `
    unaware oblivious unbeknown unbeknownst secretly unnoticed unseen uninformed stale outdated offline untold
    sealed undetected covertly silently unwitting|ly stealthily unlogged unobserved blindly absence secret|s sleeps asleep
    nap|s napping`,
  /** Ways to come to know; negated, to remain without. */
  learn: `
    told tell|s see|s saw seen know|s knew known hear|s heard notice|s|d informed notified aware realise|s|d
    realize|s|d learn|s|ed learnt witness|es|ed observe|s|d fetched received receive|s got get gets synced idea clue
    copied warned mention|s|ed logged recorded watch|es|ed ing reach|ed register|s|ed taste|s|d rung read`,
  still: 'still',
  unlearned: `
    not never nobody noone no without didn't didnt doesn't doesnt don't hasn't hasnt wasn't wasnt isn't isnt can't
    cannot couldn't neither nor none hadn't haven't weren't aren't only`,
  knowsNot: 'nothing neither none only no',
  knowing: 'know|s knew known',
  said: 'say|s said answer|s|ed repl reply replies replied announce|s|d asked admits states turn i',
  yesNo: 'no yes',
  change: `
    move|s|d moving put|s putting place|s|d hide|s hid swap|s|ped|ping replace|s|d replacing switch|es|ed|ing
    transfer|s|red take|s took taken remove|s|d change|s|d shift|s|ed relocate|s|d rename|s|d refill|s|ed empties
    emptied pour|s|ed eat|s ate eaten steal|s stole stolen slip|s|ped rearrange|s|d tuck|s|ed lock|s|ed break|s
    broke broken spill|s|ed cancel|s|led postpone|s|d sell|s sold drop|s|ped spoil|s|ed carried carries mix|es|ed
    adds added substitute|s|d alter|s|ed edit|s|ed update|s|d delete|s|d reset|s overwrite|s overwrote push|es|ed
    flip|s|ped turns give|s gave given withdraw withdrew bring|s brought return|s|ed burgled loses lost finds found
    lend|s lent delivers delivered exchange|s|d writes wrote increments rebases corrected rotate|s|d salted salts
    signs fly flew flies escaped crept roll|s|ed contaminated fell rotten closed torn blew tells told texted learned
    learns drag|s|ged fill|s|ed bury buried stored stores packed baked`,
  transfer: `
    swap|s|ped|ping trade|s|d trading exchange|s|d give|s gave given hand|s|ed pass|es|ed move|s|d put|s place|s|d
    take|s took switch|es|ed slide|s slid pour|s|ed shuffle|s|d lend|s lent borrow|s|ed throw|s threw toss|es|ed
    drop|s|ped pick|s|ed carry carries carried transfer|s|red rotate|s|d flip|s|ped empty empties emptied hide|s hid
    sell|s sold buys bought turn|s step|s rolls rolled enters entered steal|s stole travel|s|led goes went leaned
    pop|s|ped shift|s|ed relay|s|ed mail|s|ed deliver|s|ed deposit|s|ed delegate|s|d cross|es|ed return|s|ed bring|s
    brought writes reads increments decrements reverse|s|d turned forward spin|s leaves park|s|ed drags dragged
    insert|s|ed append|s|ed dup rot tip|s|ped pouring fetch|es|ed pull|s|ed uncouple|s couple|s carrying taking
    boards stack|s|ed unstack|s|ed push|es|ed climb|s|ed discarded lift|s|ed grabbed got journeyed ends tuck|s|ed`,
  /** "swaps left and middle, then middle and right": a transfer without a verb of its own. */
  further: 'then',
  place: "where where's wheres",
  where: 'where who whom which what whose',
  atTheEnd: 'end finally now currently final',
  holds: `
    has have hold|s|ing is are contain|s in under end|s now final|ly owns own with at left currently remaining top
    bottom wearing facing order position return starting dancing playing sitting does inside where got wear lit
    right after each every everybody stands standing row name which holder per possessions belongings`,
  own: 'own mine',
  /** Hearing of something by being told. */
  heard: `${HEARD} knows knew know thinks believes`,
  /** Knowing less than another. */
  lacks: `
    but while whereas only never not doesn't didn't hasn't isn't wasn't can't cannot nobody wrong nothing away
    absent neither`,
  asker: 'who',
  whatEach: 'who whom which what where each every everybody everyone',
  others: "other others other's others' another everyone two",
} as const;
