/** Words of supposition, of nature and of history. */
export const COUNTERFACTUAL_WORDS = {
  suppose: `
    suppose supposing imagine imagining assume assuming assumed if hypothetically hypothetical counterfactual|ly
    pretend picture envision universe world|s scenario were had reality alternate alternative`,
  /** A supposition that is known not to be so. */
  unreal: `
    assumed exist existed could were had would suppose supposing imagine hypothetical hypothetically counterfactual
    assume assuming pretend picture universe world suddenly stopped vanished disappeared obeyed lacked travelled
    traveled sank froze
    repelled moved doubled halved expanded contracted flowed behaved fell floated`,
  what: 'what',
  would: `
    design might expected would wouldn't could happen|s change|s consequence|s effect|s impact affect|s
    implication|s result|s look behave|s predict describe explain explore derive trace reason work redesign adapt
    still survive become|s assess built break|s appear|s`,
  law: `
    gravity gravitational friction inertia magnetism electromagnetism electromagnetic entropy thermodynamics physics
    photon|s electron|s proton|s neutron|s neutrino|s buoyancy momentum planck relativity quantum antimatter
    viscosity refraction diffraction radioactivity coulomb spacetime conservation charge|s dimension|s causality
    tides`,
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
    war|s empire|s treaty treaties revolution|s century centuries king|s queen|s emperor|s pope president|s battle|s
    army armies invention discovered conquered colonised colonized colonies invaded invasion assassinated
    assassination election|s dynasty civilisation civilization|s industrial medieval nazi|s soviet|s ottoman|s
    romans rome byzantine|s mongol|s plague history renaissance reformation abolished independence wall printing
    press telegraph transistor internet antibiotics penicillin vaccine|s surrendered defeated fallen burned burnt
    unified partitioned crusade|s fleet armada gunpowder agriculture columbus napoleon hitler caesar library
    invented won lost collapsed landed settled signed risen succeeded failed survived spread reached remained stayed
    crossed`,
  /** That the past went otherwise. */
  otherwise: "had hadn't never won lost survived failed",
  /** "a universe where" */
  had: 'had',
  conditional: 'would could might',
  never: 'never not',
  aOne: 'a one another any some imaginary fictional invented hypothetical parallel',
  world: 'universe world planet reality land cosmos timeline',
  absence: 'without',
  where_: 'where in with whose',
  /** "an alternate history" */
  alternate: 'alternate alternative counterfactual',
  chronicle: 'history timeline past',
  mine: "i me my mine i'm i've",
} as const;
