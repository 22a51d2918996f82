/** Stage `settle`: prices an attempt and appends it to the journal, before the caller hears the end of the answer. */
import { costOf } from '../../catalog';
import type { Journal, JournalRecord } from '../../journal';
import { type AttemptEnd, type AttemptStart, endedRow, isEstimated, rowHead, unknownRow } from '../../ledger';
import { decisionRow, type AppliedMutation, type Policies } from '../../routing';
import type { Cost } from '../../shared/domain/cost';
import type { DecidedCall, RoutedCall } from '../call';
import type { Dispatch } from './dispatch';

/** An attempt whose end is still open. */
export interface OpenAttempt {
  readonly start: AttemptStart;
  readonly head: string;
  readonly call: RoutedCall;
  readonly dispatch: Dispatch;
}

/** Records the decision and that the provider is about to be called: when the journal's `written()` has resolved, it may be. @throws when the journal has no room */
export function beginAttempt(stores: Stores, call: RoutedCall, { credential, dispatch }: Sent): OpenAttempt {
  const { model, provider } = call.selected.candidate;
  const attempt = 1;
  const start: AttemptStart = {
    attribution: call.attribution,
    queuedAtMs: call.receivedAtMs,
    startedAtMs: call.receivedAtMs,
    attemptId: `att_${call.requestId.slice(4)}_${attempt}`,
    attempt,
    requestId: call.requestId,
    decisionId: call.decisionId,
    endpoint: call.decision.resolution.kind === 'endpoint' ? call.decision.resolution.endpoint : null,
    requestedModel: call.chat.model,
    provider: provider.name,
    model: model.model,
    tier: model.tier,
    credential,
    streaming: call.chat.stream,
    estimatedInputTokens: call.facts.input_tokens,
    catalogHash: call.catalog.hash,
  };
  const head = rowHead(start);
  stores.journal.append([
    ...decisionRecords(stores.policies, call, dispatch.mutations),
    { type: 'intent', topic: 'attempt', key: start.attemptId, payload: unknownRow(head) },
  ]);
  return { start, head, call, dispatch };
}

/** Records a decision that found nobody to call. */
export function recordRefusal({ journal, policies }: Stores, call: DecidedCall): void {
  journal.append(decisionRecords(policies, call, []));
}

interface Stores {
  readonly journal: Journal;
  readonly policies: Policies;
}

interface Sent {
  readonly credential: string;
  readonly dispatch: Dispatch;
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

function costOfAttempt({ call, start }: OpenAttempt, { usage, usageSource, serviceTier }: MeasuredEnd): Cost {
  const { prices } = call.selected.candidate.model;
  return costOf({ usage, usageEstimated: isEstimated(usageSource), serviceTier, atMs: start.queuedAtMs }, prices);
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
