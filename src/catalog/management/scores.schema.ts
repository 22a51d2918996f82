/** Quality scores as the API takes and shows them. */
import { z } from 'zod';

// An evaluation suite has tens of named results; a body of more is several of them.
const MAX_SCORES = 200;

/** The day counts; an instant is taken for the day that it is in UTC. */
const day = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], 'must be a day such as 2026-08-17')
  .transform((text) => new Date(text).toISOString().slice(0, 10));

const score = z.strictObject({
  name: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]*$/, 'must be letters, digits, "-", "_", ".", ":" or "/", as in mmlu-pro'),
  value: z.number().refine((value) => value >= 0 && value <= 1, 'must be between 0 and 1; write 62 % as 0.62'),
  n: z.int().min(1, 'must be the number of items evaluated, at least 1').max(2_147_483_647),
  date: day,
  source: z.string().trim().min(1).max(500).optional(),
});

export const scoresBody = z.strictObject({
  scores: z
    .array(score)
    .min(1, 'must hold at least one score')
    .max(MAX_SCORES)
    .refine(
      (scores) => new Set(scores.map(({ name, date }) => `${date} ${name}`)).size === scores.length,
      'must not give two values of one name and day',
    ),
});
export type ScoresBody = z.output<typeof scoresBody>;

/** Named scores that routing reads from now on, those of the catalog among them. */
export const qualityView = z.strictObject({ id: z.string(), quality: z.record(z.string(), z.number()).readonly() });
export type QualityView = z.output<typeof qualityView>;

export const scoreView = z.strictObject({
  name: z.string(),
  value: z.number(),
  n: z.int(),
  date: z.string(),
  source: z.string().nullable(),
  recorded_at: z.string(),
  /** Of its name the latest day, and of that day the last. */
  in_force: z.boolean(),
});
export type ScoreView = z.output<typeof scoreView>;
