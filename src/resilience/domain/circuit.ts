/** One circuit in memory: its phase, what it has counted, and which spell of its phase this is. */
import type { FailureClass } from '../../ledger/domain/attempt';
import type { BreakerKey } from './breaker-key';
import {
  type BreakerState,
  CLOSED,
  enter,
  leave,
  leaveLate,
  type Moment,
  type Outcome,
  type Passage,
  type Phase,
  type Rules,
  type Step,
} from './breaker';
import { OutcomeWindow } from './outcome-window';

/** A call's right of way through one circuit, given back by `settle`. */
export interface Pass {
  readonly circuit: Circuit;
  readonly passage: Passage;
  /** The spell in which it was given: what an outcome of an earlier one says is known already. */
  readonly spell: number;
}

export interface Counts {
  readonly calls: number;
  readonly failures: number;
  readonly slow: number;
  readonly failures_in_row: number;
  /** How often in a row it has opened. */
  readonly openings: number;
}

export const NO_COUNTS: Counts = Object.freeze({ calls: 0, failures: 0, slow: 0, failures_in_row: 0, openings: 0 });

/** A change from one state to another. */
export interface Move {
  readonly from: BreakerState;
  readonly reason: string;
  /** With the call that made it. */
  readonly counts: Counts;
}

export class Circuit {
  phase: Phase = CLOSED;
  lastUsedMs: number;
  /** Of its stored row, as far as we know it; 0: it has none. */
  version = 0;
  /** Of the latest failure that is known here; null: none is. */
  lastFailure: FailureClass | null = null;
  private spell = 0;
  private window: OutcomeWindow;

  constructor(
    readonly key: BreakerKey,
    public rules: Rules,
    nowMs: number,
  ) {
    this.window = new OutcomeWindow(rules.window_s);
    this.lastUsedMs = nowMs;
  }

  /** null: no call may pass; `move` is the change of state that letting one through made. */
  admit(nowMs: number): { readonly pass: Pass; readonly move: Move | null } | null {
    const step = enter(this.phase, nowMs, this.rules);
    if (step === null) return null;
    const passage = step.phase.state === 'closed' ? 'call' : 'probe';
    const move = this.take(step);
    return { pass: this.pass(passage), move };
  }

  /** For a call that has nowhere else to go. */
  insist(): Pass {
    return this.pass(this.phase.state === 'closed' ? 'call' : 'insisted');
  }

  /** Takes the pass back with what came of it. */
  settle({ passage, spell }: Pass, outcome: Outcome, { nowMs, chance }: Omit<Moment, 'rules'>): Move | null {
    const { phase, rules, window } = this;
    this.lastUsedMs = nowMs;
    if (outcome.kind === 'failure') this.lastFailure = outcome.failureClass;
    if (spell !== this.spell) {
      this.phase = leaveLate(phase, outcome, { nowMs, chance, rules });
      return null;
    }
    if (phase.state === 'closed' && (outcome.kind === 'success' || outcome.kind === 'failure'))
      window.record(nowMs, outcome.kind === 'failure', outcome.kind === 'success' && outcome.slow);
    return this.take(leave(phase, passage, outcome, { nowMs, chance, rules, window }));
  }

  /** Takes over what somebody else decided: another replica, or an operator. */
  become(phase: Phase): void {
    if (phase.state === 'closed') this.window.clear();
    this.phase = phase;
    this.spell++;
  }

  /** Other numbers hold from now on; of another window nothing is known yet. */
  obey(rules: Rules): void {
    if (rules.window_s !== this.rules.window_s) this.window = new OutcomeWindow(rules.window_s);
    this.rules = rules;
  }

  countsAt(nowMs: number): Counts {
    const { phase, window } = this;
    window.advance(nowMs);
    return countsOf(window, phase.state === 'closed' ? phase.failuresInRow : 0, phase);
  }

  private take({ phase, reason, failuresInRow = 0 }: Step): Move | null {
    const from = this.phase.state;
    if (phase.state === from) {
      this.phase = phase;
      return null;
    }
    const counts = countsOf(this.window, failuresInRow, phase);
    this.become(phase);
    return { from, reason, counts };
  }

  private pass(passage: Passage): Pass {
    return { circuit: this, passage, spell: this.spell };
  }
}

const countsOf = ({ calls, failures, slow }: OutcomeWindow, failuresInRow: number, phase: Phase): Counts => ({
  ...{ calls, failures, slow },
  failures_in_row: failuresInRow,
  openings: phase.state === 'closed' ? 0 : phase.trouble.openings,
});
