/** Words of cause and effect, and of keeping to them. */
export const CAUSALITY_WORDS = {
  /** What one event does to another. */
  effectVerb: `
    cause|s|d causing trigger|s|ed lead|s led raise|s|d lower|s|ed increase|s|d reduce|s|d decrease|s|d drive|s
    drove slow|s|ed speeds boost|s|ed push|es|ed prevent|s|ed block|s|ed kill|s|ed weaken|s|ed strengthen|s|ed
    produce|s|d affect|s|ed worsen|s|ed improve|s|d result|s|ed means mean makes made turns feed|s suppress|es|ed
    inhibit|s inhibited activate|s|d knocks knock knocked hits hit starts started opens opened because so due
    influence|s|d shape|s|d brings brought sets forces forced erode|s|d attract|s|ed depress|es|ed shortens extends
    fuel|s fuelled dries cools cooled heats heated moves moved fires hence therefore thus after`,
  /** Sets a cause to what it would not have been. */
  manipulate: `
    removing downgrading cutting banning pressing pumping take lesion lesioned keep keeps leave pump|ed fences
    fenced got assign|ed dropping downgrade reduce free compulsory legalised legalized installed moved prescribe|d
    supplement|s lottery intervene|d intervention|s force|d clamp|ed disable|d removed remove removes banned ban
    bans outlaw|ed block|ed freeze|s froze frozen fix|ed hold held holds fixes tape|s|d glue|s|d delete|d
    suppress|ed randomise|d randomize|d randomising randomizing randomly gave give handed hand cut cuts close|d
    closing shut stop|ped turned turn|s switch|ed set raised skip|ped kill|ed pull|ed unplug|ged patch|ed
    vaccinate|d double|d replace|d add|ed cancel|led forbid|s abolish|ed subsidise|d mandate|d require|d made make
    prevent|ed isolate|d swap|ped pay paid restrict|ed eliminate|d manipulate|d drain|ed inject|ed deport|ed install
    rolled rolling roll wiped surgically artificially experiment|s trial test adjust|ed adjusting condition|ing
    control|ling`,
  /** Goes along with another, whatever makes it. */
  association: `
    correlate|s|d correlation|s association|s associated linked tend|s likelier coincided coincides whenever
    confounder|s confounded confounding selection bias observational than same often more less fewer higher lower
    richer healthier longer worse better faster slower older younger safer happier poorer`,
  /** Another explanation. */
  rival: `
    alternative everything else first neither nothing other others too nor second instead like moment did do either
    or both while but already although though alone meanwhile whether another anyway regardless each`,
  /** Asks which of several explanations holds. */
  identify: `
    separate|s distinguish isolate disentangle untangle attribute|d apart experiment|s responsible actually caused
    cause|s blame root causal causally causation contribute|d fault effect|s killed driving credit guilty flaw
    flawed necessary sufficient settle conclude|s accounts persist|s predictor factor|s trial confounder|s`,
  /** The same, where more speaks for it. */
  identifyLoose: `
    really alone share tells why whose account still decide mistake learn becomes
    comparison flip|s reverse response part place bring brought help|ed`,
  expectation: `
    would should could expect predict prediction conclude prove assumption|s assuming rise fall|s drop change|s
    survive|s up down stay disappear happens test wrong safe help|s work|s`,
  /** What a world is built upon. */
  premise: `
    rule rules law laws premise spell magic whenever principle curse axiom|s world worldbuilding universe constraint
    condition event events clue|s consequence|s outcome|s effect|s cause|s disaster|s step|s scene|s turn|s act|s
    chapter|s timeline plot incident|s link|s kindness failure|s ripple|s chain domino decision|s`,
  /** Holds a telling to what it is built upon. */
  bindings: `
    contradict|s|ed|ing contradiction|s contradictory consistent|ly consistency coincidence|s coincidental paradox
    paradoxes paradoxical inconsistent inconsistency inconsistencies coherent|ly coherence obey|s obeyed violate|s|d
    violating necessarily inevitable inevitably unexplained inexorably causally lacks unavoidable unavoidably
    clash|es inescapable inescapably explainable traceably conflict|s anomalies compatible incompatible`,
  /** The same, where more speaks for it. */
  looseBindings: `
    break|s breaking broken hangs hang agree|s loose logical logically follow|s accident|s chance arising arise|s
    direct directly plausible plausibly unearned luck deus hole|s derive|d grow|s growing produced result|s
    cause|s|d causing stem|s lead|s leading trigger|s|ed due respect|s explain|s|ed backfires`,
  /** What is made up. */
  invented: `
    world story stories town city kingdom|s magic curse cosmology game history fictional imaginary imagined fantasy
    invent|ed island planet village novel saga fable myth fairy tale empire universe farce comedy tragedy mystery
    thriller realm legend spell|s republic heist fiction society plot script screenplay campaign scene|s character|s`,
  /** How it is held: without exception. */
  strictly: `
    each every all must never no nothing anything nobody any only let exactly without always none cannot can't don't
    not direct entire throughout previous before earlier keep keeping everything whatever one nowhere sure avoid
    ensure has have need|s needed should stay|s`,
  /** Asks to weigh. */
  weighed: 'why whether would which how survive survives should does still',
  ours: 'our my we',
  loop: 'walk loop trace follow derive predict explain settle lay say show argue judge assess decide work',
  /** Not so in fact. */
  undone: "had hadn't weren't without never were",
  happened: 'have still anyway anyways otherwise regardless been nonetheless same',
  cause: `
    explained brought produced cause|s|d causing causal causally causation causality effect|s consequence|s
    consequent outcome|s because therefore leads led lead trigger|s|ed result|s|ed chain ripple|s implication|s
    follow|s|ed premise rule|s law|s event|s timeline|s magic change|s changed downstream`,
  caused: `
    explained brought coincidence cause|s|d causing trigger|s|ed leads led result|s|ed produce|s|d follow|s
    consequence|s effect|s`,
  consistent: `
    coincidence|s consistent|ly consistency contradict|s|ed|ing contradiction|s contradictory inconsistent
    inconsistency inconsistencies coherent|ly coherence paradox|es paradoxical plausible logically violate|s|d
    violating violation|s plausibly honour honours respects respect obey|s`,
  demand: `
    each every all must keep|s keeping kept ensure ensuring remain|s remaining stay|s without no never nothing only
    sure any strictly throughout may cannot can't should need`,
  intervene: `
    intervene|d intervention|s intervening force|d forcing clamp|ed disable|d disabling removed removing banned
    ban|s block|ed blocking holding held prevent|ed silence|d silencing randomise|d randomize|d manipulate|d
    delete|d`,
  removed: `
    force|d forcing clamp|ed disable|d disabling remove|d removing block|ed blocking holding held prevent|ed
    silence|d silencing not without never absent missing skip|ped had hadn't hasn't stopped set fixed off no
    cancelled canceled refused intervened`,
  causalTerm: `
    confounder|s confounding confounded mediator|s collider|s counterfactual instrumental spurious causal causally
    causation dag backdoor overdetermined bias|ed estimate|s treatment|s treated randomised randomized randomising
    randomizing randomisation randomization observational adjusting conditioning instrument selection variable|s
    counterfactuals pathway placebo association|s correlation|s correlated`,
  still: 'still nevertheless anyway regardless nonetheless',
  /** What a case is judged for. */
  judged: `
    killed fault causally blamed contributed due cause|d because intentionally responsible blame knowingly led
    result contribute responsibility intend|ed`,
  did: 'did does was is were who has',
} as const;
