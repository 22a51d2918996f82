/** The circuits of one tenant and the cooldowns of its credentials: asked before an attempt, told after it. */
import type { BreakerSettings } from '../catalog';
import type { FailureClass } from '../ledger';
import { CircuitIndex } from './circuit-index';
import { Cooldowns, NEUTRAL } from './cooldowns';
import type { Outcome, Phase, Rules } from './domain/breaker';
import type { BreakerKey } from './domain/breaker-key';
import { Circuit, type Move, type Pass } from './domain/circuit';
import { ALL_HEALTHY, type Called, type Health, type HealthReading, holds, readHealth } from './health';

/** The right to one attempt, given back exactly once by `settle`. */
export interface Permit {
  readonly tenant: TenantBreakers;
  readonly pass: Pass;
  /** Of a credential that is on trial after a rate limit; null: it is not. */
  readonly trial: Pass | null;
  settled: boolean;
}

export interface TenantSources {
  readonly settingsOf: (provider: string) => BreakerSettings;
  /** 0..1 */
  readonly random: () => number;
  readonly moved: (circuit: Circuit, move: Move, at: MovedAt) => void;
}

export interface MovedAt {
  readonly nowMs: number;
  readonly failureClass: FailureClass | null;
}

export class TenantBreakers {
  readonly circuits = new CircuitIndex();
  readonly cooldowns = new Cooldowns();
  private reading: HealthReading | null = null;

  constructor(private readonly sources: TenantSources) {}

  admit(key: BreakerKey, nowMs: number): Permit | null {
    const trial = this.cooldowns.admit(key, nowMs);
    if (trial === null) return null;
    if (trial !== undefined) this.reading = null;
    const circuit = this.circuitOf(key, nowMs);
    const admission = circuit.admit(nowMs);
    if (admission === null) {
      if (trial !== undefined) this.cooldowns.settle(trial, NEUTRAL, { nowMs, chance: 0 });
      return null;
    }
    if (admission.pass.passage === 'probe') this.reading = null;
    if (admission.move !== null) this.moved(circuit, admission.move, { nowMs, failureClass: null });
    return this.permit(admission.pass, trial ?? null);
  }

  insist(key: BreakerKey, nowMs: number): Permit {
    return this.admit(key, nowMs) ?? this.permit(this.circuitOf(key, nowMs).insist(), this.cooldowns.insist(key));
  }

  settle(permit: Permit, outcome: Outcome, nowMs: number): void {
    if (permit.settled) return;
    permit.settled = true;
    const { pass, trial } = permit;
    const at = { nowMs, chance: this.sources.random() };
    this.settleCircuit(pass, outcome, at);
    if (trial !== null) this.cooldowns.settle(trial, outcome, at);
    else if (outcome.kind === 'rate_limited') this.cooldowns.start(pass.circuit.key, outcome.retryAfterMs, at);
    else return;
    this.reading = null;
  }

  health(called: Called, nowMs: number): Health {
    if (this.circuits.troubled.size === 0 && this.cooldowns.circuits.troubled.size === 0) return ALL_HEALTHY;
    if (this.reading === null || !holds(this.reading, called.candidates, nowMs))
      this.reading = readHealth({ circuits: this.circuits, cooldowns: this.cooldowns.circuits }, called, nowMs);
    return this.reading.health;
  }

  /** The circuit takes over what somebody else decided. */
  become(key: BreakerKey, phase: Phase, nowMs: number): Circuit {
    const circuit = this.circuitOf(key, nowMs);
    circuit.become(phase);
    this.circuits.file(circuit);
    this.reading = null;
    return circuit;
  }

  forgetSilent(sinceMs: number): void {
    for (const circuit of [...this.circuits])
      if (circuit.phase.state === 'closed' && circuit.lastUsedMs < sinceMs) this.circuits.remove(circuit);
    this.cooldowns.forgetSilent(sinceMs);
    this.reading = null;
  }

  /** Drops those of what is no more, and gives the others the numbers that hold now. */
  reread(exists: (key: BreakerKey) => boolean): void {
    for (const circuit of [...this.circuits]) {
      if (exists(circuit.key)) circuit.obey(this.rulesOf(circuit.key));
      else this.circuits.remove(circuit);
    }
    this.reading = null;
  }

  private circuitOf(key: BreakerKey, nowMs: number): Circuit {
    const known = this.circuits.get(key);
    if (known !== undefined) return known;
    const { tenantId, provider, model, credential } = key;
    return this.circuits.add(new Circuit({ tenantId, provider, model, credential }, this.rulesOf(key), nowMs));
  }

  private rulesOf({ provider }: BreakerKey): Rules {
    return { ...this.sources.settingsOf(provider), retryAfter: 'at_least' };
  }

  private settleCircuit(pass: Pass, outcome: Outcome, at: { readonly nowMs: number; readonly chance: number }): void {
    const { circuit } = pass;
    const before = circuit.phase;
    const move = circuit.settle(pass, outcome, at);
    if (circuit.phase !== before) this.reading = null;
    if (move === null) return;
    this.moved(circuit, move, {
      nowMs: at.nowMs,
      failureClass: outcome.kind === 'failure' ? outcome.failureClass : null,
    });
  }

  private moved(circuit: Circuit, move: Move, at: MovedAt): void {
    // Forgotten while the call was in flight: its provider or model is gone.
    if (this.circuits.get(circuit.key) !== circuit) return;
    this.circuits.file(circuit);
    this.sources.moved(circuit, move, at);
  }

  private permit(pass: Pass, trial: Pass | null): Permit {
    return { tenant: this, pass, trial, settled: false };
  }
}
