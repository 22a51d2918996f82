/** A document as YAML text (JSON is YAML too), which knows the line and column of everything in it. */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Pair,
  type YAMLError,
} from 'yaml';
import { failed, ok, type Result } from '../../shared/domain/result';
import type { DocumentProblem, DocumentSource, Finding, Position } from './problem';

const NOTHING = 'says nothing; to remove everything that a document manages, write {}';

export function parseYaml(text: string): Result<DocumentSource, readonly DocumentProblem[]> {
  const lines = new LineCounter();
  // Without pretty errors: those quote the line, which may hold a credential.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const faults = [...document.errors, ...document.warnings].map((fault) => syntaxProblem(fault, lines));
  if (faults.length > 0) return failed(faults);
  return readDocument({ document, text }, lines);
}

interface Source {
  readonly document: Document.Parsed;
  readonly text: string;
}

function readDocument(source: Source, lines: LineCounter): ReturnType<typeof parseYaml> {
  try {
    // The default bound on aliases stops a document that unfolds itself without end.
    const value: unknown = source.document.toJS();
    if (value === null || value === undefined) return failed([atStart(NOTHING)]);
    return ok({ value, locate: (finding) => lineAndColumn(positionOf(source, finding), lines) });
  } catch (error) {
    return failed([atStart(error instanceof Error ? error.message : 'cannot be read')]);
  }
}

/** A source without positions: a document that arrived as parsed JSON. */
export const parsedSource = (value: unknown): DocumentSource => ({ value, locate: () => null });

const atStart = (problem: string): DocumentProblem => ({ line: 1, column: 1, path: 'document', problem });

function syntaxProblem(fault: YAMLError, lines: LineCounter): DocumentProblem {
  // The parser quotes what it stumbled over, which may be a credential.
  const problem = fault.message.replace(/"(?:[^"\\]|\\.)*"/g, '"…"');
  return { ...lineAndColumn(fault.pos[0], lines), path: 'document', problem };
}

function lineAndColumn(offset: number, lines: LineCounter): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** Of the value; of its key where that says more; of what is around it where it is absent. */
function positionOf({ document, text }: Source, { path, atKey, offset }: Omit<Finding, 'problem'>): number {
  let place: Place = { node: document.contents, offset: startOf(document.contents) ?? 0 };
  for (const [index, part] of path.entries()) {
    const container = isAlias(place.node) ? place.node.resolve(document) : place.node;
    const inner = placeWithin(container, part, atKey === true && index === path.length - 1);
    if (inner === null) break;
    place = { node: inner.node, offset: inner.offset ?? place.offset };
  }
  return offset === undefined ? place.offset : place.offset + offsetWithin(place.node, offset, text);
}

interface Place {
  readonly node: unknown;
  readonly offset: number;
}

interface InnerPlace {
  readonly node: unknown;
  readonly offset: number | undefined;
}

function placeWithin(container: unknown, part: PropertyKey, atKey: boolean): InnerPlace | null {
  if (isSeq(container)) {
    const node = container.items[Number(part)];
    return node === undefined ? null : { node, offset: startOf(node) };
  }
  const pair = isMap(container) ? container.items.find((item) => keyText(item) === String(part)) : undefined;
  return pair === undefined ? null : { node: pair.value, offset: atKey ? startOf(pair.key) : placeOf(pair) };
}

/**
 * How far the character of a scalar's value stands behind the scalar's beginning. Its line is looked for as it is, which
 * finds it in every style of YAML; where escapes or folding have changed the line, it is the beginning itself.
 */
function offsetWithin(node: unknown, offset: number, text: string): number {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return 0;
  const [start, end] = node.range;
  const lineStart = node.value.slice(0, offset).lastIndexOf('\n') + 1;
  const line = node.value.slice(lineStart).split('\n', 1)[0] ?? '';
  const written = text.slice(start, end).indexOf(line);
  return written === -1 ? 0 : written + offset - lineStart;
}

/** A scalar is wrong where it stands; a map or list is pointed at by its key. */
const placeOf = ({ key, value }: Pair): number | undefined =>
  isMap(value) || isSeq(value) ? startOf(key) : (startOf(value) ?? startOf(key));

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

const keyText = ({ key }: Pair): string => String(isNode(key) ? key.toJSON() : key);
