/** Which table can answer a usage query: the coarsest that has every dimension and whose half hours meet the question's edges. */

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

export const ROLLUPS = ['usage_core', 'usage_key', 'usage_model', 'usage_wide'] as const;
export type Rollup = (typeof ROLLUPS)[number];
export type UsageTable = Rollup | 'ledger_attempts';

const ROLLUP_DIMENSIONS: Readonly<Record<Rollup, readonly Dimension[]>> = {
  usage_core: ['provider', 'model', 'tier'],
  usage_key: ['team', 'project', 'key'],
  usage_model: ['provider', 'model', 'tier', 'task', 'endpoint'],
  usage_wide: ['team', 'project', 'key', 'workflow', 'customer', 'environment'],
};

const SLOT_MS = 30 * 60_000;

export interface UsageQuestion {
  /** All that are grouped by or filtered on. */
  readonly dimensions: readonly Dimension[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Offsets from UTC in force at the edges, milliseconds; none where nothing is grouped by local time. */
  readonly offsetsMs: readonly number[];
}

export function usageTable(question: UsageQuestion): UsageTable {
  const edges = [question.fromMs, question.toMs, ...question.offsetsMs];
  if (edges.some((edge) => edge % SLOT_MS !== 0)) return 'ledger_attempts';
  const fits = (rollup: Rollup): boolean =>
    question.dimensions.every((dimension) => ROLLUP_DIMENSIONS[rollup].includes(dimension));
  return ROLLUPS.find(fits) ?? 'ledger_attempts';
}

/** The next half hour: a question that ends now may as well end there, as nothing later is recorded yet. */
export const endOfSlot = (atMs: number): number => Math.ceil(atMs / SLOT_MS) * SLOT_MS;
