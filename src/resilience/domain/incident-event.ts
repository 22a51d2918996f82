/** What is told of an incident, as the row of `incident_events` that its event is read from. */
import { type AffectedCircuit, changeOf, type Incident, type IncidentChange } from './incident';

export interface IncidentEvent {
  readonly event_id: string;
  readonly tenant_id: string;
  readonly incident_id: string;
  readonly change: IncidentChange;
  /** Seconds since 1970, as ClickHouse reads them. */
  readonly at: string;
  readonly provider: string;
  readonly models: readonly string[];
  readonly severity: string;
  readonly reason: string;
  readonly failure_class: string;
  readonly reopenings: number;
  /** From the first opening; null: it is open. */
  readonly lasted_ms: number | null;
}

/** null: nothing that is worth telling. */
export function eventOf(before: Incident | null, now: Incident): IncidentEvent | null {
  const change = changeOf(before, now);
  if (change === null) return null;
  const { status, openedAtMs, reopenings } = now;
  const atMs = status.state === 'resolved' ? status.atMs : latestOf(now.circuits);
  return {
    event_id: `${now.id}_${2 * reopenings + (change === 'resolved' ? 2 : 1)}`,
    ...{ tenant_id: now.tenantId, incident_id: now.id, change, at: (atMs / 1000).toFixed(3) },
    ...{ provider: now.provider, models: modelsOf(now.circuits), severity: now.severity },
    ...{ reason: now.openedBy.reason, failure_class: now.openedBy.failureClass ?? '', reopenings },
    lasted_ms: status.state === 'resolved' ? status.atMs - openedAtMs : null,
  };
}

/** Each once, in order. */
export const modelsOf = (circuits: readonly AffectedCircuit[]): string[] =>
  [...new Set(circuits.map(({ model }) => model))].sort();

const latestOf = (circuits: readonly AffectedCircuit[]): number => Math.max(...circuits.map(({ sinceMs }) => sinceMs));
