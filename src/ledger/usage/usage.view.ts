/** Usage rows as the API shows them: counts as numbers, money as decimal strings, and what is not priced said. */
import { formatUsd, nanoUsd } from '../../shared/domain/money';
import { USAGE_BUCKETS } from '../../shared/domain/usage';
import type { Grouping } from './usage.query';
import type { UsageRow } from './usage.store';

/** Share of tokens that have a price, 0..1; null without tokens. */
function coverage(row: UsageRow): number | null {
  const tokens = row.buckets.reduce((sum, count) => sum + Number(count), 0);
  return tokens === 0 ? null : Number(row.priced_tokens) / tokens;
}

const NOTHING: UsageRow = {
  requests: '0',
  attempts: '0',
  failures: '0',
  priced_attempts: '0',
  priced_tokens: '0',
  cost_nano_usd: '0',
  duration_ms: '0',
  durations: '0',
  buckets: [],
};

const TOKEN_FIELDS = USAGE_BUCKETS.map((bucket) => `${bucket}_tokens`);

/** Written field by field: an answer may have tens of thousands of rows. */
export function usageView(row: UsageRow, groupBy: readonly Grouping[]): Record<string, unknown> {
  const view: Record<string, unknown> = {};
  for (const name of groupBy) view[name] = row[name] === '' ? null : row[name];
  view['requests'] = Number(row.requests);
  view['attempts'] = Number(row.attempts);
  view['failures'] = Number(row.failures);
  for (const [at, field] of TOKEN_FIELDS.entries()) view[field] = Number(row.buckets[at]);
  // No priced attempt means that nothing is known, not that nothing was spent.
  view['cost_usd'] = row.priced_attempts === '0' ? null : formatUsd(nanoUsd(BigInt(row.cost_nano_usd)));
  view['unpriced_attempts'] = Number(row.attempts) - Number(row.priced_attempts);
  view['priced_token_share'] = coverage(row);
  view['mean_duration_ms'] = row.durations === '0' ? null : Math.round(Number(row.duration_ms) / Number(row.durations));
  return view;
}

/** RFC 4180; an empty cell is null. The header is there without rows too. */
export function usageCsv(rows: readonly Record<string, unknown>[], groupBy: readonly Grouping[]): string {
  const columns = Object.keys(rows[0] ?? usageView(NOTHING, groupBy));
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return [columns.join(','), ...lines, ''].join('\r\n');
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
