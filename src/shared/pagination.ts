/** Cursor pagination of list answers: `?limit&cursor` → `{data, next_cursor}`. */
import { z } from 'zod';
import { idTimeMs } from './ids';

const DEFAULT_PAGE = 50;
// A page of receipts of this size is about a megabyte; more is an export, not a page.
const MAX_PAGE = 500;

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().max(200).optional(),
});

/** Of a list by time, whose rows have identifiers of that same time: the last row's. */
export const idCursor = z
  .string()
  .refine((text) => idTimeMs(text) !== null, 'must be the next_cursor of an earlier page')
  .optional();

/** What the next page of such a list comes before: the time first, then the identifier. */
export interface Before {
  readonly at: Date;
  readonly id: string;
}

export const beforeOf = (cursor: string | undefined): Before | null =>
  cursor === undefined ? null : { at: new Date(idTimeMs(cursor) ?? 0), id: cursor };

export type PageQuery = z.infer<typeof pageQuery>;

export interface Page<Row> {
  readonly data: readonly Row[];
  readonly next_cursor: string | null;
}

/** Makes a page of rows fetched with `limit + 1`; the cursor is the last row's identity. */
export function pageOf<Row>(rows: readonly Row[], limit: number, cursorOf: (row: Row) => string): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, next_cursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/** A page of a list that is in memory as a whole, ordered by the key, which is also the cursor. */
export function pageByKey<Row>(
  rows: readonly Row[],
  { limit, cursor }: PageQuery,
  keyOf: (row: Row) => string,
): Page<Row> {
  const ordered = rows.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const rest = cursor === undefined ? ordered : ordered.filter((row) => keyOf(row) > cursor);
  return pageOf(rest, limit, keyOf);
}

export const pageSchema = <Row extends z.ZodType>(row: Row): z.ZodType<Page<z.output<Row>>> =>
  z.object({ data: z.array(row).readonly(), next_cursor: z.string().nullable() });
