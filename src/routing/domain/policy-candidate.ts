/** Requests and candidates as policies and envelopes see them. */
import type { Candidate } from '../../catalog/domain/catalog';
import { scoreOf } from '../../catalog/domain/model';
import { effectiveRates, priceRowAt } from '../../catalog/domain/price';
import type { Facts } from './facts';
import type { Measured } from './measured';
import type { PolicyCandidate } from './policy/meaning';
import { type Scene, sceneOf } from './policy/scene';

const NANO = 1e9;

/** From facts alone, so that a replay sees the same. */
export const sceneOfFacts = (facts: Facts): Scene =>
  sceneOf({
    request: {
      images: facts.has_images ? [true] : [],
      tools: facts.has_tools ? [true] : [],
      response_format: { type: facts.has_json_mode ? 'json_object' : 'text' },
    },
    seed: facts.seed,
  });

export function policyCandidate(
  { candidate, estimatedCost, latencyMs }: Measured,
  facts: Facts,
  ranks: ReadonlyMap<string, number>,
): PolicyCandidate {
  const { model, provider } = candidate;
  return {
    provider_id: provider.name,
    model_family: model.family ?? model.model,
    tier: model.tier,
    capabilities: capabilitiesOf(candidate),
    ...ratesUsd(candidate, facts),
    latency_ms: latencyMs ?? undefined,
    quality_score: scoreOf(model),
    benchmark_rank: ranks.get(candidate.id),
    estimated_cost_usd: estimatedCost === null ? undefined : Number(estimatedCost) / NANO,
    region_match: facts.region === null || model.regions.includes(facts.region),
    is_local: provider.local,
  };
}

/** Capabilities never change within a catalog. */
const capabilities = new WeakMap<Candidate, Readonly<Record<string, unknown>>>();

function capabilitiesOf(candidate: Candidate): Readonly<Record<string, unknown>> {
  const known = capabilities.get(candidate);
  if (known !== undefined) return known;
  const has = (name: string): boolean => (candidate.model.capabilities as readonly string[]).includes(name);
  const fresh = {
    ...Object.fromEntries(candidate.model.capabilities.map((name) => [name, true])),
    context: candidate.model.contextWindow ?? undefined,
    supports_tools: has('tools'),
    supports_vision: has('vision'),
    supports_json_mode: has('json_mode'),
  };
  capabilities.set(candidate, fresh);
  return fresh;
}

/** USD per million tokens at the time and length of the request. */
function ratesUsd({ model }: Candidate, facts: Facts): { price_in?: number; price_out?: number } {
  const row = priceRowAt(model.prices, facts.at_ms);
  if (row === null) return {};
  const { input, output } = effectiveRates(row, facts.input_tokens, 'standard');
  return {
    ...(input !== null && { price_in: Number(input) / NANO }),
    ...(output !== null && { price_out: Number(output) / NANO }),
  };
}
