/** What is wrong with a configuration document, and where. */

/** Where it is: keys and list positions from the top of the document. */
export type DocumentPath = readonly PropertyKey[];

export interface Finding {
  readonly path: DocumentPath;
  readonly problem: string;
  /** The key is wrong, whatever it holds. */
  readonly atKey?: true;
  /** The place within the text at `path`, from 0. */
  readonly offset?: number;
  /** The document is applied all the same. */
  readonly warning?: true;
  /** The rest of the document may be right, but this belongs to the API. */
  readonly conflict?: true;
}

export interface DocumentProblem {
  /** From 1; null when the document did not come as text. */
  readonly line: number | null;
  readonly column: number | null;
  readonly path: string;
  readonly problem: string;
  readonly conflict?: true;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A document as it was handed in. */
export interface DocumentSource {
  readonly value: unknown;
  /** Where something is written, or the nearest thing around it. */
  locate(finding: Pick<Finding, 'path' | 'atKey' | 'offset'>): Position | null;
}

export function locateFinding(source: DocumentSource, finding: Finding): DocumentProblem {
  const { path, problem, conflict } = finding;
  const { line, column } = source.locate(finding) ?? { line: null, column: null };
  return { line, column, path: pathText(path), problem, ...(conflict && { conflict }) };
}

/** `endpoints.smart.fallback[0]` */
const pathText = (path: DocumentPath): string =>
  path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text && '.'}${String(part)}`),
    '',
  ) || 'document';

/** One line a problem, as logs and the command line show it. */
export const problemText = ({ line, column, path, problem }: DocumentProblem): string =>
  line === null ? `${path}: ${problem}` : `line ${line}, column ${column ?? 1}: ${path}: ${problem}`;

/** A document that is refused; the message lists every problem. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';

  constructor(readonly problems: readonly DocumentProblem[]) {
    super(['The configuration document is refused:', ...problems.map((one) => `  ${problemText(one)}`)].join('\n'));
  }
}
