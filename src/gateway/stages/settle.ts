/** Stage `settle`: appends an attempt's start to the journal, and prices it and appends its end before the caller hears that of the answer. */
import { costOf } from '../../catalog';
import type { Journal, JournalRecord } from '../../journal';
import { type AttemptEnd, type AttemptStart, endedRow, isEstimated, rowHead, unknownRow } from '../../ledger';
import { decisionRow, type AppliedMutation, type Policies } from '../../routing';
import type { Cost } from '../../shared/domain/cost';
import type { Permit } from '../../resilience';
import type { DecidedCall, RoutedCall } from '../call';
import type { Hop } from '../hop';
import type { Dispatch } from './dispatch';

/** How an attempt is made. */
export interface Way {
  readonly hop: Hop;
  readonly permit: Permit;
  readonly dispatch: Dispatch;
  /** 1 for the first. */
  readonly attempt: number;
  readonly startedAtMs: number;
  /** What is to be recorded of how it came to this one. */
  readonly story: readonly JournalRecord[];
  /** How many hops have led to it. */
  readonly hops: number;
}

/** An attempt whose end is still open. */
export interface OpenAttempt extends Pick<Way, 'hop' | 'permit' | 'dispatch' | 'hops'> {
  readonly start: AttemptStart;
  readonly head: string;
  readonly call: RoutedCall;
}

/**
 * Records that the provider is about to be called, and before the first attempt the decision: when the journal's
 * `written()` has resolved, it may be.
 * @throws when the journal has no room
 */
export function beginAttempt(stores: Stores, call: RoutedCall, way: Way): OpenAttempt {
  const { hop, permit, dispatch, story, hops } = way;
  const start = startOf(call, way);
  const head = rowHead(start);
  stores.journal.append([
    ...(way.attempt === 1 ? decisionRecords(stores.policies, call, dispatch.mutations) : []),
    ...story,
    { type: 'intent', topic: 'attempt', key: start.attemptId, payload: unknownRow(head) },
  ]);
  return { start, head, call, hop, permit, dispatch, hops };
}

function startOf(call: RoutedCall, { hop, attempt, startedAtMs }: Way): AttemptStart {
  const { model, provider } = hop.candidate;
  return {
    attribution: call.attribution,
    queuedAtMs: call.receivedAtMs,
    startedAtMs,
    attemptId: `att_${call.requestId.slice(4)}_${attempt}`,
    attempt,
    requestId: call.requestId,
    decisionId: call.decisionId,
    endpoint: call.decision.resolution.kind === 'endpoint' ? call.decision.resolution.endpoint : null,
    requestedModel: call.chat.model,
    provider: provider.name,
    model: model.model,
    tier: model.tier,
    credential: hop.credential,
    streaming: call.chat.stream,
    estimatedInputTokens: call.facts.input_tokens,
    catalogHash: call.catalog.hash,
  };
}

/** Records a decision that found nobody to call. */
export function recordRefusal({ journal, policies }: Stores, call: DecidedCall): void {
  journal.append(decisionRecords(policies, call, []));
}

interface Stores {
  readonly journal: Journal;
  readonly policies: Policies;
}

/** The decision, after the policy that it rests on. */
function decisionRecords(
  policies: Policies,
  call: DecidedCall,
  mutations: readonly AppliedMutation[],
): JournalRecord[] {
  const decision: JournalRecord = { type: 'fact', topic: 'decision', key: '', payload: decisionLine(call, mutations) };
  if (call.policy === null) return [decision];
  const { admitted, text } = call.policy;
  const term = policies.record(call.principal.tenantId, admitted, { text, nowMs: call.receivedAtMs });
  return term === null ? [decision] : [term, decision];
}

export type MeasuredEnd = Omit<AttemptEnd, 'cost'>;

/** Recorded for good when the journal's `durable()` has resolved. */
export function endAttempt(journal: Journal, attempt: OpenAttempt, measured: MeasuredEnd): Cost {
  const cost = costOfAttempt(attempt, measured);
  const payload = endedRow(attempt.head, { ...measured, cost });
  journal.append([{ type: 'outcome', topic: 'attempt', key: attempt.start.attemptId, payload }]);
  return cost;
}

function costOfAttempt({ call, start }: OpenAttempt, measured: MeasuredEnd): Cost {
  const { usage, usageSource, serviceTier, priceRegion: region } = measured;
  const { prices } = call.selected.candidate.model;
  const usageEstimated = isEstimated(usageSource);
  return costOf({ usage, usageEstimated, serviceTier, region, atMs: start.queuedAtMs }, prices);
}

function decisionLine(call: DecidedCall, mutations: readonly AppliedMutation[]): string {
  const { attribution: a } = call;
  return decisionRow({
    tenantId: a.tenant_id,
    teamId: a.team_id,
    projectId: a.project_id,
    keyId: a.key_id,
    workflow: a.workflow,
    decisionId: call.decisionId,
    requestId: call.requestId,
    facts: call.facts,
    state: call.state,
    catalog: call.catalog,
    decision: call.decision,
    mutations,
  });
}
