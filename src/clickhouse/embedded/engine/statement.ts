/** A statement with everything that belongs to it alone, and what its text says about how it can be run. */

export interface Statement {
  readonly sql: string;
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  /** Values of `{name:Type}`, in the escaped form of the HTTP interface's `param_name`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** For a result whose statement names no format. */
  readonly defaultFormat: string;
  /** What an INSERT inserts; null for a statement that came without a body of its own. */
  readonly rows: Rows | null;
}

export type Rows =
  { readonly kind: 'memory'; readonly bytes: Buffer } | { readonly kind: 'file'; readonly path: string };

export function quote(text: string): string {
  return `'${text.replaceAll(/[\\']/g, String.raw`\$&`)}'`;
}

export function resultFormat(statement: Statement): string {
  return TRAILING_FORMAT.exec(statement.sql)?.[1] ?? statement.defaultFormat;
}

/**
 * Whether the result can be fetched block by block. Each block is formatted by itself, so only formats without head and
 * tail can be; and a subquery may be run while the stream is opened, which happens on the event loop.
 */
export function isStreamable(statement: Statement): boolean {
  const isQuery = /^(?:\s|--.*\n|\/\*[\s\S]*?\*\/)*select\b/i.test(statement.sql);
  const hasSubquery = (statement.sql.match(/\bselect\b/gi)?.length ?? 0) > 1;
  return isQuery && !hasSubquery && HEADLESS_FORMATS.has(resultFormat(statement).toLowerCase());
}

/** Whether it may change its connection beyond its own end; a false alarm costs a new connection (1.4 ms). */
export function leavesTraces(sql: string): boolean {
  return /\b(?:set|use|temporary)\b/i.test(sql);
}

/** The same INSERT, taking its rows from a file. */
export function fromInfile(sql: string, path: string): string {
  const tail = /(?:\s+settings\s[^()]*)?\s+format\s+\w+\s*$/i.exec(sql);
  if (tail === null) throw new Error('An INSERT with rows in the body must end with FORMAT and its name');
  return `${sql.slice(0, tail.index)} FROM INFILE ${quote(path)} COMPRESSION 'none'${tail[0]}`;
}

const TRAILING_FORMAT = /\bformat\s+(\w+)\s*(?:settings\s[\w\s=,.'-]*)?;?\s*$/i;

const HEADLESS_FORMATS: ReadonlySet<string> = new Set(
  ['JSONEachRow', 'JSONCompactEachRow', 'CSV', 'TSV', 'TabSeparated', 'TSVRaw', 'TabSeparatedRaw', 'LineAsString']
    .concat(['Native', 'RowBinary'])
    .map((name) => name.toLowerCase()),
);
