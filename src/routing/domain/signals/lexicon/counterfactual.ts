/** Words of supposition, of nature and of history. */
export const COUNTERFACTUAL_WORDS = {
  /** Supposes, wherever it stands. */
  suppose: `
    suppose supposing supposition imagine imagining imagined assume assuming assumed assumption|s if hypothetical|s|ly
    hypothesis hypothesise hypothesize counterfactual|s|ly pretend pretending presume presuming presumed presumably
    posit|s|ed|ing envision envisioning envisage envisaging conceive stipulate|d postulate|d premise|s alternate
    alternative reality uchronia uchronian whatif alt reimagine reimagining reimagined speculative|ly speculate
    universe scenario `,
  /** Supposes where a clause opens. */
  supposing: `
    say picture consider let let's lets given grant granted granting take without no visualise visualize should
    setting worldbuilding fiction think dream nobody`,
  /** A supposition that is known not to be so. */
  unreal: `
    assumed exist existed could were weren't had hadn't didn't wasn't couldn't would wouldn't suppose supposing
    imagine imagined hypothetical hypothetically counterfactual assume assuming pretend presume posit picture universe
    world suddenly overnight tomorrow stopped vanished disappeared obeyed lacked travelled traveled sank froze
    repelled moved doubled halved tripled expanded contracted flowed behaved fell floated rose grew shrank became ran
    worked needed weighed lived spoke came went lost gained began turned conducted bent spread bounced burned burnt
    melted cost smelled tasted shone premise cannot can't nobody never`,
  what: 'what whats',
  would: `
    design might expected would wouldn't could couldn't happen|s change|s consequence|s effect|s impact|s affect|s
    implication|s ramification|s repercussion|s aftermath ripple|s fallout upshot outcome|s result|s look|s behave|s
    predict describe explain explore derive trace reason work redesign|ed adapt still survive become|s becoming assess
    built break|s appear|s walk sketch redo rebuild rewrite redraw replace|s calculate estimate evolve|s|d fare|s cope
    follow|s unfold|s|ed develop|s|ed differ|s different|ly continue tell draft plan fail|s impossible possible
    possibly must need|s deduce infer infers extrapolate map lay outline plausible justify advise recalculate
    reconsider`,
  /** What is said by none but nature's laws, and what a law is about. */
  law: `
    gravity gravitational gravitation gravitationally antigravity friction frictionless inertia inertial magnetism
    electromagnetism electromagnetic electrostatic entropy thermodynamic|s physics photon|s electron|s proton|s
    neutron|s neutrino|s quark|s boson|s positron|s muon|s buoyancy buoyant momentum planck relativity quantum
    antimatter viscosity refraction refract|s|ed refractive diffraction radioactivity radioactive coulomb spacetime
    conservation charge|s dimension|s dimensional causality tides tidal convection evaporation condensation
    evaporate|s|d constant|s gravitate|s magnet|s superconduct superconductivity superconductor|s capillarity
    capillary osmosis diffusion combustion oxidation photosynthesis photosynthesise photosynthesize chlorophyll
    nucleus nuclei isotope|s decay wavelength|s frequency spectrum redshift doppler newton newtonian newton's kepler
    maxwell hooke boyle ohm faraday bernoulli archimedes avogadro boltzmann pauli heisenberg uncertainty centrifugal
    centripetal coriolis torque kinetic elasticity elastic incompressible compressible drag luminosity fission fusion
    ionisation ionization polarity permittivity lightspeed euclidean pi hydrodynamic|s optics electrolysis
    semiconductor|s valence covalent axial tilt`,
  element: `
    sky humans animals carbon bones gold iron steel clouds tides seasons water waters ice light sound|s air oxygen
    atmosphere|s earth moon|s sun|s planet|s star|s time heat energy mass|es massive matter metal|s density
    temperature pressure steam fire|s flame|s lightning thunder thunderstorm|s ocean|s sea|s vacuum sunlight rain
    raindrop|s snow rotation rotate|s orbit|s axis color|s colour|s wood force|s atom|s molecule|s object|s glass
    nitrogen hydrogen helium wave|s shadow|s mirror|s electricity electric voltage current speed velocity acceleration
    weight|s distance|s volume liquid|s fluid|s gas|es solid|s plasma crystal|s diamond|s salt sugar oil coal uranium
    silver copper silicon rubber plastic paper mercury lead aluminium aluminum titanium concrete stone|s rock|s sand
    soil dust clay body bodies human blood skin lungs eye|s brain|s memory memories sleep pain hunger ageing aging
    death dna gene|s cell|s bacteria virus|es plant|s tree|s forest|s insect|s bird|s fish mammal|s dinosaur|s bee|s
    species reptile|s season day|s night|s year weather climate wind|s hurricane|s volcano|es mountain|s river|s
    lake|s glacier|s asteroid|s comet|s galaxy galaxies jupiter mars venus saturn pluto continent|s magma tectonic
    crust core horizon bubble|s balloon|s pendulum|s spring|s lens|es laser|s vision hearing smell taste touch odour
    odor radiation geometry infrared ultraviolet|s microwave|s radio daylight darkness noise echo echoes vibration|s
    boiling freezing melting surface tension machine|s wheel|s`,
  altered: `
    exist|s|ed pointed downward|s small massive depended only were weren't could couldn't double|d|s doubling
    halve|d|s halving triple|d|s tripling quadruple|d treble|d quintuple|d reverse|d|s reversing vanish|es|ed
    disappear|s|ed stop|s|ped cease|s|d repel|s|led repulsive repulsively absent zero weaker weakened stronger
    strengthened slower slowed faster inverse inversely invert|s|ed cube|d cubic twice half lack|s|ed lacking upward|s
    instead opposite infinite infinitely negative tenth hundredth thousandth backwards backward sideways sink|s sank
    float|s|ed invisible weightless heavier lighter denser switch|ed turned suddenly longer shorter shrink|s shrank
    thicker thinner no rather froze freeze|s boil|s|ed contract|s|ed expand|s|ed attract|s|ed travel|s|led|ed moved
    moves flow|s|ed fell fall|s obey|s|ed disobey|s|ed different|ly discrete quantised quantized spun spin|s
    conduct|s|ed conserved fourth fifth ten square|d solid magnetic transparent opaque larger smaller bigger thick
    quarter equal unequal without horizontal|ly push|es|ed uphill downhill permanent|ly linear|ly exponential|ly two
    three four increase|s|d decrease|s|d dropped drop|s rise|s rose viscous never not nothing nobody none neither than
    isn't aren't wasn't didn't doesn't don't can't cannot won't suspend|ed suspends fail|s|ed off away removed remove
    abolish|ed erase|d delete|d eliminate|d flip|s|ped swap|ped colder hotter cooler warmer harder softer brighter
    darker hits hit bend|s bent curve|s|d discontinuous continuous gone missing nonexistent inexistent unlimited
    limitless eternal forever perpetual perfectly purely truly exactly always everywhere nowhere overnight tomorrow
    every spontaneous|ly random|ly rigid brittle sticky slippery frictionless flat cubical spherical tilted upright
    vertical|ly diagonal|ly proportional solidify solidified liquefy liquid gaseous flammable inflammable edible toxic
    poisonous audible inaudible visible stored jars weigh|s|ed grow|s grew scale|s|d percent decays emit|s|ted
    absorb|s|ed leak|s|ed drift|s|ed collide|s communicate remember|s forget|s lasted lasts became become|s behaves
    behaved act|s|ed matched matches outran outruns allowed permitted forbidden limited capped tuned raised lowered
    locked frozen fixed`,
  history: `
    war|s ww1 ww2 wwi wwii empire|s imperial treaty treaties revolution|s revolutionary century centuries king|s
    queen|s emperor|s tsar czar kaiser sultan pharaoh shogun khan pope president|s chancellor battle|s siege|s army
    armies navy navies invention|s invented inventor discovered discovery discoveries conquered conquest|s colonised
    colonized colonies colony colonial colonialism invaded invasion|s assassinated assassination assassin election|s
    dynasty dynasties civilisation|s civilization|s industrial industrialised industrialized industrialisation
    medieval ancient nazi|s soviet|s ottoman|s romans rome roman byzantine|s byzantium mongol|s viking|s aztec|s
    inca|s maya persian|s greek|s carthage confederacy confederate|s plague plagues history historical renaissance
    reformation enlightenment abolished abolition independence wall printing press telegraph telephone transistor|s
    internet antibiotics penicillin vaccine|s vaccination surrendered defeated fallen burned burnt unified reunified
    partitioned partition crusade|s fleet armada gunpowder agriculture columbus napoleon hitler stalin lenin caesar
    churchill lincoln gandhi library won lost collapsed landed settled signed ratified risen succeeded failed survived
    spread reached remained stayed crossed slavery serfdom feudalism apartheid suffrage prohibition constitution
    amendment parliament congress republic monarchy kingdom|s communism communist|s fascism capitalism socialism
    christianity islam buddhism catholic protestant church union coup uprising rebellion revolt mutiny armistice
    reparations ceasefire genocide holocaust famine pandemic epidemic depression crash bubble ussr eec eu nato un
    league nation|s territory territories canal railway|s railroad|s steamship|s steam airship|s zeppelin|s
    electricity nuclear atomic bomb|s hiroshima moonshot apollo sputnik computer|s smartphone|s metric calendar
    alphabet gutenberg edison tesla darwin einstein newton franklin washington jefferson dinosaur|s asteroid meteor
    neanderthal|s wheel horse|s potato|es cotton tea opium silk spice|s gold coronation succession heir throne annexed
    annexation colonists settlers pilgrims explorers expedition voyage|s patent|s patented kodak xerox nokia netscape
    microsoft google ibm apple blockbuster manhattan project referendum brexit impeachment impeached resign|ed summit
    missile crisis berlin versailles waterloo gettysburg sarajevo stalingrad trafalgar hastings alexandria
    constantinople`,
  /** That the past went otherwise. */
  otherwise: `
    had hadn't never won wins win lost loses lose survived survives survive failed fails fail didn't doesn't don't not
    no without instead rather stayed stays stay remained remains remain kept keeps refused refuses accepted accepts
    rejected adopted adopts industrialised industrialized discovered discovers invented invents landed lands conquered
    collapsed collapses died dies lived lives escaped beat beats defeated defeats held holds reached reaches took
    takes isn't wasn't weren't averted avoided prevented missed turned gone neutral succeeded succeeds joined joins
    fallen built lasted unified split splits arrived commercialises commercializes passed spared`,
  had: "had hadn't",
  conditional: "would could might would've wouldn't couldn't could've",
  aOne: 'a one another any some imaginary fictional invented hypothetical parallel',
  that_: 'that for we',
  oneself: "i me my you your i'm you're i've you've mine",
  how: 'how',
  speedOf: 'speed',
  /** A frame within which things are not as they are. */
  world: `
    universe universes world worlds planet reality realities land cosmos timeline timelines dimension realm setting
    continent island galaxy version continuum earth multiverse`,
  where_: 'where in with whose that without which of lacking',
  alternate: 'alternate alternative counterfactual alt parallel hypothetical divergent speculative',
  chronicle: 'history histories timeline|s past universe|s century decade|s era',
  mine: "i me my mine i'm i've",
  /** Asks how many: a sum to do, no consequence. */
  /** Where things may be told that are not so. */
  fiction: `
    setting worldbuilding novel novella story thought experiment debate debating club premise fiction fictional
    fictitious campaign scifi speculative hypothesis hypothetical counterfactual exhibit exhibition essay paper
    coursework class students thriller screenplay comic game lore rpg alt hist alternate exam`,
  please: 'please to and then also you kindly just',
  speaker: "i i'm i've i'd",
  /** Places that may have a law of their own. */
  scene: `
    stadium classroom warehouse city town village country kingdom island lab laboratory house room kitchen school
    factory valley street building place nation society region colony station ship office moon`,
  /** Said before its verb, and no supposition: "somebody who had". */
  subject_: 'who that which it he she they we you i this never always not there',
  amount: 'many much long far old tall often',
  /** Supposes what may be so as well as what is not. */
  if_: 'if unless',
  /** The tense of what is not so. */
  unrealPast: `
    had hadn't were weren't didn't wasn't never won lost survived failed stayed remained went took kept landed`,
  /** Leads from what is asked to its verb: "say what happens", "show how it changes". */
  asksWhat: 'what how which whether where who why',
  inverted: 'had were',
  /** Says itself that what it names is not so. */
  genre: `
    counterfactual|s|ly hypothetical|s|ly premise|s alternate alt uchronia uchronian whatif speculative posit|s
    stipulate suppose supposing assume assuming pretend imagine imagining presume presuming`,
  /** Says of a law that it is otherwise, without supposing it. */
  boldly: `
    half halves twice double|s|d doubling triple|s|d rather instead suspended suspends reverse|s|d inverse inverted
    zero nobody never every only no without opposite negative overnight forever nowhere isn't doesn't cannot can't
    aren't don't fourth cube cubed unlimited infinite repel|s stops vanishes slower faster backwards upward|s off
    switched disabled ceases removed gone`,
  /** The same, and so strongly that it is known to be unreal even of everyday things. */
  reversal: `
    half halves twice double|s|d doubling triple|s|d rather instead suspended suspends reverse|s|d inverse inverted
    negative opposite overnight forever nowhere fourth cube cubed unlimited infinite repel|s vanishes backwards
    upward|s toward longer`,
  existence: 'exist existed vanished disappeared extinct invented evolved discovered',
  /** Says of the past that it is otherwise, in the present tense or flatly. */
  denied: `
    doesn't isn't never didn't no stays wins loses survives fails refuses lives keeps neutral avoided averted crashed
    stayed passed instead aren't don't neither nor nobody none`,
  /** Asks to work out what follows, even where nothing "would". */
  worksOut: `
    would trace walk follow|s plausible redraw rebuild consequence|s effects implications ripple delay unfold
    different differently become|s derive redesign unfolds evolve evolves reconstruct reveal|s justify`,
  /** An editor's task: what it handles supposes nothing. */
  handled: `
    proofread proofreading translate translation punchier shorten rephrase paraphrase summarise summarize summary
    correct correction spelling grammar grammatical edit condense polish passive classify blurb reword tl tldr excerpt
    cut bullet headline understandable`,
} as const;
