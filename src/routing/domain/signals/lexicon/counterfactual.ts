/** Words of supposition, of nature and of history. */
export const COUNTERFACTUAL_WORDS = {
  /** Supposes, wherever it stands. */
  suppositional: `
    suppose supposing imagine imagining assuming pretend envision envisage posit hypothetical|ly hypothesis
    counterfactual|ly alternate alt reimagine rerun`,
  /** Supposes at the opening of a clause. */
  hypothesis: `
    assume picture premise|s thought alternative scenario say let consider grant granted setting worldbuilding novel
    debate essay exhibit pilot fiction`,
  if_: 'if whether',
  /** Not so: the tense and the quantities of what is unreal. */
  unrealVerb: `
    were weren't had hadn't didn't wasn't couldn't could was stayed remained laid drove wore spoke flew swam slept
    drank shone bent cost drew got kept lost won came went knew ran fell grew met took left gave began chose held
    built made found wrote saw hit sent broke sank froze lit ruled`,
  irrealis: `
    were weren't had hadn't didn't doesn't don't wasn't isn't aren't couldn't can't cannot could never no nobody
    none nothing not without instead rather only every everything everyone always was stays stay remains becomes
    gets keeps fails lacks grows works`,
  /** Of a world and of nobody in particular. */
  worldly: `
    world worlds humanity mankind people everyone everybody nobody humans human society societies civilisation
    civilization civilizations cities countries nations country nation europe asia africa america life planet earth
    universe continent every everything`,
  life: `
    human|s people animal|s mammal|s insect|s bird|s fish plant|s tree|s forest|s flower|s bee|s species dinosaur|s
    predator|s horse|s dog|s lungs eye|s skin blood dna gene|s cell|s bacteria virus|es brain|s memory sleep dreams
    pain hunger ageing aging death evolution photosynthesise photosynthesize chlorophyll asteroid meteor volcano|es
    mountain|s river|s desert|s weather climate season|s wind day|s night|s year|s month|s week|s hour|s crops wheat
    potato|es rice cotton sugar salt oil coal gas uranium silver copper silicon rubber plastic paper language|s
    word|s money|s number|s smell pi body bodies vision hearing speech`,
  technology: `
    metric gunpowder chess capitalism google microsoft electricity engine|s steam wheel|s writing alphabet
    telephone|s phone|s radio television computer|s internet railway|s railroad|s car|s plane|s aircraft rocket|s
    nuclear atomic bomb horse|s iron compass clock|s glass vaccination anaesthesia anesthesia pasteur newton darwin
    mendeleev einstein edison tesla turing bicycle|s canal suez panama airship|s zeppelin|s blockchain smartphone|s
    satellite|s`,
  /** Asks what follows, even where nothing "would". */
  /** Of a consequence that the world, and nobody in it, would have. */
  unlike: 'different differently look exist|s possible evolve|d arise develop survive cope',
  follows: `
    breaks changes changed consequences effects implications ripple trace follow walk become|s happens different
    differently develop|ed plausible sketch outcome work reason delay alternative possible impossible
    advantages struggle like better worse disappear|s leave|s reveal story rewrite go goes news believable now
    believe stages until worry`,
  suppose: `
    suppose supposing imagine imagining assume assuming assumed if hypothetically hypothetical counterfactual|ly
    pretend picture envision universe world|s scenario were had reality alternate alternative`,
  /** A supposition that is known not to be so. */
  unreal: `
    assumed exist existed could were had would suppose supposing imagine hypothetical hypothetically counterfactual
    assume assuming pretend picture universe world suddenly stopped vanished disappeared obeyed lacked travelled
    traveled sank froze repelled moved doubled halved expanded contracted flowed behaved fell floated`,
  what: 'what',
  would: `
    design might expected would wouldn't could happen|s change|s consequence|s effect|s impact affect|s
    implication|s result|s look behave|s predict describe explain explore derive trace reason work redesign adapt
    still survive become|s assess built break|s appear|s`,
  law: `
    convection evaporation constant gravity gravitational friction inertia magnetism electromagnetism
    electromagnetic entropy thermodynamics physics photon|s electron|s proton|s neutron|s neutrino|s buoyancy
    momentum planck relativity quantum antimatter viscosity refraction diffraction radioactivity coulomb spacetime
    conservation charge|s dimension|s causality tides`,
  element: `
    sky humans animals carbon bones gold iron steel clouds tides seasons water ice light sound air oxygen atmosphere
    earth moon sun|s planet|s star|s time heat energy mass matter magnet|s metal|s density temperature pressure
    steam fire lightning ocean|s sea|s vacuum sunlight rain snow rotation orbit|s axis color|s colour|s wood force|s
    atom|s molecule|s object|s glass nitrogen hydrogen wave|s shadow|s mirror|s`,
  altered: `
    exist|s|ed pointed downward|s small massive depended only were could double|d|s doubling halve|d|s triple|d|s
    reverse|d|s reversing vanish|es|ed disappear|s|ed stop|s|ped cease|s|d repel|s|led repulsive repulsively absent
    zero weaker weakened stronger strengthened slower slowed faster inverse inversely inverted cube|d twice half
    lack|s|ed upward|s instead opposite infinite negative tenth backwards backward sideways sink|s sank float|s|ed
    invisible weightless heavier lighter denser quadruple|d switch|ed turned suddenly longer shrink|s shrank thicker
    thinner no rather froze boil|ed contract|ed expand|ed attract|ed travel|led|ed moved flow|ed fell obey|ed
    different|ly discrete quantised quantized spun conducted conserved fourth ten square solid magnetic transparent
    larger thick quarter equal without horizontally push|ed uphill permanently linearly two four flows increase|s
    decrease|s viscous`,
  history: `
    ww1 ww2 wwi wwii manhattan sacked war|s empire|s treaty treaties revolution|s century centuries king|s queen|s
    emperor|s pope president|s battle|s army armies invention discovered conquered colonised colonized colonies
    invaded invasion assassinated assassination election|s dynasty civilisation civilization|s industrial medieval
    nazi|s soviet|s ottoman|s romans rome byzantine|s mongol|s plague history renaissance reformation abolished
    independence wall printing press telegraph transistor internet antibiotics penicillin vaccine|s surrendered
    defeated fallen burned burnt unified partitioned crusade|s fleet armada gunpowder agriculture columbus napoleon
    hitler caesar library invented won lost collapsed landed settled signed risen succeeded failed survived spread
    reached remained stayed crossed`,
  /** That the past went otherwise. */
  otherwise: "had hadn't never won lost survived failed",
  /** "a universe where" */
  had: 'had',
  conditional: "would could might would've wouldn't could've he'd she'd they'd it'd we'd there'd that'd who'd",
  never: 'never not',
  aOne: 'a one another any some imaginary fictional invented hypothetical parallel',
  world: 'universe world planet reality land cosmos timeline',
  absence: 'without',
  where_: 'where in with whose',
  /** "an alternate history" */
  alternate: 'alternate alternative counterfactual',
  chronicle: 'history timeline past',
  /** Denies an event in the present tense. */
  denied: "never doesn't don't isn't fails refuses survives wins",
  /** Says of a law that it is otherwise, without supposing it. */
  flatly: `
    suddenly overnight tomorrow half twice double triple zero negative never no every nobody only doesn't bends
    longer rewrite instead forever unbuildable become slowed reimagine just`,
  how_: 'how',
  /** So boldly that it can only be supposed. */
  boldly: 'suddenly overnight forever instead unbuildable rewrite reimagine half twice double triple',
  wonders: 'ask asks asked asking wonder wondered know knew see check tell told decide',
  aux: 'is are be been being get gets as has have am was were not',
  invertible: 'had were',
  ownAffair: "i me my mine you your i'm i've i'd you're we're he she his her",
  mine: "i me my mine i'm i've",
} as const;
