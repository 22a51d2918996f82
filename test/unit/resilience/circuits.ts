/** Breakers of one tenant, with time and chance held by the test. */
import { type BreakerSettings, DEFAULT_BREAKER } from '../../../src/catalog/domain/breaker-settings';
import { Breakers } from '../../../src/resilience/breakers';
import type { BreakerState, Outcome } from '../../../src/resilience/domain/breaker';
import type { BreakerKey } from '../../../src/resilience/domain/breaker-key';
import type { Transition } from '../../../src/resilience/domain/transition';
import type { Permit } from '../../../src/resilience/tenant-breakers';
import type { TenantId } from '../../../src/shared/domain/ids';

export const TENANT = 'ten_1' as TenantId;
export const KEY: BreakerKey = { tenantId: TENANT, provider: 'lab', model: 'tiny', credential: 'main' };

export const SUCCESS: Outcome = { kind: 'success', slow: false };
export const SLOW: Outcome = { kind: 'success', slow: true };
export const NEUTRAL: Outcome = { kind: 'neutral' };
export const failure = (retryAfterMs: number | null = null): Outcome => ({
  kind: 'failure',
  failureClass: 'server_error',
  retryAfterMs,
});
export const FAILURE = failure();
export const rateLimited = (retryAfterMs: number | null = null): Outcome => ({ kind: 'rate_limited', retryAfterMs });

/** The middle of the jitter: none. */
const NO_JITTER = 0.5;

export class Lab {
  readonly key = KEY;
  nowMs = Date.UTC(2026, 0, 31);
  chance = NO_JITTER;
  readonly transitions: Transition[] = [];
  readonly breakers: Breakers;

  constructor(settings: Partial<BreakerSettings> = {}) {
    this.breakers = new Breakers({
      settingsOf: () => ({ ...DEFAULT_BREAKER, ...settings }),
      random: () => this.chance,
    });
    this.breakers.onTransition((transition) => this.transitions.push(transition));
  }

  pass(ms: number): this {
    this.nowMs += ms;
    return this;
  }

  admit(key = KEY): Permit | null {
    return this.breakers.admit(key, this.nowMs);
  }

  /** One that must be admitted. */
  admitted(key = KEY): Permit {
    const permit = this.admit(key);
    if (permit === null) throw new Error('not admitted');
    return permit;
  }

  settle(permit: Permit, outcome: Outcome): void {
    this.breakers.settle(permit, outcome, this.nowMs);
  }

  call(outcome: Outcome, key = KEY): this {
    this.settle(this.admitted(key), outcome);
    return this;
  }

  calls(count: number, outcome: Outcome, key = KEY): this {
    for (let call = 0; call < count; call++) this.call(outcome, key);
    return this;
  }

  state({ provider, model, credential } = KEY): BreakerState {
    for (const { key, phase } of this.breakers.circuitsOf(TENANT))
      if (key.provider === provider && key.model === model && key.credential === credential) return phase.state;
    return 'closed';
  }

  get reasons(): string[] {
    return this.transitions.map(({ from, to, reason }) => `${from} → ${to}: ${reason}`);
  }
}
