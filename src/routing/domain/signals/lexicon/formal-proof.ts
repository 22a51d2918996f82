/** Words of mathematics and logic. */
export const FORMAL_PROOF_WORDS = {
  prove: 'prove|s proved proving proof disprove refute',
  showThat: 'show demonstrate deduce establish verify conclude derive argue justify',
  claimed: 'that if there every for no',
  /** Verbs that ask for a derivation, whatever stands behind them. */
  derive: 'derive|d derivation deduce establish demonstrate prove|s proof formally rigorous|ly formalise formalize',
  /** What a derivation starts from or goes by. */
  ground: `
    axiom|s definition|s induction contradiction reduction let suppose assume given if hypothesis invariant uniqueness
    counterexample lemma exchange`,
  math: `
    element|s order divides divisor|s theorem lemma field algorithm decide|s optimal leaf leaves corollary
    integer|s prime|s rational irrational divisible even odd number|s real|s continuous differentiable
    converge|s convergent diverge|s sequence|s series function|s matrix matrices group|s subgroup|s ring|s
    polynomial|s bijection bijective injective surjective finite infinite infinitely inequality induction
    contradiction triangle|s angle|s circle|s vertex vertices edge|s graph|s set|s subset|s root|s modulo mod
    gcd square|s sum eigenvalue|s vector|s linear compact topological space countable uncountable natural
    positive nonnegative complex isomorphic abelian cyclic tautology satisfiable axiom|s equivalence bounded
    monotone limit tree planar bipartite terminates correctness invariant np undecidable lattice cardinality
    fibonacci binomial parallelogram quadrilateral equilateral isosceles composite n k x y p q f digits product
    multiple factorial derivative integral pigeonhole logarithm bisector perpendicular parallel dense metric
    homomorphism kernel unique solutions equation|s coprime permutation|s halting regular sqrt degree power|s
    modulus mean pi loop interval|s`,
  quantifier: `
    all every any each exists exist no always some whoever everyone everything nothing only not if none being`,
  valid: 'valid invalid validity fallacy fallacious entail|s|ed logically deductively',
  argument: 'argument|s premise|s conclusion|s syllogism deductively inference hence follow|s',
  judge: 'decide determine whether judge assess check state',
} as const;
