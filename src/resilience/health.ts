/** Which of a catalog's candidates are not healthy: read once, and again only when a circuit has changed or is due. */
import type { Candidate } from '../catalog';
import { isDue } from './domain/breaker';
import type { CandidateHealth } from './domain/candidate-health';
import type { Circuit } from './domain/circuit';
import { outageUntilMs } from './domain/roll-up';
import { NO_MODEL, type CircuitIndex } from './circuit-index';

/** By candidate id; the healthy ones are not in it. */
export type Health = Readonly<Record<string, CandidateHealth>>;

/** A tenant's candidates and what they are called with; replaced as a whole when either changes. */
export interface Called {
  readonly candidates: readonly Candidate[];
  /** Names, in the order in which they are tried; none where the provider needs none. */
  readonly credentialsOf: (provider: string) => readonly { readonly name: string }[];
}

export interface HealthReading {
  readonly health: Health;
  readonly of: readonly Candidate[];
  readonly atMs: number;
  /** The first moment at which time alone changes it. */
  readonly untilMs: number;
}

export interface Troubles {
  readonly circuits: CircuitIndex;
  readonly cooldowns: CircuitIndex;
}

export const ALL_HEALTHY: Health = Object.freeze({});

const UNNAMED = [{ name: '' }] as const;

export const holds = ({ of, atMs, untilMs }: HealthReading, candidates: readonly Candidate[], nowMs: number): boolean =>
  of === candidates && nowMs >= atMs && nowMs < untilMs;

export function readHealth(troubles: Troubles, called: Called, nowMs: number): HealthReading {
  const health: Record<string, CandidateHealth> = {};
  let untilMs = Infinity;
  const outages = new Map<string, number | null>();
  for (const provider of troubledProviders(troubles))
    outages.set(provider, outageUntilMs([...troubles.circuits.of(provider)], nowMs));
  for (const candidate of called.candidates) {
    const outage = outages.get(candidate.provider.name);
    if (outage === undefined) continue;
    const found = healthOf(
      candidate,
      { ...troubles, outage, credentials: called.credentialsOf(candidate.provider.name) },
      nowMs,
    );
    if (found === null) continue;
    health[candidate.id] = found;
    if (found.state !== 'probing') untilMs = Math.min(untilMs, found.due_at_ms);
  }
  return { health, of: called.candidates, atMs: nowMs, untilMs };
}

function troubledProviders({ circuits, cooldowns }: Troubles): Set<string> {
  return new Set([...circuits.troubled, ...cooldowns.troubled].map(({ key }) => key.provider));
}

interface Around extends Troubles {
  readonly outage: number | null;
  readonly credentials: readonly { readonly name: string }[];
}

/** null: one of its credentials at least lets calls through. */
function healthOf({ provider, model }: Candidate, around: Around, nowMs: number): CandidateHealth | null {
  let soonest: CandidateHealth | null = null;
  for (const { name: credential } of around.credentials.length === 0 ? UNNAMED : around.credentials) {
    const names = { provider: provider.name, credential };
    const circuit = around.circuits.get({ ...names, model: model.model });
    const found =
      troubleOf(around.cooldowns.get({ ...names, model: NO_MODEL }), 'cooldown', nowMs) ??
      (circuit === undefined ? spared(around.outage) : troubleOf(circuit, 'open', nowMs));
    if (found === null) return null;
    if (soonest === null || found.due_at_ms < soonest.due_at_ms) soonest = found;
  }
  return soonest;
}

/** A model that nobody has called is not tried while all others of its provider fail. */
const spared = (outage: number | null): CandidateHealth | null =>
  outage === null ? null : { state: 'open', due_at_ms: outage };

function troubleOf(circuit: Circuit | undefined, open: 'open' | 'cooldown', nowMs: number): CandidateHealth | null {
  if (circuit === undefined) return null;
  const { phase, rules } = circuit;
  switch (phase.state) {
    case 'closed':
      return null;
    case 'open':
      return isDue(phase, nowMs) ? null : { state: open, due_at_ms: phase.untilMs };
    case 'half_open':
      return phase.probing < rules.probes ? null : { state: 'probing', due_at_ms: phase.sinceMs };
  }
}
