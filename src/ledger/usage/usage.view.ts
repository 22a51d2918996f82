/** Usage rows as the API shows them: counts as numbers, money as decimal strings, and what is not priced said. */
import { formatUsd, nanoUsd } from '../../shared/domain/money';
import type { Grouping } from './usage.query';
import { TOKEN_COLUMNS, type UsageRow } from './usage.store';

/** Share of tokens that have a price, 0..1; null without tokens. */
function coverage(row: UsageRow): number | null {
  const tokens = TOKEN_COLUMNS.reduce((sum, column) => sum + row[column], 0);
  return tokens === 0 ? null : row.priced_tokens / tokens;
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

/** Written field by field: an answer may have tens of thousands of rows. */
export function usageView(row: UsageRow, groupBy: readonly Grouping[]): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const name of groupBy) view[name] = row[name] === '' ? null : row[name];
  view['requests'] = row.requests;
  view['attempts'] = row.attempts;
  view['failures'] = row.failures;
  for (const column of TOKEN_COLUMNS) view[column] = row[column];
  // No priced attempt means that nothing is known, not that nothing was spent.
  view['cost_usd'] = row.priced_attempts === 0 ? null : formatUsd(nanoUsd(BigInt(row.cost_nano_usd)));
  view['unpriced_attempts'] = row.attempts - row.priced_attempts;
  view['priced_token_share'] = coverage(row);
  view['mean_duration_ms'] = row.durations === 0 ? null : Math.round(row.duration_ms / row.durations);
  return view;
}

/** The header is there without rows too. */
export const usageCsv = (rows: readonly Record<string, unknown>[], groupBy: readonly Grouping[]): string =>
  csvOf(rows, Object.keys(rows[0] ?? usageView(NOTHING, groupBy)));

/** RFC 4180; an empty cell is null. */
export function csvOf(rows: readonly Record<string, unknown>[], columns: readonly string[]): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
