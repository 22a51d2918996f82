/** What backtests are asked with, and how they are shown. */
import { z } from 'zod';
import { MODES } from '../../catalog';
import { moment } from '../../ledger';
import { type FilterName, FILTER_NAMES } from './recorded-requests.store';

const name = z.string().min(1).max(200).optional();
const filterSchema = z.strictObject(
  Object.fromEntries(FILTER_NAMES.map((filter) => [filter, name])) as Record<FilterName, typeof name>,
);

const PROPOSALS = ['policy_ir', 'routing', 'mode'] as const;

export const backtestBody = z
  .strictObject({
    /** As sent with every call. */
    policy_ir: z.unknown().optional(),
    /** An endpoint's `routing`, or its whole entry in the document. */
    routing: z.record(z.string(), z.unknown()).optional(),
    mode: z.enum(MODES).optional(),
    from: moment.optional(),
    to: moment.optional(),
    filter: filterSchema.default({}),
  })
  .refine((body) => PROPOSALS.filter((one) => body[one] !== undefined).length === 1, {
    error: `must have exactly one of ${PROPOSALS.join(', ')}`,
  })
  .refine(({ routing, filter }) => routing === undefined || filter.endpoint !== undefined, {
    path: ['filter', 'endpoint'],
    error: 'must name the endpoint whose routing is proposed',
  });
export type BacktestBody = z.output<typeof backtestBody>;

const usd = z.string().nullable();
const count = z.int();
const counts = z.record(z.string(), count);
const side = z.object({
  ...{ cost_usd: usd, priced_requests: count, unpriced_requests: count, unroutable_requests: count },
  ...{ tiers: counts, models: counts, latency_p95_ms: z.number().nullable() },
});
const comparison = z.object({
  ...{ requests: count, changed_requests: count, before: side, after: side },
  ...{ compared_requests: count, difference_usd: usd },
});
const groupsBy = (key: string): z.ZodType => z.array(comparison.extend({ [key]: z.string().nullable() }));
const result = z.object({
  total: comparison,
  ...{ by_team: groupsBy('team'), by_endpoint: groupsBy('endpoint') },
  ...{ by_model: groupsBy('model'), by_task: groupsBy('task') },
  not_redecided: z.object({ requests: count, cost_usd: usd, reasons: counts }),
  caveats: z.array(z.object({ code: z.string(), requests: count.nullable(), text: z.string() })),
});

export const backtestSummary = z.object({
  id: z.string(),
  status: z.enum(['running', 'done', 'failed']),
  created_at: z.string(),
  finished_at: z.string().nullable(),
  proposal: z.enum(['policy', 'routing', 'mode']),
  ...{ from: z.string(), to: z.string(), filter: filterSchema },
  progress: z.object({ done: count, total: count }),
  failure: z.string().nullable(),
});

/** `result` is null until it is done. */
export const backtestView = backtestSummary.extend({ result: result.nullable() });
