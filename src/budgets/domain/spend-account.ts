/**
 * What one budget has spent in its window: what the ledger said when it was last read, and what was settled here since.
 *
 * A reading is announced before the journal is flushed, so that everything settled until then is in the answer and is
 * dropped when it comes. What is settled while the ledger is being read may be in the answer too, and counts twice until
 * the next reading: for seconds a budget may look more spent than it is by what was settled within that moment, never less by
 * what this process has settled.
 */
import { type NanoUsd, nanoUsd, ZERO_USD } from '../../shared/domain/money';
import { monthWindow, type Window } from './month-window';

/** The ledger's word on a window. */
export interface Reading {
  readonly spent: NanoUsd;
  /** Attempts that cost something nobody can name. */
  readonly unpriced: number;
}

/** null: not read since the start. */
export interface Spent {
  readonly amount: NanoUsd;
  readonly unpriced: number;
  /** When the ledger was read. */
  readonly asOfMs: number;
}

export class SpendAccount {
  private read: (Reading & { readonly asOfMs: number }) | null = null;
  /** Settled before the reading under way was announced, and since then. */
  private before = 0n;
  private since = 0n;
  private months: Window;

  constructor(
    private readonly timezone: string,
    nowMs: number,
  ) {
    this.months = monthWindow(nowMs, timezone);
  }

  window(nowMs: number): Window {
    if (nowMs >= this.months.endMs) this.begin(monthWindow(nowMs, this.timezone), nowMs);
    return this.months;
  }

  /** A cost belongs to the window that its call was admitted in. */
  settle(cost: NanoUsd, admittedAtMs: number, nowMs: number): void {
    if (admittedAtMs >= this.window(nowMs).startMs) this.since += cost;
  }

  announceReading(): void {
    this.before += this.since;
    this.since = 0n;
  }

  /** An answer about another window than the present one is of no use. */
  take(reading: Reading, window: Window, asOfMs: number): void {
    if (window.startMs !== this.months.startMs) return;
    this.read = { ...reading, asOfMs };
    this.before = 0n;
  }

  spent(nowMs: number): Spent | null {
    this.window(nowMs);
    if (this.read === null) return null;
    return { ...this.read, amount: nanoUsd(this.read.spent + this.before + this.since) };
  }

  /** When a month has just begun, nothing has been spent in it. */
  private begin(window: Window, nowMs: number): void {
    this.months = window;
    this.before = 0n;
    this.since = 0n;
    this.read = { spent: ZERO_USD, unpriced: 0, asOfMs: nowMs };
  }
}
