/** Words of mathematics and logic. */
export const FORMAL_PROOF_WORDS = {
  prove: `
    prove|s proved proving proof|s disprove|s|d disproof refute|s|d refutation counterexample|s counter countermodel
    lemma qed corollary rigorous rigorously rigour rigor induction contradiction inductively`,
  /** Weaker verbs, which need more mathematics beside them. */
  showThat: `
    show|s demonstrate deduce establish verify conclude derive argue justify justification satisfy convince confirm settle
    formal formally argument deduction invariant|s destroys falsify falsifies violates breaks mathematically strict
    strictly watertight airtight reasoning carefully careful complete details`,
  why: 'why',
  /** Behind the weaker verb: what it is about is a claim. */
  claimed: `
    that if there every for no why whether among any all each some none always never cannot can't cant must exists
    does is has`,
  proofNoun: 'proof proofs proved lemma',
  amongAny: 'among amongst',
  /** Verbs that ask for a derivation, whatever stands behind them. */
  derive: 'derive|d derivation deduce establish demonstrate prove|s proof formally rigorous|ly formalise formalize',
  /** What a derivation starts from or goes by. */
  ground: `
    axiom|s definition|s induction contradiction reduction let suppose assume given if hypothesis invariant|s
    uniqueness counterexample lemma exchange deduction premise|s`,
  /** Words that hardly anybody uses for anything but mathematics. */
  math: `
    divides divisor|s divisible theorem lemma corollary integer|s prime|s rational|s irrational|s even odd
    differentiable converge|s convergent diverge|s divergent subsequence matrix matrices subgroup|s
    polynomial|s bijection|s bijective injective injection surjective surjection infinite infinitely inequality induction
    triangle|s vertex vertices subset|s modulo mod gcd eigenvalue|s vector|s compact topological countable
    uncountable isomorphic isomorphism abelian cyclic tautology satisfiable axiom|s invariant|s monotone monotonic
    planar bipartite terminates np undecidable decidable cardinality fibonacci binomial parallelogram quadrilateral
    rhombus equilateral isosceles composite factorial pigeonhole logarithm bisector bisect|s perpendicular
    homomorphism coprime permutation|s halting sqrt modulus congruent midpoint collinear contraction|s nilpotent
    invertible idempotent iff implies contrapositive lipschitz supremum infimum epsilon hausdorff asymptotically
    undirected acyclic eulerian hamiltonian predicate quantifier|s reals naturals cube|s squarefree
    commute|s commutative associative transitive reflexive symmetric antisymmetric orthogonal determinant bounded
    continuous noetherian hoare triple|s postcondition precondition sequent cauchy quorum|s nfa dfa remainder dimensional greedy liveness deadlock fairness transcendental hypotenuse polygon convex concave chord tangent cyclicity trisect satisfiability axiomatic`,
  /** Words that mathematics shares with everything else. */
  mathLike: `
    graph|s element|s order field algorithm decide|s optimal leaf leaves number|s real sequence|s series function|s group|s
    ring|s finite angle|s circle|s edge|s set|s root|s square|s sum|s linear space equivalence limit tree|s
    correctness regular lattice n digits product|s multiple|s derivative integral parallel dense metric kernel unique
    solutions equation|s degree power|s pi loop interval|s natural positive negative nonnegative complex map
    mapping relation closed open union intersection disjoint fraction|s log logarithmic principle state|s
    queue stack sorting comparison|s worst lossless terminate protocol reachable reduction sat identity inverse line|s
    point|s plane area cycle path connected acyclic spanning pair|s distinct diagonal|s median perimeter convergence
    uniform variance expected probability independent infinity equal equals satisfies consecutive exactly heap node|s
    array balanced safety lock domain winning strategy structural list|s onto ker intersect|s whole ordering calculus language|s recognized recognised loses law largest smallest mutual exclusion process|es grammar automaton automata`,
  quantifier: `
    all every any each exists exist no always some whoever everyone everything nobody anyone nothing only not if none
    being everybody anybody most`,
  valid: `
    valid|ly invalid validity fallacy fallacious entail|s|ed logically deductively sound follow follows necessarily
    infer inferred inference legit conclude concluded conclusion|s correct holds`,
  argument: `
    argument|s premise|s conclusion|s syllogism deductively inference hence follow|s therefore so thus reasoning
    ergo imply implies infer`,
  /** Whoever proved it, and when: a question about the past. */
  historian: 'who when whose',
  judge:
    'decide determine whether judge assess check state tell explain justify conclude name test formalise formalize translate',
  concluding: 'so therefore hence thus ergo',
  judging:
    'judge valid validity logic logically legit sound holds hold follow follows fallacy assess reasoning inference argument formalise formalize',
} as const;
