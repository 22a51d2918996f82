/** The caller's policy among the layers: it sees the contenders as the language's candidates, and gives their order. */
import type { Candidate, Catalog } from '../../catalog/domain/catalog';
import { benchmarkRank } from '../../catalog/domain/benchmark-rank';
import { effectiveRates, priceRowAt } from '../../catalog/domain/price';
import type { Contender } from './contenders';
import type { Ranked, Rejected } from './decision';
import type { Facts } from './facts';
import type { Compiled } from './policy/language';
import type { Attempt, Mutation, PolicyCandidate, RequestParameters } from './policy/meaning';
import { runPolicy, transformRequest } from './policy/run';
import { type Scene, sceneOf } from './policy/scene';

export type RunnablePolicy = Compiled<'Policy'>;

const NANO = 1e9;

export function applyPolicy(
  policy: RunnablePolicy | null,
  contenders: readonly Contender[],
  { facts, catalog }: { facts: Facts; catalog: Catalog },
): { contenders: readonly Contender[]; rejected: readonly Rejected[] } {
  if (policy === null) return { contenders, rejected: [] };
  const ranks = benchmarkRank(catalog);
  const population = contenders.map((contender) => policyCandidate(contender, facts, ranks));
  const { ordered, rejected } = runPolicy(policy.meaning, population, sceneOfFacts(facts));
  const refused = new Map(rejected.map(({ index, reason }) => [index, reason]));
  const chosen = new Set(ordered.map(({ index }) => index));
  return {
    contenders: ordered.flatMap(({ index, score }, line) => {
      const contender = contenders[index];
      return contender ? [{ ...contender, line, score }] : [];
    }),
    rejected: contenders.flatMap(({ candidate }, index) =>
      chosen.has(index) ? [] : [{ candidate, reason: `policy:${refused.get(index) ?? 'not_selected'}` }],
    ),
  };
}

/** From facts alone, so that a replay sees the same. */
const sceneOfFacts = (facts: Facts): Scene =>
  sceneOf({
    request: {
      images: facts.has_images ? [true] : [],
      tools: facts.has_tools ? [true] : [],
      response_format: { type: facts.has_json_mode ? 'json_object' : 'text' },
    },
    seed: facts.seed,
  });

function policyCandidate(
  { candidate, estimatedCost, latencyMs }: Ranked,
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
    quality_score: model.quality['overall'],
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

/** A transform's change, and whether it reached the provider's request: filters of texts and images are not carried out. */
export interface AppliedMutation extends Mutation {
  readonly applied: boolean;
}

/** What the policy makes of the parameters for an attempt at the selected candidate. */
export const attemptParameters = (
  policy: RunnablePolicy,
  parameters: RequestParameters,
  { selected, facts, catalog }: { selected: Ranked; facts: Facts; catalog: Catalog },
): Attempt =>
  transformRequest(
    policy.meaning.xform,
    parameters,
    policyCandidate(selected, facts, benchmarkRank(catalog)),
    sceneOfFacts(facts),
  );
