/** What `POST /v1/prices/corrections` takes and answers. */
import { z } from 'zod';

const day = z.iso.date('must be a day such as 2026-08-17, which begins at midnight UTC as prices do');

export const correctionBody = z.strictObject({
  from: day,
  /** Exclusive; without it until now. */
  to: day.optional(),
  /** `provider/model`; without it all of the catalog. */
  model: z.string().min(1).max(300).optional(),
  reason: z.string().trim().min(1).max(500),
  dry_run: z.boolean().default(false),
});
export type CorrectionBody = z.output<typeof correctionBody>;

const counts = {
  /** Attempts recorded at other figures than those in force now. */
  examined: z.int(),
  adjusted: z.int(),
  /** Attempts that have a cost, and by the prices in force now would have none: they stay as they are. */
  unpriced: z.int(),
  difference_usd: z.string(),
};

export const correctionReport = z.object({
  from: z.string(),
  to: z.string(),
  dry_run: z.boolean(),
  ...counts,
  /** Those with something to examine. */
  models: z.array(z.object({ model: z.string(), ...counts })),
});
export type CorrectionReport = z.output<typeof correctionReport>;
