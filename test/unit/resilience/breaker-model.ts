/** What the breaker is meant to be, without any of its economies: it keeps every event and counts anew each time. */
import { DEFAULT_BREAKER as N } from '../../../src/catalog/domain/breaker-settings';
import { MAX_RETRY_AFTER_MS, type Outcome } from '../../../src/resilience/domain/breaker';
import type { Permit } from '../../../src/resilience/tenant-breakers';

interface Call {
  readonly spell: number;
  readonly kind: 'call' | 'probe' | 'insisted';
  readonly permit: Permit;
}

export class Model {
  state: 'closed' | 'open' | 'half_open' = 'closed';
  spell = 0;
  untilMs = 0;
  flying: Call[] = [];
  private events: { readonly second: number; readonly kind: Kind }[] = [];
  private inRow = 0;
  private askedForMs = 0;
  private openings = 0;
  private successes = 0;
  private bySlowness = false;

  get probes(): number {
    return this.flying.filter(({ kind, spell }) => kind === 'probe' && spell === this.spell).length;
  }

  admits(nowMs: number): boolean {
    if (this.state === 'open') return nowMs >= this.untilMs;
    return this.state === 'closed' || this.probes < N.probes;
  }

  admit(nowMs: number): Call['kind'] {
    if (this.state === 'open' && nowMs >= this.untilMs) this.enter('half_open');
    return this.state === 'closed' ? 'call' : 'probe';
  }

  settle(call: Call, outcome: Outcome, nowMs: number): void {
    this.flying = this.flying.filter((other) => other !== call);
    const asked = askedFor(outcome, nowMs);
    if (this.state === 'open') this.untilMs = Math.max(this.untilMs, asked);
    const says = outcome.kind === 'success' || outcome.kind === 'failure';
    if (call.spell !== this.spell || !says) return;
    if (this.state === 'closed') this.count(kindOf(outcome), asked, nowMs);
    else if (this.mends(outcome)) this.mend();
    else if (this.state === 'half_open') this.open(asked, nowMs);
  }

  private mends(outcome: Outcome): boolean {
    if (outcome.kind !== 'success') return false;
    return !(this.state === 'half_open' && outcome.slow && this.bySlowness);
  }

  private mend(): void {
    if (this.state === 'open') this.enter('half_open');
    this.successes += 1;
    if (this.successes >= N.successes_to_close) this.enter('closed');
  }

  private count(kind: Kind, asked: number, nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    this.events.push({ second, kind });
    this.inRow = kind === 'failure' ? this.inRow + 1 : 0;
    this.askedForMs = kind === 'failure' ? Math.max(this.askedForMs, asked) : 0;
    const lately = this.events.filter((event) => event.second > second - N.window_s);
    const often = (what: Kind, share: number): boolean =>
      lately.length >= N.min_calls && lately.filter((event) => event.kind === what).length >= share * lately.length;
    const byFailures = this.inRow >= N.failures_in_row || often('failure', N.failure_rate);
    this.bySlowness = !byFailures && often('slow', N.slow_rate);
    if (byFailures || this.bySlowness) this.open(this.askedForMs, nowMs);
  }

  private open(asked: number, nowMs: number): void {
    this.openings += 1;
    this.untilMs = Math.max(nowMs + Math.min(N.open_s * 2 ** (this.openings - 1), N.max_open_s) * 1000, asked);
    this.enter('open');
  }

  private enter(state: Model['state']): void {
    this.state = state;
    this.spell += 1;
    this.successes = 0;
    if (state !== 'closed') return;
    [this.events, this.inRow, this.askedForMs, this.openings] = [[], 0, 0, 0];
  }
}

type Kind = 'success' | 'slow' | 'failure';

function kindOf(outcome: Outcome): Kind {
  if (outcome.kind !== 'success') return 'failure';
  return outcome.slow ? 'slow' : 'success';
}

function askedFor(outcome: Outcome, nowMs: number): number {
  const ms = outcome.kind === 'failure' ? (outcome.retryAfterMs ?? 0) : 0;
  return ms > 0 ? nowMs + Math.min(ms, MAX_RETRY_AFTER_MS) : 0;
}
