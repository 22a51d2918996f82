/** The only source of time outside of `domain/`, so that tests can hold it. */

export interface Clock {
  /** Epoch milliseconds. */
  nowMs(): number;
}

/** Nest's token for the clock. */
export const CLOCK = Symbol('clock');

export const systemClock: Clock = { nowMs: () => Date.now() };
