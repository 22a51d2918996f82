/** Words of minds, of seeing and being away, and of things that move. */
const MIND = `
  think|s thought thinking believe|s|d believing belief|s know|s knew knowing known suspect|s|ed expect|s|ed expecting
  assume|s|d assuming realise|s|d realize|s|d doubt|s|ed wonder|s|ed guess|es|ed convinced aware unaware certain
  remember|s|ed infer|s|red conclude|s|d understand|s understood mistakenly falsely wrongly knowledge fear|s|ed
  hope|s|d suppose|s|d want|s|ed intend|s|ed feel|s perspective predict|s reckon|s|ed opinion mistaken imagine|s sure
  surprised figure|s|d presume|s|d deduce|s|d picture|s estimate|s overestimate|s underestimate|s recognise|s|d
  recognize|s|d trust|s|ed persuaded misinformed impression perceives model|s interpret|s|ed confident blame|s
  informed wished anticipate|s|d anticipating surmise|s|d conjecture|s|d foresee|s foresaw foreseen supposing
  presuming deducing inferring reckoning guessing doubting suspecting imagining gather|s|ed grasp|s|ed twig|s|ged
  misjudge|s|d misread|s mistrust|s|ed distrust|s|ed disbelieve|s|d conscious ignorant cognisant cognizant afraid
  worried fearing hoping wanting intending bet|s betting recall|s|ed suspicion|s assumption|s expectation|s conviction
  inference|s mistake|s convince convinces accept|s|ed disbelieving recognising recognizing discover|s|ed`;

const SEEK = `
  phone|s look|s looking search|es searching|ed seek|s go open|s check|s reach|es pick|s grab|s choose|s say answer
  point react try drink eat serve show dig send sent book head call ring contact report state describe name find fetch
  turn tell lead steer wait waiting charge|s attack|s strike|s act|s decide|s bid|s vote|s raise|s fold|s
  announce|s administer|s give|s dose deploy|s press|es pull|s aim|s enter|s
  collect|s retrieve|s digs buy|s visit|s knock|s meet|s arrive|s stand|s pay|s quote|s tries heads walk|s drive|s
  march|es hunt|s rummage|s target|s sign|s greet|s accuse|s reveal|s`;

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
    spot|s|ted overhear|s overheard glimpse|s|d listen|s|ed listening eavesdrop|s|ped spy spies spied viewing
    inspect|s|ed sight|s|ed track|s|ed perceive|s|d hearing`,
  absent: `
    back leave|s left leaving exit|s|ed depart|s|ed away absent outside asleep gone stepped steps unaware forgot
    forgets forgotten mistake oblivious unbeknownst secretly unnoticed unseen behind meanwhile upstairs kitchen
    sleeping distracted blindfolded napping elsewhere uninformed missed knowing telling alone out entered enters
    returned returns came quietly bathroom while break whilst offline nap abroad holiday travelling traveling sick ill
    downstairs garden offshore underground unconscious busy facing shower nowhere resting retired`,
  /** Not knowing, in one word. */
  unaware: `
    unaware oblivious unbeknown unbeknownst secretly unnoticed unseen uninformed stale outdated offline untold sealed
    undetected covertly silently unwitting|ly stealthily unlogged unobserved blindly absence secret|s sleeps asleep
    nap|s napping private privately confidential|ly unannounced whisper|s|ed whispering unknowing|ly ignorant clueless
    unsuspecting uninitiated incommunicado concealed hush unbriefed muted deaf blind unread misses undisclosed
    discreetly furtively surreptitiously clandestinely eavesdrops eavesdropping sneaks sneaked unsent bounced
    undelivered separate separately kept`,
  /** Ways to come to know; negated, to remain without. */
  learn: `
    told tell|s see|s saw seen know|s knew known hear|s heard notice|s|d informed notified aware realise|s|d
    realize|s|d learn|s|ed learnt witness|es|ed observe|s|d fetched received receive|s got get gets synced idea clue
    copied warned mention|s|ed logged recorded watch|es|ed ing reach|ed register|s|ed taste|s|d rung read telling
    hearing spot|s|ted discover|s|ed find|s found overhear|s overheard understand|s understood cc phoned briefed shown
    catch|es caught access open|s|ed look|s|ed alerted remember|s share|d seeing noticing learning reading`,
  still: 'still',
  unlearned: `
    not never nobody noone no without didn't didnt doesn't doesnt don't hasn't hasnt wasn't wasnt isn't isnt can't
    cannot couldn't neither nor none hadn't haven't weren't aren't only won't wouldn't aint ain't hardly barely yet
    nowhere failed fails forgot forgets misses missed until before`,
  knowsNot: 'nothing neither none only no',
  knowing: 'know|s knew known',
  said: 'say|s said answer|s|ed repl reply replies replied announce|s|d asked admits states turn i',
  yesNo: 'no yes',
  change: `
    move|s|d moving put|s putting place|s|d hide|s hid swap|s|ped|ping replace|s|d replacing switch|es|ed|ing
    transfer|s|red take|s took taken remove|s|d change|s|d shift|s|ed relocate|s|d rename|s|d refill|s|ed empties
    emptied pour|s|ed eat|s ate eaten steal|s stole stolen slip|s|ped rearrange|s|d tuck|s|ed lock|s|ed break|s broke
    broken spill|s|ed cancel|s|led postpone|s|d sell|s sold drop|s|ped spoil|s|ed carried carries mix|es|ed adds added
    substitute|s|d alter|s|ed edit|s|ed update|s|d delete|s|d reset|s overwrite|s overwrote push|es|ed flip|s|ped
    turns give|s gave given withdraw withdrew bring|s brought return|s|ed burgled loses lost finds found lend|s lent
    delivers delivered exchange|s|d writes wrote increments rebases corrected rotate|s|d salted salts signs fly flew
    flies escaped crept roll|s|ed contaminated fell rotten closed torn blew tells told texted learned learns
    drag|s|ged fill|s|ed bury buried stored stores packed baked amend|s|ed revise|s|d lower|s|ed increase|s|d
    migrate|s|d merge|s|d split|s divide|s|d lift|s|ed hand|s|ed pass|es|ed send|s sent deliver grab|s|bed
    snatch|es|ed pocket|s|ed stash|es|ed conceal|s|ed scatter|s|ed drain|s|ed melt|s|ed repaint|s|ed relabel|s|led
    erase|s|d wipe|s|d redirect|s|ed reroute|s|d divert|s|ed reassign|s|ed reschedule|s|d reprogram|s|med unplug|s|ged
    disconnect|s|ed disable|s|d revoke|s|d expire|s|d trade|s|d borrow|s|ed repair|s|ed repark|s|ed park|s|ed
    shelve|s|d forge|s|d seal|s|ed toggle|s|d extinguish|es|ed`,
  transfer: `
    swap|s|ped|ping trade|s|d trading exchange|s|d give|s gave given hand|s|ed pass|es|ed move|s|d put|s place|s|d
    take|s took switch|es|ed slide|s slid pour|s|ed shuffle|s|d lend|s lent borrow|s|ed throw|s threw toss|es|ed
    drop|s|ped pick|s|ed carry carries carried transfer|s|red rotate|s|d flip|s|ped empty empties emptied hide|s hid
    sell|s sold buys bought turn|s step|s rolls rolled enters entered steal|s stole travel|s|led went leaned pop|s|ped
    shift|s|ed relay|s|ed mail|s|ed deliver|s|ed deposit|s|ed delegate|s|d cross|es|ed return|s|ed bring|s brought
    writes reads increments decrements reverse|s|d turned forward spin|s leaves park|s|ed drags dragged insert|s|ed
    append|s|ed dup rot tip|s|ped pouring fetch|es|ed pull|s|ed uncouple|s couple|s carrying taking boards stack|s|ed
    unstack|s|ed push|es|ed climb|s|ed discarded lift|s|ed grabbed got journeyed ends tuck|s|ed giving handing passing
    lending loan|s|ed borrowing pay|s paid paying selling buy sends sent sending shipped posted forwards forwarded
    donate|s|d bequeath|s|ed inherit|s|ed convey|s|ed mortgage|s|d lease|s|d pawn|s|ed withdraw|s withdrew split|s
    divide|s|d snatch|es|ed seize|s|d collect|s|ed lay|s laid load|s|ed unload|s|ed pile|s|d pack|s|ed unpack|s|ed
    decant|s|ed fill|s|ed refill|s|ed topped dump|s|ed mix|es|ed combine|s|d adds remove|s|d replace|s|d toggle|s|d
    press|es|ed invert|s|ed deal dealt draw|s drew drawn discard|s cut|s walk|s|ed drive|s drove ride|s rode sail|s|ed
    exit|s|ed disembark|s|ed hop|s|ped jump|s|ed crawl|s|ed relocate|s|d migrate|s|d promote|s|d demote|s|d buries
    buried rename|s|d relabel|s|led copies copied overwrite|s overwrote mov add sub inc dec stored join|s|ed hang|s
    hung attach|es|ed kick|s|ed loses lost unlock|s|ed lock|s|ed repay|s repaid refunds refunded sublet|s siphon|s|ed
    ladle|s|d spill|s|ed scoop|s|ed shelve|s|d reshelve|s|d unhook|s|ed hook|s|ed wheels wheeled ferries ferried rowed
    steer|s|ed deputised ceded cedes cede assign|s|ed reassign|s|ed succeed|s|ed resigned stepped retrieve|s|d
    restore|s|d vacate|s|d occupy occupies occupied evict|s|ed cleared increment incremented decrement decremented
    multiply multiplies multiplied double|s|d halve|s|d bump|s|ed overtake|s overtook overtaken descend|s|ed
    ascend|s|ed scramble|s|d enqueue|s|d dequeue|s|d allocate|s|d frees freed mv cp rm credit|s|ed debit|s|ed
    reinvest|s|ed redeem|s|ed convert|s|ed invest|s|ed heal|s|ed equip|s|ped unequip|s loot|s|ed gain|s|ed capture|s|d
    castle|s|d admit|s|ted discharge|s|d annex|es|ed conquer|s|ed auction|s|ed wager|s|ed gamble|s|d arrive|s|d unpark
    robs robbed pickpockets palms slips slipped stash|es|ed hiding gone came comes putting placing seated flew fly
    flies decrease|s|d subtract|s|ed added earn|s|ed consume|s|d drink|s drank burn|s|ed lit extinguish|es|ed wrote
    reset|s drains drained leak|s|ed melt|s|ed dissolve|s|d pipette|s|d inject|s|ed transfuse|s|d doff|s|ed don|s|ned
    goes wire|s wired shove|s|d stops restarted retake|s retook reverts reverted revert squeeze|s|d serve|s|d lets
    gulp|s swallow|s|ed quaff|s|ed nudge|s|d haul|s|ed carts carted lug|s|ged tow|s|ed routed reroute|s|d
    redirect|s|ed dispatch|es|ed released receive|s|d accept|s|ed reclaim|s|ed recover|s|ed confiscate|s|d
    impound|s|ed smuggle|s|d flows flow`,
  /** "swaps left and middle, then middle and right": a transfer without a verb of its own. */
  further: 'then',
  /** How things stand in the end. */
  stood: `
  has have hold|s holding contain|s contents inventory balance|s final finally end ends ended top bottom left under
  aboard now still remaining remain|s owns own owner control|s position|s state|s order location|s where who
  possession|s worth value|s queue register|s owe|s front back facing face|s third last lies sits inside carry carries
  wearing wears with on in`,
  /** Towards where something is moved. */
  onto: 'to into onto',
  /** Which way the caller looks who walked as he was told. */
  bearing: 'facing face relative pointing heading bearing',
  place: "where where's wheres",
  where: 'where who whom which what whose',
  atTheEnd: 'end finally now currently final',
  holds: `
    has have hold|s|ing is are contain|s in under end|s now final|ly owns own with at left currently remaining top
    bottom wearing facing order position return starting dancing playing sitting does inside where got wear lit right
    after each every everybody stands standing row name which holder per possessions belongings owner carry carries
    carrying possess|es keep|s kept containing content|s state states colour color colours colors balance|s value|s
    register|s sit|s lie|s rest|s located location|s whereabouts seat|s seated rank|s ranked face|s lights light
    lamp|s full empty leader lead|s stack pile deck floor|s room|s box cup cups drawer locked unlocked open shut
    closed owe|s owed total|s level|s chair|s wears held belong|s sleeping sleeps stays parked ended remains leftover
    positions where's inventory whose on aboard control|s third gets`,
  own: 'own mine',
  /** Hearing of something by being told. */
  heard: `${HEARD} knows knew know thinks believes`,
  /** Knowing less than another. */
  lacks: `
    but while whereas only never not doesn't didn't hasn't isn't wasn't can't cannot nobody wrong nothing away absent
    neither before either yet although though hidden secretly however instead`,
  /** That it is a part that is known. */
  partly: 'only own but just neither half part nothing besides except alone',
  /** What tells whoever plays somebody to keep to it. */
  withheld: `
    only never without private privately secret|s hidden separate separately cannot can't mustn't must`,
  /** Ways to be told that are no seeing. */
  informed: `
    read reads phoned informed copied briefed emailed texted whispered whispers warned notified tipped confided
    shown shows messaged called rang radioed announced broadcast listened listening listens`,
  /** Whoever plays somebody must not use what that one does not know. */
  rolePlay: `
    play plays simulate simulates simulation roleplay run act acting host moderate dealer referee pretend impersonate
    enact`,
  role: `
    character|s guest|s player|s seller buyer each everyone everybody side|s role|s party parties participant|s three two
    four other|s negotiator|s team|s suspect|s agent|s bot|s persona|s npc|s hand|s delegate|s`,
  asker: 'who',
  whatEach: 'who whom which what where each every everybody everyone',
  others: "other others other's others' another everyone two",
} as const;
