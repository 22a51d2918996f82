/** Outages read off a circuit's transitions: from the moment in which it opened to the one in which it closed. */
import type { BreakerState } from './breaker';

export interface TransitionRecord {
  readonly atMs: number;
  readonly provider: string;
  readonly model: string;
  readonly credential: string;
  readonly from: BreakerState;
  readonly to: BreakerState;
  /** '' where nobody's hand. */
  readonly by: string;
}

export interface Outage {
  readonly provider: string;
  readonly model: string;
  readonly credential: string;
  readonly openedAtMs: number;
  /** null: it is not over. */
  readonly closedAtMs: number | null;
}

/**
 * In order of opening. A probe that fails reopens a circuit, which is the same outage; one that somebody opened by hand is
 * none, and one that was opened before the first transition is not known.
 * @param transitions in order of time
 */
export function outagesOf(transitions: readonly TransitionRecord[]): Outage[] {
  const open = new Map<string, Outage>();
  const over: Outage[] = [];
  for (const { atMs, provider, model, credential, from, to, by } of transitions) {
    const key = JSON.stringify([provider, model, credential]);
    const outage = open.get(key);
    if (outage === undefined && from === 'closed' && to === 'open' && by === '')
      open.set(key, { provider, model, credential, openedAtMs: atMs, closedAtMs: null });
    if (outage !== undefined && to === 'closed') {
      over.push({ ...outage, closedAtMs: atMs });
      open.delete(key);
    }
  }
  return [...over, ...open.values()].sort((a, b) => a.openedAtMs - b.openedAtMs);
}
