/** Words of minds, of seeing and being away, and of things that move. */
export const HIDDEN_STATE_WORDS = {
  mind: `
    think|s thought thinking believe|s|d believing belief|s know|s knew knowing known suspect|s|ed expect|s|ed
    expecting assume|s|d assuming realise|s|d realize|s|d doubt|s|ed wonder|s|ed guess|es|ed convinced aware unaware
    certain remember|s|ed infer|s|red conclude|s|d understand|s understood mistakenly falsely wrongly knowledge
    fear|s|ed hope|s|d suppose|s|d want|s|ed intend|s|ed feel|s perspective predict|s reckon|s|ed opinion mistaken
    imagine|s sure surprised`,
  seek: `
    look|s looking search|es searching|ed seek|s go open|s check|s reach|es pick|s grab|s choose|s say answer point
    react try drink eat serve`,
  perceive: `
    see|s saw seen seeing notice|s|d watch|es|ed|ing hear|s heard observe|s|d witness|es|ed peek|s|ed glance|s|d
    spot|s|ted overhear|s overheard`,
  absent: `
    back leave|s left leaving exit|s|ed depart|s|ed away absent outside asleep gone stepped steps unaware oblivious
    unbeknownst secretly unnoticed unseen behind meanwhile upstairs kitchen sleeping distracted blindfolded napping
    elsewhere uninformed missed knowing telling alone out entered enters returned returns came quietly bathroom`,
  change: `
    move|s|d moving put|s putting place|s|d hide|s hid swap|s|ped|ping replace|s|d replacing switch|es|ed|ing
    transfer|s|red take|s took taken remove|s|d change|s|d shift|s|ed relocate|s|d rename|s|d refill|s|ed empties
    emptied pour|s|ed eat|s ate eaten steal|s stole stolen slip|s|ped rearrange|s|d tuck|s|ed lock|s|ed break|s
    broke broken spill|s|ed cancel|s|led postpone|s|d sell|s sold drop|s|ped spoil|s|ed carried carries mix|es|ed
    adds added contaminated fell rotten closed torn blew tells told texted learned learns drag|s|ged fill|s|ed bury
    buried stored stores packed baked`,
  transfer: `
    swap|s|ped|ping trade|s|d trading exchange|s|d give|s gave given hand|s|ed pass|es|ed move|s|d put|s place|s|d
    take|s took switch|es|ed slide|s slid pour|s|ed shuffle|s|d lend|s lent borrow|s|ed throw|s threw toss|es|ed
    drop|s|ped pick|s|ed carry carries carried transfer|s|red rotate|s|d flip|s|ped empty empties emptied hide|s hid
    sell|s sold buys bought turn|s step|s rolls rolled enters entered steal|s stole travel|s|led goes went leaned
    stack|s|ed unstack|s|ed push|es|ed climb|s|ed discarded lift|s|ed grabbed got journeyed ends tuck|s|ed boards`,
  /** "swaps left and middle, then middle and right": a transfer without a verb of its own. */
  further: 'then',
  where: 'where who whom which what whose',
  atTheEnd: 'end finally now currently final',
  holds: `
    has have hold|s|ing is are contain|s in under end|s now final|ly owns own with at left currently remaining top
    bottom wearing facing order position return starting dancing playing sitting does inside where got wear lit right`,
  own: 'own',
  /** Hearing of something by being told. */
  heard: 'told tells heard knows knew know thinks believes saw sees seen learned noticed overheard',
  /** Knowing less than another. */
  lacks: `
    but while whereas only never not doesn't didn't hasn't isn't wasn't can't cannot nobody wrong nothing away
    absent neither`,
  asker: 'who',
  whatEach: 'who whom which what where each every everybody everyone',
  others: "other others other's others' another everyone two",
} as const;
