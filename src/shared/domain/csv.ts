/** Comma-separated values as RFC 4180 has them; an empty cell is null. */

type Row = Readonly<Record<string, unknown>>;

/** A whole document: the header, then the rows. */
export const csvOf = (rows: readonly Row[], columns: readonly string[]): string =>
  csvLine(columns) + csvRows(rows, columns);

/** Lines without a header, for a document that is written in parts. */
export const csvRows = (rows: readonly Row[], columns: readonly string[]): string =>
  rows.map((row) => csvLine(columns.map((column) => row[column]))).join('');

const csvLine = (values: readonly unknown[]): string => `${values.map(cell).join(',')}\r\n`;

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
