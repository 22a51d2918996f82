/** Words of cause and effect, and of keeping to them. */
export const CAUSALITY_WORDS = {
  cause: `
    explained brought produced cause|s|d causing causal causally causation causality effect|s consequence|s
    consequent outcome|s because
    therefore leads led lead trigger|s|ed result|s|ed chain ripple|s implication|s follow|s|ed premise rule|s law|s
    event|s timeline|s magic change|s changed downstream`,
  caused: `
    explained brought coincidence cause|s|d causing trigger|s|ed leads led result|s|ed produce|s|d follow|s
    consequence|s effect|s`,
  /** One cause of a chain. */
  link: `
    causes caused cause triggers triggered leads fires lower|s raise|s drive|s kill|s stop|s slow|s|ed
    increase|s decrease|s prevents shortens worsens`,
  consistent: `
    coincidence|s consistent|ly consistency contradict|s|ed|ing contradiction|s contradictory inconsistent inconsistency
    inconsistencies coherent|ly coherence paradox|es paradoxical plausible logically violate|s|d violating
    violation|s plausibly honour honours respects respect obey|s`,
  demand: `
    each every all must keep|s keeping kept ensure ensuring remain|s remaining stay|s without no never nothing only
    sure any strictly throughout may cannot can't should need`,
  intervene: `
    intervene|d intervention|s intervening force|d forcing clamp|ed disable|d disabling removed removing banned
    ban|s block|ed
    blocking holding held prevent|ed silence|d silencing randomise|d randomize|d manipulate|d delete|d`,
  removed: `
    force|d forcing clamp|ed disable|d disabling remove|d removing block|ed blocking holding held prevent|ed
    silence|d silencing not without never absent missing skip|ped had hadn't hasn't stopped set fixed off no
    cancelled canceled refused intervened`,
  causalTerm: `
    confounder|s confounding confounded mediator|s collider|s counterfactual instrumental spurious causal causally
    causation dag backdoor overdetermined`,
  /** What a case is judged for. */
  judged: `
    cause|d because intentionally responsible blame knowingly led result contribute|d responsibility intend|ed`,
  did: 'did does was is were who has',
} as const;
