/** Rows of percentiles as the API shows them: flat, so that they are the same in JSON and CSV. */
import { csvOf } from '../../shared/domain/csv';
import type { Grouping } from '../usage/usage.query';
import { type PercentileRow, PERCENTILES, TIMINGS } from './percentiles';

const NAMES = Object.keys(TIMINGS) as (keyof typeof TIMINGS)[];

const MEASURES = [
  'attempts',
  'unanswered',
  ...NAMES.flatMap((name) => [`${name}_count`, ...PERCENTILES.map((percent) => `${name}_p${percent}_ms`)]),
];

/** No call that was timed means that nothing is known: null, not zero. */
export function latencyView(row: PercentileRow, groupBy: readonly Grouping[]): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const name of groupBy) view[name] = row[name] === '' ? null : row[name];
  view['attempts'] = row.attempts;
  view['unanswered'] = row.unanswered;
  for (const name of NAMES) {
    const count = row[`${name}_count`];
    view[`${name}_count`] = count;
    for (const [at, percent] of PERCENTILES.entries())
      view[`${name}_p${percent}_ms`] = count === 0 ? null : Math.round(row[`${name}_ms`][at] ?? 0);
  }
  return view;
}

export const latencyCsv = (rows: readonly Record<string, unknown>[], groupBy: readonly Grouping[]): string =>
  csvOf(rows, [...groupBy, ...MEASURES]);
