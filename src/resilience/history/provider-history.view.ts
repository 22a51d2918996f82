/** Counts of the rollup as buckets of the API. */
import { availabilityOf, NO_CALLS, type Tally, tallied, verdictOf } from '../domain/availability';
import { percentilesOf } from '../domain/percentiles';
import type { HealthCount, TransitionRow } from './provider-health.store';
import { shownName } from '../domain/breaker-key';
import type { Grouping, HealthView, TransitionView } from './provider-history.schema';

/** A row for every bucket and group that has calls, in the order of the counts. */
export function historyView(counts: readonly HealthCount[], groupBy: readonly Grouping[]): HealthView[] {
  const buckets = new Map<string, HealthCount[]>();
  for (const row of counts) {
    const key = JSON.stringify([row.at_s, ...groupBy.map((name) => row[name])]);
    const rows = buckets.get(key);
    if (rows === undefined) buckets.set(key, [row]);
    else rows.push(row);
  }
  return [...buckets.values()].map((rows) => bucketView(rows, groupBy));
}

function bucketView(rows: readonly HealthCount[], groupBy: readonly Grouping[]): HealthView {
  const [first] = rows;
  const tally = tallyOf(rows);
  return {
    at: iso((first?.at_s ?? 0) * 1000),
    ...Object.fromEntries(groupBy.map((name) => [name, shownName(first?.[name] ?? '')])),
    calls: samplesOf(rows.filter(({ source }) => source === 'attempt')),
    probes: samplesOf(rows.filter(({ source }) => source === 'probe')),
    ...tally,
    availability: availabilityOf(tally),
    errors: errorsOf(rows),
    ttft_ms: percentilesOf(rows.map(({ ttft }) => ttft)),
    latency_ms: percentilesOf(rows.map(({ latency }) => latency)),
  };
}

const samplesOf = (rows: readonly HealthCount[]): number => rows.reduce((sum, { samples }) => sum + Number(samples), 0);

const tallyOf = (rows: readonly Pick<HealthCount, 'outcome' | 'failure_class' | 'samples'>[]): Tally =>
  rows.reduce<Tally>(
    (tally, { outcome, failure_class: failureClass, samples }) =>
      tallied(tally, verdictOf(outcome, failureClass), Number(samples)),
    NO_CALLS,
  );

/** The mix of errors, those that do not count among them. */
function errorsOf(rows: readonly HealthCount[]): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const { failure_class: failureClass, samples } of rows) {
    if (failureClass !== '') errors[failureClass] = (errors[failureClass] ?? 0) + Number(samples);
  }
  return errors;
}

export const transitionView = (row: TransitionRow): TransitionView => ({
  at: iso(Number(row.at_ms)),
  provider: row.provider,
  model: row.model,
  credential: shownName(row.credential),
  from: row.from_state,
  to: row.to_state,
  reason: row.reason,
  failure_class: shownName(row.failure_class),
  until: row.until_ms === null ? null : iso(Number(row.until_ms)),
  by: shownName(row.changed_by),
  counts: JSON.parse(row.counts) as Record<string, number>,
});

const iso = (atMs: number): string => new Date(atMs).toISOString();
