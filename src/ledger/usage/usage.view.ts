/** Usage rows as the API shows them: counts as numbers, money as decimal strings, and what is not priced said. */
import { csvOf } from '../../shared/domain/csv';
import { formatUsd, nanoUsd } from '../../shared/domain/money';
import type { Grouping } from './usage.query';
import { type AdjustmentRow, TOKEN_COLUMNS, type UsageRow } from './usage.store';

const tokensOf = (row: UsageRow): number => TOKEN_COLUMNS.reduce((sum, column) => sum + row[column], 0);

/** Share of tokens that have a price, 0..1; null without tokens. */
function pricedShare(rows: readonly UsageRow[]): number | null {
  const tokens = rows.reduce((sum, row) => sum + tokensOf(row), 0);
  return tokens === 0 ? null : rows.reduce((sum, row) => sum + row.priced_tokens, 0) / tokens;
}

/** Of a whole answer, as a number and in words; rounded down, so that only all is 100 %. */
export function coverageView(rows: readonly UsageRow[]): { priced_token_share: number | null; coverage: string } {
  const share = pricedShare(rows);
  const percent = Math.floor((share ?? 0) * 1000) / 10;
  return {
    priced_token_share: share,
    coverage: share === null ? 'no tokens' : `${percent} % of spendable tokens priced`,
  };
}

/** Adjustments by group, to be looked up for each row. */
export function adjustmentsByGroup(
  rows: readonly AdjustmentRow[],
  groupBy: readonly Grouping[],
): (row: UsageRow) => bigint {
  if (rows.length === 0) return () => 0n;
  const keyOf = (row: UsageRow | AdjustmentRow): string => JSON.stringify(groupBy.map((name) => row[name]));
  const byGroup = new Map(rows.map((row) => [keyOf(row), BigInt(row.difference_nano_usd)]));
  return (row) => byGroup.get(keyOf(row)) ?? 0n;
}

const NOTHING: UsageRow = {
  requests: 0,
  attempts: 0,
  failures: 0,
  priced_attempts: 0,
  priced_tokens: 0,
  duration_ms: 0,
  durations: 0,
  cost_nano_usd: '0',
  input_tokens: 0,
  cache_read_tokens: 0,
  cache_write_5m_tokens: 0,
  cache_write_1h_tokens: 0,
  output_tokens: 0,
  reasoning_tokens: 0,
  audio_input_tokens: 0,
  audio_output_tokens: 0,
  image_input_tokens: 0,
};

/** Written field by field: an answer may have tens of thousands of rows. `adjustment`: nano-dollars of late corrections. */
export function usageView(row: UsageRow, groupBy: readonly Grouping[], adjustment = 0n): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const name of groupBy) view[name] = row[name] === '' ? null : row[name];
  view['requests'] = row.requests;
  view['attempts'] = row.attempts;
  view['failures'] = row.failures;
  for (const column of TOKEN_COLUMNS) view[column] = row[column];
  const cost = BigInt(row.cost_nano_usd);
  // No priced attempt means that nothing is known, not that nothing was spent.
  const known = row.priced_attempts > 0;
  view['cost_usd'] = known ? formatUsd(nanoUsd(cost)) : null;
  view['adjustment_usd'] = formatUsd(nanoUsd(adjustment));
  view['total_usd'] = known || adjustment !== 0n ? formatUsd(nanoUsd(cost + adjustment)) : null;
  view['unpriced_attempts'] = row.attempts - row.priced_attempts;
  view['priced_token_share'] = pricedShare([row]);
  view['mean_duration_ms'] = row.durations === 0 ? null : Math.round(row.duration_ms / row.durations);
  return view;
}

/** The header is there without rows too. */
export const usageCsv = (rows: readonly Record<string, unknown>[], groupBy: readonly Grouping[]): string =>
  csvOf(rows, Object.keys(rows[0] ?? usageView(NOTHING, groupBy)));
