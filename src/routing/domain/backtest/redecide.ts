/** A recorded request decided once more, under a proposal: what it cost and where it went, before and after. */
import { type Candidate, type Catalog, type Mode } from '../../../catalog/domain/catalog';
import { costOf } from '../../../catalog/domain/price';
import { type NanoUsd } from '../../../shared/domain/money';
import { localTime } from '../../../shared/domain/time-zone';
import { type Usage } from '../../../shared/domain/usage';
import { decide } from '../decide';
import { ENGINE_VERSION, type Ranked, selectedOf } from '../decision';
import { type Facts, type State, storedFacts, storedState } from '../facts';
import type { RunnablePolicy } from '../policy-layer';
import type { LedgerEntry, RecordedRequest } from './recorded';

export type Proposal =
  /** Sent with every call, in place of what the call brought. */
  | { readonly kind: 'policy'; readonly identity: string; readonly policy: RunnablePolicy }
  /** The catalog has the endpoint as proposed; `timezone` is its own, if it has one. */
  | { readonly kind: 'routing'; readonly signals: readonly string[]; readonly timezone: string | null }
  | { readonly kind: 'mode'; readonly mode: Mode };

export interface Basis {
  /** The present one, with the endpoint as proposed. */
  readonly catalog: Catalog;
  /** Prices are those of this instant, epoch milliseconds. */
  readonly nowMs: number;
  readonly proposal: Proposal;
  /** Of the policies that calls brought; undefined: it is no longer kept. */
  readonly policyOf: (identity: string) => RunnablePolicy | undefined;
}

/** Where a request went, or would go. */
export interface Side {
  /** `provider/model`; null: nothing could serve it. */
  readonly model: string | null;
  readonly tier: string | null;
  /** null: not known, which is not zero. */
  readonly cost: NanoUsd | null;
  /** 95th percentile to the first byte, milliseconds: observed at the time, else the catalog's; null: neither known. */
  readonly latencyMs: number | null;
}

/** What makes a comparison less than exact; each is counted, and becomes a caveat. */
export const DOUBTS = [
  'repriced',
  'cached_tokens',
  'usage_estimated',
  'failed_over',
  'older_engine',
  'signal_not_recorded',
  'own_policy',
] as const;
export type Doubt = (typeof DOUBTS)[number];

export type Redecided =
  | {
      readonly kind: 'redecided';
      readonly before: Side;
      readonly after: Side;
      /** Another model than the one that was decided for. */
      readonly changed: boolean;
      readonly doubts: readonly Doubt[];
    }
  | { readonly kind: 'impossible'; readonly reason: ImpossibleReason; readonly cost: NanoUsd | null };

export const IMPOSSIBLE_REASONS = ['unknown_model', 'policy_expired'] as const;
export type ImpossibleReason = (typeof IMPOSSIBLE_REASONS)[number];

export function redecide(request: RecordedRequest, basis: Basis): Redecided {
  const recorded = storedFacts(request.facts);
  const state = storedState(request.state);
  const facts = proposedFacts(recorded, basis);
  const policy = policyFor(facts, basis);
  const cost = request.ledger?.cost ?? null;
  if (policy === undefined) return { kind: 'impossible', reason: 'policy_expired', cost };
  const result = decide(facts, { catalog: basis.catalog, policy }, state);
  if (result.kind === 'unknown_model') return { kind: 'impossible', reason: 'unknown_model', cost };
  const selected = selectedOf(result.decision);
  const before = happened(request, basis.catalog, state);
  const changed = (selected?.candidate.id ?? null) !== request.selected;
  // What is decided as it was is taken to go as it went: its cost never moves by how we estimate.
  const after = changed ? expected(selected, request, facts) : before;
  const general = doubtsOfRecord(request, recorded, basis.proposal);
  return { kind: 'redecided', before, after, changed, doubts: [...general, ...doubtsOfPrice(request, after, changed)] };
}

/** At the prices of now, with everything else as it was then. */
function proposedFacts(facts: Facts, { nowMs, proposal }: Basis): Facts {
  switch (proposal.kind) {
    case 'policy': {
      const name = facts.policy?.name ?? null;
      return { ...facts, at_ms: nowMs, policy: { source: 'call', name, identity: proposal.identity } };
    }
    case 'mode':
      return { ...facts, at_ms: nowMs, mode: proposal.mode };
    case 'routing':
      return { ...facts, at_ms: nowMs, ...localFacts(facts.at_ms, proposal.timezone) };
  }
}

function localFacts(atMs: number, zone: string | null): Partial<Facts> {
  if (zone === null) return {};
  const { hour, timeOfDay, weekday } = localTime(atMs, zone);
  return { hour_local: hour, time_of_day: timeOfDay, weekday };
}

/** null: none decides; undefined: it is no longer kept. */
function policyFor({ policy }: Facts, { proposal, policyOf }: Basis): RunnablePolicy | null | undefined {
  if (proposal.kind === 'policy') return proposal.policy;
  return policy === null ? null : policyOf(policy.identity);
}

function happened({ selected, tier, ledger }: RecordedRequest, catalog: Catalog, state: State): Side {
  const went = ledger === null ? { model: selected, tier, cost: null } : servedBy(ledger);
  return { ...went, latencyMs: went.model === null ? null : latencyOf(went.model, catalog, state) };
}

const servedBy = ({ served, servedTier, cost }: LedgerEntry): Omit<Side, 'latencyMs'> => ({
  ...{ model: served, tier: servedTier, cost },
});

/** As `decide()` would take it. */
const latencyOf = (model: string, { candidateById }: Catalog, { latency_p95_ms: observed }: State): number | null =>
  observed[model] ?? candidateById.get(model)?.model.latencyMsP95 ?? null;

function expected(selected: Ranked | null, { ledger }: RecordedRequest, facts: Facts): Side {
  if (selected === null) return NOWHERE;
  const { candidate, estimatedCost, latencyMs } = selected;
  const usage = ledger?.usage ?? null;
  const cost = usage === null ? estimatedCost : repriced(usage, candidate, facts);
  return { model: candidate.id, tier: candidate.model.tier, cost, latencyMs };
}

const NOWHERE: Side = { model: null, tier: null, cost: null, latencyMs: null };

/** In the tier that was asked for: which one another model would have served is not known. */
function repriced(usage: Usage, { model }: Candidate, facts: Facts): NanoUsd | null {
  const { service_tier: asked, price_region: region, at_ms: atMs } = facts;
  const serviceTier = asked ?? 'standard';
  return costOf({ usage: uncached(usage), usageEstimated: false, serviceTier, region, atMs }, model.prices).amount;
}

/** Another model has none of it in its cache: it is plain input there. */
const uncached = (usage: Usage): Usage => ({
  ...usage,
  ...{ input: usage.input + cachedTokens(usage), cache_read: 0, cache_write_5m: 0, cache_write_1h: 0 },
});

const cachedTokens = (usage: Usage): number => usage.cache_read + usage.cache_write_5m + usage.cache_write_1h;

function doubtsOfRecord(request: RecordedRequest, { policy, declared }: Facts, proposal: Proposal): Doubt[] {
  const doubts: Doubt[] = [];
  if (request.engineVersion !== ENGINE_VERSION) doubts.push('older_engine');
  if ((request.ledger?.attempts ?? 0) > 1) doubts.push('failed_over');
  if (policy !== null && proposal.kind !== 'policy') doubts.push('own_policy');
  if (proposal.kind === 'routing' && proposal.signals.some((name) => !Object.hasOwn(declared, name)))
    doubts.push('signal_not_recorded');
  return doubts;
}

function doubtsOfPrice({ ledger }: RecordedRequest, after: Side, changed: boolean): Doubt[] {
  if (!changed || after.cost === null) return [];
  const usage = ledger?.usage ?? null;
  if (usage === null || ledger?.usageEstimated === true) return ['usage_estimated'];
  return cachedTokens(usage) > 0 ? ['repriced', 'cached_tokens'] : ['repriced'];
}
