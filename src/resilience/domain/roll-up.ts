/** A provider as a whole, from its circuits. */
import { isDue } from './breaker';
import type { Circuit } from './circuit';

/** `degraded`: some of its circuits are not closed. */
export const PROVIDER_STATES = ['closed', 'degraded', 'open'] as const;
export type ProviderState = (typeof PROVIDER_STATES)[number];

/** One model that fails may be that model; two of two are the provider. */
const MODELS_OF_AN_OUTAGE = 2;

/** `open` when every circuit that says something of the present is open. */
export function rollUp(circuits: Iterable<Circuit>, nowMs: number): ProviderState {
  let open = 0;
  let halfOpen = 0;
  let working = 0;
  for (const circuit of circuits) {
    const { state } = circuit.phase;
    if (state === 'open') open++;
    else if (state === 'half_open') halfOpen++;
    else if (isActive(circuit, nowMs)) working++;
  }
  if (open + halfOpen === 0) return 'closed';
  return halfOpen + working === 0 ? 'open' : 'degraded';
}

/** When models of the provider that nobody has called may be tried; null: at any time, for it is no outage of all of it. */
export function outageUntilMs(circuits: readonly Circuit[], nowMs: number): number | null {
  if (rollUp(circuits, nowMs) !== 'open') return null;
  let untilMs = Infinity;
  const models = new Set<string>();
  for (const { phase, key } of circuits) {
    if (phase.state !== 'open') continue;
    if (isDue(phase, nowMs)) return null;
    models.add(key.model);
    untilMs = Math.min(untilMs, phase.untilMs);
  }
  return models.size < MODELS_OF_AN_OUTAGE ? null : untilMs;
}

const isActive = ({ lastUsedMs, rules }: Circuit, nowMs: number): boolean => nowMs - lastUsedMs < rules.window_s * 1000;
