/** Words of conditions, arrangements and searches. */
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
  /** What puzzles say of their houses: "The Swede keeps dogs." */
  attribute: 'lives keeps drinks owns smokes plays wears eats grows teaches drives studies',
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
    pack pick maximal find fewest minimum minimal smallest least shortest optimal maximum largest maximise maximize
    minimise minimize ways combination|s possible solve arrange place divide partition split cover cross reach make
    obtain measure identify determine assign complete fill get colour color select choose tile guarantee replace`,
  board: `
    knights sudoku chessboard queens balance jug|s bucket|s torch weighing|s domino|es subset|s permutation|s
    knapsack backpack vertices cryptarithm cryptarithmetic alphametic matchsticks cabbage missionaries cannibals
    disks discs hanoi crossword kakuro kenken raft boat bridge polyomino lightbulb bishops rooks drone`,
  /** Things that combine in puzzles, and stand in lists elsewhere. */
  thing: `
    subset|s cent elements villages digit|s coin|s sets cells grid regions cities items crates bins route|s squares
    letters numbers integers weights
    stones pegs send tile|s magic`,
  bound:
    'must more round shortest each every all once no same different distinct adjacent fewest blank exactly without',
  /** Asks for an arrangement, so that conditions need not speak of one another. */
  assignment: 'assign seat schedule arrange pair timetable roster rota seating allocate place',
  limit: `
    shortest more through together once exactly never only most cannot can't distinct different fewest minimum sum
    capacity carry alone adjacent
    attack unique repeat|s|ed repeating same budget least adds total each`,
} as const;
