/**
 * The credentials that a rate limit has stopped, for all models of their provider: a circuit that one rate limit opens,
 * for as long as the provider says, and that tries a few calls before it lets all of them through again.
 */
import { DEFAULT_BREAKER } from '../catalog';
import { CircuitIndex, NO_MODEL } from './circuit-index';
import type { Outcome, Rules } from './domain/breaker';
import type { BreakerKey } from './domain/breaker-key';
import { Circuit, type Pass } from './domain/circuit';

/** Where no `Retry-After` is sent. Limits count by the minute, and to be refused again after five seconds costs little. */
export const COOLDOWN_S = 5;
const RULES: Rules = { ...DEFAULT_BREAKER, failures_in_row: 1, window_s: 1, open_s: COOLDOWN_S, retryAfter: 'exactly' };

interface At {
  readonly nowMs: number;
  readonly chance: number;
}

export class Cooldowns {
  readonly circuits = new CircuitIndex();

  /** undefined: the credential does not cool down; null: it does, and no trial is free. */
  admit(key: BreakerKey, nowMs: number): Pass | null | undefined {
    const circuit = this.of(key);
    return circuit === undefined ? undefined : (circuit.admit(nowMs)?.pass ?? null);
  }

  insist(key: BreakerKey): Pass | null {
    return this.of(key)?.insist() ?? null;
  }

  /** After a call that was let through on trial. */
  settle(pass: Pass, outcome: Outcome, at: At): void {
    const { circuit } = pass;
    circuit.settle(pass, asked(outcome), at);
    this.circuits.file(circuit);
    if (circuit.phase.state === 'closed') this.circuits.remove(circuit);
  }

  /** After a rate limit of a call that was none. */
  start(key: BreakerKey, retryAfterMs: number | null, at: At): void {
    const circuit = this.of(key) ?? this.circuits.add(new Circuit({ ...key, model: NO_MODEL }, RULES, at.nowMs));
    this.settle(circuit.insist(), { kind: 'rate_limited', retryAfterMs }, at);
  }

  /** Of a credential that nobody uses any more; no cooldown is as long as the silence. */
  forgetSilent(sinceMs: number): void {
    for (const circuit of [...this.circuits]) if (circuit.lastUsedMs < sinceMs) this.circuits.remove(circuit);
  }

  private of(key: BreakerKey): Circuit | undefined {
    return this.circuits.troubled.size === 0 ? undefined : this.circuits.get({ ...key, model: NO_MODEL });
  }
}

/** What a call's outcome says of its credential's limit: nothing, where the provider is at fault. */
function asked(outcome: Outcome): Outcome {
  switch (outcome.kind) {
    case 'rate_limited':
      return { kind: 'failure', failureClass: 'rate_limited', retryAfterMs: outcome.retryAfterMs };
    case 'success':
      return { kind: 'success', slow: false };
    case 'failure':
    case 'neutral':
      return NEUTRAL;
  }
}

export const NEUTRAL: Outcome = Object.freeze({ kind: 'neutral' });
