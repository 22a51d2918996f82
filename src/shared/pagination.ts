/** Cursor pagination of list answers: `?limit&cursor` → `{data, next_cursor}`. */
import { z } from 'zod';

const DEFAULT_PAGE = 50;
// A page of receipts of this size is about a megabyte; more is an export, not a page.
const MAX_PAGE = 500;

export const pageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(DEFAULT_PAGE),
  cursor: z.string().max(200).optional(),
});

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
