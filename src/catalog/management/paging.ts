/** Pages of lists that are in memory as a whole: a catalog has hundreds of entries, not millions. */
import { z } from 'zod';
import { type Page, pageOf, type PageQuery } from '../../shared/pagination';

/** Ordered by the key, which is also the cursor. */
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
