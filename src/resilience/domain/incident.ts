/**
 * Incidents as pure transitions: what circuits do goes in, the incident of their provider comes out. It is open exactly
 * while one of its circuits is not closed; another model or credential of the same provider that fails belongs to it.
 */
import type { FailureClass } from '../../ledger/domain/attempt';
import type { IncidentId, TenantId } from '../../shared/domain/ids';
import type { BreakerState } from './breaker';
import type { Transition } from './transition';

/**
 * `minor`: something of the provider fails; `major`: all of it that is called; `critical`: and no other provider is left
 * to answer.
 */
export const SEVERITIES = ['minor', 'major', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface Incident {
  readonly id: IncidentId;
  readonly tenantId: TenantId;
  readonly provider: string;
  /** The worst of its time. */
  readonly severity: Severity;
  readonly openedAtMs: number;
  readonly openedBy: Opening;
  readonly status: Status;
  /** How often it was resolved too soon. */
  readonly reopenings: number;
  /** All that were ever part of it. */
  readonly circuits: readonly AffectedCircuit[];
}

export type Status = { readonly state: 'open' } | { readonly state: 'resolved'; readonly atMs: number };

export interface Opening {
  readonly reason: string;
  readonly failureClass: FailureClass | null;
  /** Whose hand it was; null: nobody's. */
  readonly by: string | null;
}

export interface AffectedCircuit {
  readonly model: string;
  readonly credential: string;
  readonly state: BreakerState;
  readonly sinceMs: number;
}

/** What an incident is made of: of a circuit's transition, and of the world at that moment. */
export interface Observed extends Pick<Transition, 'key' | 'to' | 'atMs' | 'reason' | 'failureClass' | 'by'> {
  readonly severity: Severity;
}

/** A provider that falls again so soon was not mended: probes of a closed circuit alone take up to a minute to say so. */
export const REOPEN_WITHIN_MS = 60_000;

export function severityOf(extent: { readonly wholeProvider: boolean; readonly othersAnswer: boolean }): Severity {
  if (!extent.wholeProvider) return 'minor';
  return extent.othersAnswer ? 'major' : 'critical';
}

/**
 * The provider's incident after what was observed; the same object where nothing changed.
 * @param latest the newest of that provider, null: it never had one
 * @param newId of the incident, should it be a new one
 */
export function after(latest: Incident | null, observed: Observed, newId: IncidentId): Incident | null {
  if (latest === null) return observed.to === 'closed' ? null : begun(observed, newId);
  const circuit = latest.circuits.find(isOf(observed));
  // Told late, or told already by another replica.
  if (circuit !== undefined && (observed.atMs < circuit.sinceMs || observed.to === circuit.state)) return latest;
  if (observed.to === 'closed') return circuit === undefined ? latest : settled(moved(latest, observed), observed.atMs);
  if (latest.status.state === 'open') return moved(latest, observed);
  if (observed.atMs - latest.status.atMs >= REOPEN_WITHIN_MS) return begun(observed, newId);
  return { ...moved(latest, observed), status: { state: 'open' }, reopenings: latest.reopenings + 1 };
}

function begun({ key, to, atMs, reason, failureClass, by, severity }: Observed, id: IncidentId): Incident {
  const { tenantId, provider, model, credential } = key;
  return {
    ...{ id, tenantId, provider, severity, openedAtMs: atMs, reopenings: 0 },
    openedBy: { reason, failureClass, by },
    status: { state: 'open' },
    circuits: [{ model, credential, state: to, sinceMs: atMs }],
  };
}

function moved(incident: Incident, observed: Observed): Incident {
  const { key, to, atMs } = observed;
  const others = incident.circuits.filter((circuit) => !isOf(observed)(circuit));
  const circuit = { model: key.model, credential: key.credential, state: to, sinceMs: atMs };
  return { ...incident, severity: worse(incident.severity, observed), circuits: [...others, circuit] };
}

/** What mends says nothing of how bad it was. */
const worse = (severity: Severity, { to, severity: seen }: Observed): Severity =>
  to === 'open' && SEVERITIES.indexOf(seen) > SEVERITIES.indexOf(severity) ? seen : severity;

function settled(incident: Incident, atMs: number): Incident {
  if (incident.circuits.some(({ state }) => state !== 'closed')) return incident;
  // The clock of the replica that opened it may be ahead.
  return { ...incident, status: { state: 'resolved', atMs: Math.max(atMs, incident.openedAtMs) } };
}

const isOf =
  ({ key }: Observed) =>
  ({ model, credential }: AffectedCircuit): boolean =>
    model === key.model && credential === key.credential;

/** What is told to the world. */
export type IncidentChange = 'opened' | 'resolved';

/** Between two states of one provider's newest incident; null: nothing that is worth telling. */
export function changeOf(before: Incident | null, now: Incident): IncidentChange | null {
  const wasOpen = before?.id === now.id && before.status.state === 'open';
  const isOpen = now.status.state === 'open';
  if (wasOpen === isOpen) return null;
  return isOpen ? 'opened' : 'resolved';
}
