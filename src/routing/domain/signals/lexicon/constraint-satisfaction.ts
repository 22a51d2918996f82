/** Words of conditions, arrangements and searches. */
/** Ties a party to another, or to a place, a number or a time of its own. */
const TIE = `
    no near by until without
     not never only must mustn't cannot can't cant won't wont unless either neither nor twice isn't aren't doesn't
    don't exactly both wants needs need if depends same immediately somewhere opposite none least most than share|s
    differ|s different directly next adjacent before after between alone hate|s conflict|s apart requires require
    refuse|s beside together  whoever older younger taller shorter heavier lighter faster slower earlier
    later higher lower left right far touching touches last first whichever except nobody always avoid|s opposes
    insists exclude|s prevent|s out unavailable free equal|s oldest youngest tallest shortest heaviest lightest
    above below behind front neighbour|s neighbor|s prefers allergic fits clash|es back separate shouldn't distinct
    adds add sum  less more fewer across once    beat beats wasn't weren't max min prior alternate|s alternating consecutive parallel`;
/** Says of a party what is its own. */
const HOLDING = 'has are have gets takes can goes is comes sits stands lies';
/** What puzzles say of their houses: "The Swede keeps dogs." */
const ATTRIBUTE = 'lives keeps drinks owns smokes plays wears eats grows teaches drives studies';

export const CONSTRAINT_SATISFACTION_WORDS = {
  relation: `
    left right next adjacent between above below older newer taller shorter younger cheaper expensive leftmost
    rightmost immediately beside opposite behind front ahead before after earlier later higher lower first second
    third fourth fifth sixth seventh last finished oldest newest cheapest neighbour neighbor neighbours neighbors
    heavier lighter faster slower middle directly same different adjoining across cannot can't not neither nor
    either unless only never least most exactly must mustn't shouldn't won't refuses together isn't doesn't both
    conflict|s two owns drinks`,
  /** Forbids or demands: "only if", "can't be", "no dish twice". */
  restriction: `
    no not never only must mustn't cannot can't won't unless either neither nor twice isn't doesn't don't exactly both
    wants needs if depends same immediately somewhere opposite`,
  once: 'once',
  tie: TIE,
  /** Any of the three. */
  bond: `${TIE} ${HOLDING} ${ATTRIBUTE}`,
  fewest: 'fewest minimum minimal smallest least shortest cheapest',
  step: 'evening|s round|s move|s step|s weighing|s trip|s cut|s swap|s test|s crossings question|s colour|s color|s guesses tries number',
  suchThat: 'such so where',
  searchLimit: `
    once twice never only exactly each every none no most cannot can't one both without all at takes same alone
    distinct different two`,
  /** At the end of a sentence a way to go, and not a place beside another. */
  /** A wish where its clause ends with its noun: "no car". */
  /** Asks for a text: what it must and must not is no puzzle. */
  drafting:
    'write draft compose summarise summarize explain describe rewrite rephrase translate improve reply proofread edit',
  container: 'pieces stock|s bin|s boxes truck|s van|s rolls sheets planks',
  seating: 'assign seat seating timetable roster rota allocate puzzle clue|s',
  bare: 'no without near by',
  turn: 'left right behind front ahead across before after next above below beside between by near more less later earlier first last without until than',
  /** In a question of how many they are arithmetic. */
  quantity: 'more less fewer than twice left last most least before after every budget by equal|s sum add adds',
  multiple: 'times twice half third older younger more fewer less gives gave total altogether',
  how_: 'how',
  oldLong: 'old long far tall',

  colour: 'colour|s color|s paint colouring coloring',
  touching: 'neighbour|s neighbor|s neighbouring neighboring adjacent border|s bordering touch|ing connected adjoining',
  distinctness: 'differ different same distinct',
  digit: 'digit|s',
  whichAll: 'which find what all every',
  arithmetic: `
    equal|s sum product cube|s square|s multiple divisible times reversed digits prime twice difference add|s
    palindrome`,
  litre: 'litre|s liter|s gallon|s l pint|s jug|s bucket|s',
  hourglass: 'hourglass hourglasses fuse|s candle|s',
  exactMinute: 'minute|s exactly hour|s seconds',
  way: 'way|s',
  countable:
    'sum coin|s arrange|d arrangement|s order|s choose select distinct letters digits people partition|ed committee seat|ed climb stairs dice cents colour|s',
  arranging:
    'sit seat arrange place put order line colour color schedule assign fill pick choose select pack split divide distribute label find allocate',
  restrictor: 'no nobody none each every exactly at all neither any everyone never',
  capacity: 'capacity weigh total weight|s carry carries',
  picking: 'choose pick select pack split divide cut loaded load maximise maximize maximal max fewest',
  measuring: 'measure obtain exactly',
  vessel: 'boat raft canoe ferry bridge lift kayak',
  crossing: 'cross crosses crossing across river',
  load: `
    fox goose wolf goat cabbage corn lamp torch lantern flashlight cannibals missionaries couples sheep alone guards
    prisoners`,
  /** Joins clauses without a mark. */
  joiner: 'and but while whereas or if then so because when',
  attribute: ATTRIBUTE,
  copula: `
    own follow follows immediately sit has is are was were sits sitting must cannot can't finished lives live stands
    stand have not be doesn't isn't won't refuses should may drinks owns plays grows comes came ranks parked works
    keeps arrived scored weighs speaks wears needs requires gets teaches`,
  arranged: `
    arranged arrangement order row seated seating sit|s house|s line race ranked schedule|d scheduling timetable
    assign|ed assignment floor|s table shelf tournament queue parked apartment|s hats rooms slots shift|s lockers
    suspects roster rota puzzle delegates golfers runners chairs ordered podium consecutive volunteers branch show
    birds books fruits vehicles different distinct talks finished friends neighbours siblings exam|s`,
  row: 'fixed row arranged puzzle zebra',
  goal: `
    fit schedule allocate group build strategy fix route placing carry choose loaded seat
    pack pick maximal find fewest minimum minimal smallest least shortest optimal maximum largest maximise maximize
    minimise minimize ways combination|s possible solve arrange place divide partition split cover cross reach make
    obtain measure identify determine assign complete fill get colour color select tile guarantee replace`,
  board: `
    knights sudoku chessboard queens balance jug|s bucket|s torch weighing|s domino|es subset|s permutation|s
    knapsack backpack vertices cryptarithm cryptarithmetic alphametic matchsticks cabbage missionaries cannibals
    disks discs hanoi crossword kakuro mislabelled mislabeled counterfeit kenken raft boat bridge polyomino lightbulb bishops rooks drone`,
  /** Things that combine in puzzles, and stand in lists elsewhere. */
  thing: `
    subset|s cent elements villages digit|s coin|s sets cells grid regions cities items crates bins route|s squares
    letters numbers integers weights
    stones pegs send tile|s magic`,
  bound:
    'must more round shortest each every all once no same different distinct adjacent fewest blank exactly without',
  /** Asks for an arrangement, so that conditions need not speak of one another. */
  assignment:
    'assign seat schedule arrange pair timetable roster rota seating allocate place puzzle clue|s split fit divide',
  limit: `
    equal sum wrong false suffice needs weighs share adding two longest more through together once exactly never only most cannot can't distinct different fewest minimum
    capacity carry alone adjacent
    attack attacks none unique repeat|s|ed repeating same budget least adds total each`,
} as const;
