/** Which table can answer a usage query: the smallest that has every dimension and whose half hours meet the question's edges. */

export const TIME_DIMENSIONS = ['day', 'hour'] as const;
export type TimeDimension = (typeof TIME_DIMENSIONS)[number];

/** Dimension of a query → column. */
export const DIMENSION_COLUMNS = {
  team: 'team_id',
  project: 'project_id',
  endpoint: 'endpoint',
  key: 'key_id',
  workflow: 'workflow',
  task: 'task',
  customer: 'customer',
  environment: 'environment',
  provider: 'provider',
  model: 'model',
  tier: 'tier',
} as const;
export type Dimension = keyof typeof DIMENSION_COLUMNS;
export const DIMENSIONS = Object.keys(DIMENSION_COLUMNS) as Dimension[];

export type UsageTable = 'usage_model' | 'usage_wide' | 'ledger_attempts';

const ROLLUP_DIMENSIONS: readonly { readonly table: UsageTable; readonly has: readonly Dimension[] }[] = [
  { table: 'usage_model', has: ['provider', 'model', 'tier', 'task', 'endpoint'] },
  { table: 'usage_wide', has: ['team', 'project', 'key', 'workflow', 'customer', 'environment'] },
];

const SLOT_MS = 30 * 60_000;

export interface UsageQuestion {
  /** All that are grouped by or filtered on. */
  readonly dimensions: readonly Dimension[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Offsets from UTC in force at the edges, milliseconds; null where nothing is grouped by local time. */
  readonly offsetsMs: readonly number[];
}

export function usageTable(question: UsageQuestion): UsageTable {
  const edges = [question.fromMs, question.toMs, ...question.offsetsMs];
  if (edges.some((edge) => edge % SLOT_MS !== 0)) return 'ledger_attempts';
  return (
    ROLLUP_DIMENSIONS.find(({ has }) => question.dimensions.every((dimension) => has.includes(dimension)))?.table ??
    'ledger_attempts'
  );
}

/** The next half hour: a question that ends now may as well end there, as nothing later is recorded yet. */
export const endOfSlot = (atMs: number): number => Math.ceil(atMs / SLOT_MS) * SLOT_MS;
