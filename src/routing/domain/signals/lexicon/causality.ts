/** Words of cause and effect, and of keeping to them. */
export const CAUSALITY_WORDS = {
  cause: `
    explained brought produced cause|s|d causing causal causally causation causality effect|s consequence|s consequent
    consequential outcome|s because therefore leads led lead trigger|s|ed triggering result|s|ed resulting chain|s
    ripple|s implication|s follow|s|ed premise rule|s law|s event|s timeline|s magic change|s downstream upstream
    cascade|s domino|es link|s linked sequence causer antecedent|s precursor|s aftermath repercussion|s ramification|s
    stem|s|med reaction|s origin|s reason|s loop feedback premises`,
  caused: `
    explained brought coincidence cause|s|d causing trigger|s|ed leads led result|s|ed resulting produce|s|d follow|s
    consequence|s effect|s stem|s|med arise|s arising arose spark|s|ed set sets prompt|s|ed provoke|s|d enable|s|d
    bring|s account|ed attributable due outgrowth grow|s engender|s unlock|s|ed solvable possible force|s flow|s
    motivate|s|d justified`,
  /** One cause of a chain. */
  link: `
    cause|s|d|ing trigger|s|ed leads lead led lower|s|ed raise|s|d drive|s|n drove kill|s slow|s|ed increase|s|d
    decrease|s|d prevent|s shorten|s worsen|s|ed affect|s influence|s|d boost|s|ed depress|es reduce|s|d push|es|ed
    feed|s heat|s cool|s warm|s fuel|s spark|s|ed produce|s regulate|s inhibit|s promote|s suppress|es activate|s
    deactivate|s attract|s deter|s encourage|s discourage|s improve|s|d hurt|s harm|s weaken|s strengthen|s erode|s
    alter|s mediate|s moderate|s confound|s correlate|s|d predict|s delay|s|ed accelerate|s hasten|s power|s
    trip|s|ped knock|s|ed upset|s drain|s block|s|ed determine|s govern|s dampen|s amplify amplifies exacerbate|s
    stimulate|s undermine|s mean|s makes fires hits grows shrinks rises falls pulls controls depends associated linked
    crowd|s shifts tilts buys result|s|ed helps die|s longer faster worse turns eat|s consume|s overflow|s shuts
    supplies pays funds starve|s`,
  /** Terms of causal inference. */
  inference: `
    intervene|d|s intervening confounder|s confounding confounded mediator|s mediation collider|s counterfactual|s
    instrumental spurious causal causally causation dag|s backdoor overdetermined overdetermination observational|ly
    observing randomised randomized randomise randomize randomising randomizing intervention|s interventional treated
    untreated treatment association|s correlation|s correlated identifiable endogenous exogenous constant`,
  /** Tells one cause from another. */
  separates: `
    separate|s distinguish|es disentangle|s isolate|s apart whether test tests tease untangle attribute prove shows
    show settle decide discriminate rule identify work figure`,
  trial: 'experiment|s intervention|s trial test rct randomise|d randomize|d manipulation study',
  /** Who intervenes. */
  hand: `
    i we you they someone somebody anyone nobody then bank government city finance support law nephew management
    manager landlord council ministry operator doctor physician`,
  gerund: `
    removing banning blocking forcing holding setting fixing cutting disconnecting switching suppressing closing
    shutting smashing jamming overriding bypassing doubling halving capping subsidising subsidizing mandating giving
    handing eliminating severing stopping pausing turning cancelling canceling killing dropping withholding
    withdrawing imposing vaccinating treating replacing adding injecting introducing raising lowering covering
    deactivating activating controlling varying randomising randomizing deleting changing freezing pinning`,
  /** Comes of something, and of nothing else. */
  arises: `
    caused triggered produced results result resulting resulted brought stems stem arises arise arising sparked
    prompted because owing account accounted consequence|s attributable provoked explained causally cause|s leads
    possible solvable unlocks enables depends necessary forces justifies`,
  eachOf: 'each every all none consecutive successive',
  effectOf: `
    cause|s|d|ing causal causally causation causality effect|s consequence|s consequent outcome|s result|s
    trigger|s|ed chain|s repercussion|s because leads premise`,
  auxiliary_: 'do does did can could should shall may must how',
  follows_: `
    follow|s|ing grow|s growing derive|s flow|s emerge|s spring|s proceed|s evolve|s come comes develop|s`,
  outOf: 'from out logically causally necessarily',
  uncaused: 'unexplained uncaused unmotivated unprompted chance coincidence|s',
  caused_: 'cause caused causes culprit causally blame responsible killed triggered',
  which_: 'which who what whose',
  amongThem: 'two both either them these actual actually real really true truly proximate sole solely',
  causeNoun: `
    cause|s trigger|s triggered effect|s consequence|s origin|s antecedent|s motive|s premise reason`,
  lacking_: `
    precede|s|d predate|s without lacks lack lacking before ahead unless until unexplained uncaused unmotivated`,
  must_: "must has have should needs need cannot can't only ought is may to",
  asksEffect: `
    predict trace walk estimate compute derive work explain deduce effect effects infer calculate determine say tell
    reason describe propose decide assess`,
  no_: 'no nothing never none neither nor nobody',
  consistent: `
    coincidence|s coincidental coincidentally consistent|ly consistency contradict|s|ed|ing contradiction|s
    contradictory inconsistent inconsistency inconsistencies coherent|ly coherence incoherent paradox|es paradoxical
    plausible plausibly logically violate|s|d violating violation|s honour honours respects respect obey|s watertight
    airtight unbroken uncaused reconcile|s|d compatible incompatible necessarily`,
  /** The same, of what somebody makes up. */
  hangsTogether: `
    hang|s gap|s loophole|s hole|s continuity machina luck chance random|ly arbitrary unexplained unmotivated
    unprompted conflict|s|ing clash|es loose seamless|ly retroactively inevitable inevitably necessary sufficient
    rigorous|ly tightly sense acyclic orphan|s orphaned adhere|s align|s deviate|s accidental accidentally logic
    logical agree|s`,
  demand: `
    each every all must keep|s keeping kept ensure ensuring remain|s remaining stay|s without no never nothing only
    none sure any strictly throughout may cannot can't should need needs has have neither nor always don't shouldn't
    mustn't avoid forbid|s forbidden zero`,
  /** Brings a cause about, or takes it away, by hand. */
  intervene: `
    intervene|d|s intervention|s intervening force|d|s forcing clamp|ed|ing|s disable|d disabling remove|d|s removing
    removal banned ban|s banning block|ed|s blocking holding held hold|s prevent|ed|s preventing silence|d silencing
    randomise|d|s randomize|d|s randomising randomizing manipulate|d|s delete|d|s deleting pin|s|ned pinning tie tied
    tying glue|d gluing tape|d taping freeze|s froze frozen freezing fix|es|ed fixing set|s setting cut|s cutting
    disconnect|ed|s disconnecting unplug|ged|s unplugging switch|ed|es switching outlaw|ed|s suppress|ed|es
    suppressing abolish|ed|es close|d|s closing shut|s shutting smash|ed jam|s|med jamming override|s overrode
    overridden bypass|ed|es bypassing double|d|s doubling halve|d|s cap|s|ped subsidise|d subsidize|d mandate|d|s
    give|s giving gave hand|ed handing order|ed|ing eliminate|d|s eliminating knock|ed sever|ed|s interrupt|ed
    stop|ped|s stopping pause|d turn|ed|s turning cancel|s led cancelled canceled kill|ed drop|s ped dropped withhold
    withheld withdraw withdrew withdrawn impose|d|s vaccinate|d treat|ed replace|d|s replacing insert|ed add|ed adding
    inject|ed introduce|d|s raise|d lower|ed cover|ed require|d assign|ed deactivate|d activate|d artificially
    manually adjust|ed adjusting condition|ing conditioned control|led controlling vary varied swap|ped pull|ed
    paint|ed ground|ed weld|ed wedge|d clog|ged prop|ped bolt|ed lock|ed seal|ed unblock|ed weaken|ed starve|d
    flood|ed isolate|d`,
  removed: `
    force|d forcing clamp|ed disable|d disabling remove|d removing block|ed blocking holding held prevent|ed silence|d
    silencing not without never absent missing skip|ped had hadn't hasn't stopped set fixed off no cancelled canceled
    refused intervened stuck jammed pinned broken frozen disconnected banned abolished`,
  stillSo: `
    still nevertheless anyway regardless nonetheless anyhow likewise equally even all same alone`,
  /** What a case is judged for. */
  judged: `
    cause|d because intentionally responsible blame knowingly led result contribute|d responsibility intend|ed culprit
    fault liable liability root triggered killed made saved prevented explain|s`,
  did: 'did does was is were who has which what whose why',
  /** Keeps an order between causes. */
  inOrder: `
    previous preceding before prior earlier preceded precede|s next following after ahead another other predecessor
    successor parent parents upstream generation one back`,
  /** Has something made up that must then hold together. */
  plots: `
    write compose create produce craft tell draft generate invent construct build design plan plot script outline
    narrate continue extend rewrite revise fix repair simulate develop imagine resolve describe sketch dream concoct
    devise spin weave map chart model lay storyboard assemble pen`,
  /** What is told of what never was. */
  plotNoun: `
    story stories tale|s narrative|s plot|s novel|s novella saga|s thriller|s mystery mysteries whodunnit whodunit
    fable|s screenplay|s chapter|s scene|s chronicle|s worldbuilding quest|s storyline|s fiction|al fictitious sequel
    prequel campaign|s postmortem comedy farce tragedy drama episode|s legend|s myth|s heist ecosystem spell|s kingdom
    puzzle escape incident accident scenario|s`,
  /** "would have", "wouldn't have" */
  have_: 'have of been',
  /** But for this: */
  butFor: "without had hadn't if unless even but absent given",
} as const;
