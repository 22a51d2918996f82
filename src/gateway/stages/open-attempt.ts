/** Stage `attempt`: asks the circuit, writes the request for the provider, and records that it is about to be called. */
import { isSame, type Permit } from '../../resilience';
import { BursarError } from '../../shared/errors';
import type { JournalRecord } from '../../journal';
import type { DecidedCall, RoutedCall } from '../call';
import { type FailedAttempt, failoverRecord } from '../failover-record';
import type { GatewayParts } from '../gateway-parts';
import { type Hop, hopTo, keyOf, secretsOf } from '../hop';
import { dispatchOf } from './dispatch';
import { beginAttempt, type OpenAttempt, type Way } from './settle';

/**
 * The first attempt, at the first that its circuit lets through; where none does, at the first of the order, which is the
 * one due soonest.
 * @throws BursarError for what is wrong with the call, or when the journal has no room
 */
export function openFirst(parts: GatewayParts, call: DecidedCall): OpenAttempt {
  const startedAtMs = call.receivedAtMs;
  let first: Hop | null = null;
  for (const selected of call.decision.order) {
    for (const secret of secretsOf(parts.vault, call, selected)) {
      const hop = hopTo(selected, secret);
      const permit = parts.breakers.admit(keyOf(call, hop), startedAtMs);
      if (permit !== null) return openAt(parts, call, firstWay(call, hop, permit));
      first ??= hop;
    }
  }
  if (first === null) throw new RangeError('a call without candidates');
  return openAt(parts, call, firstWay(call, first, parts.breakers.insist(keyOf(call, first), startedAtMs)));
}

function firstWay(call: DecidedCall, hop: Hop, permit: Permit): Omit<Way, 'dispatch'> {
  const story = passingOver(call, hop);
  return { hop, permit, attempt: 1, startedAtMs: call.receivedAtMs, story, hops: story.length };
}

export interface Following {
  readonly hop: Hop;
  readonly startedAtMs: number;
  /** What it follows. */
  readonly after: FailedAttempt;
}

/** null: its circuit is open, or it cannot be told all that a strict endpoint demands. */
export function openNext(parts: GatewayParts, call: DecidedCall, following: Following): OpenAttempt | null {
  const { hop, startedAtMs, after } = following;
  const permit = parts.breakers.admit(keyOf(call, hop), startedAtMs);
  if (permit === null) return null;
  const hops = isSame(after.target, hop) ? after.hops : after.hops + 1;
  const failover = { hop: hops, from: after.target, to: hop, atMs: startedAtMs, failure: after };
  const story = hops === after.hops ? NOTHING : [failoverRecord(call, failover)];
  try {
    return openAt(parts, call, { hop, permit, attempt: after.attempt + 1, startedAtMs, story, hops });
  } catch (error) {
    if (error instanceof BursarError && error.code === 'parameter_unsupported') return null;
    throw error;
  }
}

const NOTHING: readonly JournalRecord[] = Object.freeze([]);

/** Of a first choice whose circuit is open; one that only changes the credential is still the first choice. */
function passingOver(call: DecidedCall, to: Hop): readonly JournalRecord[] {
  const { passedOver, order } = call.decision;
  const from = passedOver ?? order[0];
  if (from === undefined || from.candidate === to.candidate) return NOTHING;
  const atMs = call.receivedAtMs;
  return [failoverRecord(call, { hop: 1, from: { ...from, credential: '' }, to, atMs, failure: null })];
}

function openAt(parts: GatewayParts, call: DecidedCall, way: Omit<Way, 'dispatch'>): OpenAttempt {
  const routed: RoutedCall = { ...call, selected: way.hop.selected };
  try {
    const dispatch = dispatchOf(routed, way.hop.secret, parts.sandboxUrl);
    return beginAttempt(parts, routed, { ...way, dispatch });
  } catch (error) {
    parts.breakers.settle(way.permit, { kind: 'neutral' }, parts.clock.nowMs());
    throw error;
  }
}
