/** Our editorial tiers: a vendor's smallest line is `economy`, its largest reasoning line `deep_reasoning`. */
import type { Tier } from './model';

interface TierRule {
  readonly tier: Tier;
  /** Matched against the lower-case model name, without the name of who published its weights. */
  readonly line: RegExp;
  readonly onlyReasoning: boolean;
}

/** First match wins; a model of no named line is `standard`. The lines are those that the vendors name their models by. */
const TIER_RULES = [
  { tier: 'economy', line: /(^|-)(mini|nano|luna|lite|haiku|small|tiny|nemo|instant)(-|$)/, onlyReasoning: false },
  { tier: 'economy', line: /^(ministral|gpt-3\.5)/, onlyReasoning: false },
  // Google has Flash-Lite below Flash; for these vendors Flash is the smallest.
  { tier: 'economy', line: /^(deepseek|glm)-.*flash/, onlyReasoning: false },
  // An open model that its name gives up to 20 billion parameters.
  { tier: 'economy', line: /-(20|1?\d)b(-|$)/, onlyReasoning: false },
  { tier: 'deep_reasoning', line: /^claude-(opus|fable|mythos)/, onlyReasoning: true },
  { tier: 'deep_reasoning', line: /^gpt-5(\.\d+)?(-\d{4}-\d{2}-\d{2})?$/, onlyReasoning: true },
  { tier: 'deep_reasoning', line: /^gpt-.*-(sol|astra|pro)(-|$)/, onlyReasoning: true },
  { tier: 'deep_reasoning', line: /^o[13](-|$)/, onlyReasoning: true },
  { tier: 'deep_reasoning', line: /^(gemini|deepseek)-.*pro(-|$)|^deepseek-(r\d|reasoner)/, onlyReasoning: true },
  { tier: 'deep_reasoning', line: /^(magistral-medium|mistral-large)/, onlyReasoning: true },
  { tier: 'deep_reasoning', line: /^(kimi-k\d|glm-\d|qwen.*-max)/, onlyReasoning: true },
] as const satisfies readonly TierRule[];

/** The tier of a model that nobody has given one. */
export function tierOf(model: string, reasons: boolean): Tier {
  const rule = TIER_RULES.find(({ line, onlyReasoning }) => line.test(model) && (reasons || !onlyReasoning));
  return rule?.tier ?? 'standard';
}
