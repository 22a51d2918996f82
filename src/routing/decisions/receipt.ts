/** The receipt of a decision: every candidate with its role and reason, made by deciding again from what was stored. */
import type { Candidate } from '../../catalog';
import { formatUsd, nanoUsd } from '../../shared/domain/money';
import { type Decision, qualityLane, type Ranked, type Rejected, type Role } from '../domain/decision';
import type { CandidateHealth, Facts } from '../domain/facts';
import { type Risk, riskOf } from '../domain/risk';
import type { AttemptRecord } from './decisions.store';

export interface CandidateView {
  readonly candidate: string;
  readonly role: Role;
  readonly tier: string;
  /** USD, null where the model has no price. */
  readonly estimated_cost_usd: string | null;
  /** 95th percentile to the first byte, observed or the catalog's; null where neither is known. */
  readonly latency_p95_ms: number | null;
  /** What a policy gave it. */
  readonly score: number | null;
  /** What is known to be wrong with it; null: nothing. */
  readonly health: { readonly state: CandidateHealth['state']; readonly due_at: string } | null;
  /** Why it is rejected, or behind all others. */
  readonly reason: string | null;
}

export interface DecisionView extends Risk {
  readonly selected_model: string | null;
  readonly provider: string | null;
  /** `provider/model` that would have been selected if it were healthy. */
  readonly passed_over: string | null;
  readonly tier: string | null;
  readonly mode: string;
  readonly limits: Decision['limits'];
  readonly resolution: Decision['resolution'];
  readonly decided_by: Decision['decidedBy'];
  readonly notes: Decision['notes'];
  readonly explanation: string;
  readonly candidates: readonly CandidateView[];
}

export function decisionView(decision: Decision, { signals }: Facts): DecisionView {
  const selected = decision.order[0]?.candidate;
  const lane = qualityLane(decision);
  return {
    selected_model: selected?.model.model ?? null,
    provider: selected?.provider.name ?? null,
    passed_over: decision.passedOver?.candidate.id ?? null,
    tier: selected?.model.tier ?? null,
    mode: decision.mode,
    limits: decision.limits,
    resolution: decision.resolution,
    decided_by: decision.decidedBy,
    ...riskOf(signals),
    notes: decision.notes,
    explanation: decision.explanation,
    candidates: [
      ...decision.order.map((ranked, at) =>
        rankedView(ranked, at === 0 ? 'selected' : ranked === lane ? 'quality_lane' : 'fallback'),
      ),
      ...decision.rejected.map(rejectedView),
    ],
  };
}

const rankedView = (ranked: Ranked, role: Role): CandidateView => ({
  ...identity(ranked.candidate),
  role,
  estimated_cost_usd: ranked.estimatedCost === null ? null : formatUsd(ranked.estimatedCost),
  latency_p95_ms: ranked.latencyMs,
  score: ranked.score,
  health: ranked.health && { state: ranked.health.state, due_at: new Date(ranked.health.due_at_ms).toISOString() },
  reason: ranked.missed,
});

const rejectedView = ({ candidate, reason }: Rejected): CandidateView => ({
  ...identity(candidate),
  role: 'rejected',
  estimated_cost_usd: null,
  latency_p95_ms: null,
  score: null,
  health: null,
  reason,
});

const identity = ({ id, model }: Candidate): { candidate: string; tier: string } => ({
  candidate: id,
  tier: model.tier,
});

/** In the order of the attempts. */
export const attemptViews = (attempts: readonly AttemptRecord[]): Record<string, unknown>[] =>
  attempts.map((attempt, at) => attemptView(attempt, attempts[at - 1] ?? null));

const attemptView = (attempt: AttemptRecord, before: AttemptRecord | null): Record<string, unknown> => ({
  attempt: attempt.attempt,
  provider: attempt.provider,
  model: attempt.model,
  credential: attempt.credential || null,
  outcome: attempt.outcome,
  failure_class: attempt.failure_class || null,
  http_status: attempt.http_status || null,
  error: attempt.error || null,
  usage_source: attempt.usage_source,
  // Without a measurement the columns' zeros mean nothing.
  tokens: attempt.usage_source === 'missing' ? null : numbers(attempt.tokens),
  ...costView(attempt),
  cost_status: attempt.cost_status,
  price_row: attempt.price_row || null,
  service_tier: attempt.service_tier || null,
  price_region: attempt.price_region || null,
  queued_at: iso(attempt.queued),
  started_at: iso(attempt.started),
  first_byte_at: iso(attempt.first_byte),
  last_byte_at: iso(attempt.last_byte),
  reason: reasonOf(attempt, before),
  latency_ms: attempt.latency_ms === null ? null : Number(attempt.latency_ms),
});

/** Why it was made: the first because of the decision. */
/** What was recorded stays as it was, beside what late corrections of the price add to it. */
function costView({ cost_nano_usd: cost, corrections, difference_nano_usd: added }: AttemptRecord): object {
  const difference = BigInt(added);
  const total = cost === null && Number(corrections) === 0 ? null : nanoUsd(BigInt(cost ?? 0) + difference);
  return {
    cost_usd: cost === null ? null : formatUsd(nanoUsd(BigInt(cost))),
    adjustment_usd: formatUsd(nanoUsd(difference)),
    total_usd: total === null ? null : formatUsd(total),
  };
}

function reasonOf(attempt: AttemptRecord, before: AttemptRecord | null): 'retry' | 'failure' | null {
  if (before === null) return null;
  const same = (['provider', 'model', 'credential'] as const).every((field) => attempt[field] === before[field]);
  return same ? 'retry' : 'failure';
}

const numbers = (tokens: AttemptRecord['tokens']): Record<string, number> =>
  Object.fromEntries(Object.entries(tokens).map(([bucket, count]) => [bucket, Number(count)]));

/** ClickHouse writes UTC times as `2026-01-31 08:30:00.123`. */
export const iso = <Text extends string | null>(text: Text): Text =>
  (text === null ? text : `${text.replace(' ', 'T')}Z`) as Text;
