/**
 * Admission: is this JSON a term? Total (any JSON gets an answer) and before anything else; what is behind it may rely on
 * depth, size, arity, sorts and parameters.
 */
import { failed, ok, type Result } from '../../../shared/domain/result';
import { PARAMETERS, type Problem, quoted, type Vocabulary } from './parameters';
import {
  isOpName,
  isSort,
  type Operation,
  operationOf,
  OPERATIONS_OF_V1,
  operationsOf,
  type OpName,
  type ParameterSort,
  type Sort,
  VERSION,
} from './signature';

/** Bounds of the language: the root has depth 1, parameters are no nodes. */
export const MAX_DEPTH = 64;
export const MAX_NODES = 4096;

export interface AdmissionError {
  /** From the root, arguments counted from 1: `$.policy[1].and[2]`. */
  readonly path: string;
  /** The operation at fault, null where there is none. */
  readonly op: string | null;
  readonly message: string;
  readonly hint: string | null;
}

export interface Admitted {
  readonly term: Term;
  readonly sort: Sort;
}

/** JSON that admission has let in. */
export type Term = readonly [op: OpName, ...args: unknown[]];

/** Every error in one line: `$.policy[1].and[2]: unknown op 'foo'`. */
export const admissionText = ({ path, message }: AdmissionError): string => `${path}: ${message}`;

/** Of any sort where none is `expected`. */
export function admit(term: unknown, vocabulary: Vocabulary, expected: Sort | null): Result<Admitted, AdmissionError> {
  const fault = termFault(term, { vocabulary, expected, depth: 1, size: { nodes: 0 } });
  if (fault !== null) return failed({ ...fault, path: `$${fault.path}` });
  const admitted = term as Term;
  return ok({ term: admitted, sort: operationOf(admitted[0]).sort });
}

interface Place {
  readonly vocabulary: Vocabulary;
  readonly expected: Sort | null;
  readonly depth: number;
  readonly size: { nodes: number };
}

/** `path` grows while the recursion returns, so that a good term pays nothing for it. */
function faultAt(op: string | null, message: string, hint: string | null = null): AdmissionError {
  return { path: '', op, message, hint };
}

function termFault(term: unknown, place: Place): AdmissionError | null {
  if (place.depth > MAX_DEPTH) return faultAt(null, `term exceeds max depth ${MAX_DEPTH}`);
  if (++place.size.nodes > MAX_NODES) return faultAt(null, `term exceeds max size ${MAX_NODES} nodes`);
  if (!Array.isArray(term) || typeof term[0] !== 'string')
    return faultAt(null, 'expected a term: an array that begins with the name of an operation');
  const op = term[0];
  if (!isOpName(op)) return unknownOp(op, place.expected);
  const operation = operationOf(op);
  if (place.expected !== null && operation.sort !== place.expected)
    return faultAt(op, `expected ${place.expected}, got ${operation.sort} '${op}'`);
  return arityFault(op, operation, term.length - 1) ?? argumentsFault(op, operation, term, place);
}

function unknownOp(op: string, expected: Sort | null): AdmissionError {
  if (OPERATIONS_OF_V1.has(op))
    return faultAt(
      op,
      `unknown op ${quoted(op)}: it is one of sigma-pol/v1, removed in v2`,
      'score by fields instead, such as ["neg",["normalize",["field","price_in"]]], and leave evidence out',
    );
  const hint =
    expected === null ? `${VERSION} has no such operation` : `${expected}: ${operationsOf(expected).join(', ')}`;
  return faultAt(op, `unknown op ${quoted(op)}`, hint);
}

/** v1 had evidence as a sixth slot, before the others. */
const SLOTS_OF_V1 = 6;

function arityFault(op: OpName, operation: Operation, given: number): AdmissionError | null {
  if ('each' in operation) return given > 0 ? null : faultAt(op, `${op} needs at least one argument`);
  const { takes } = operation;
  if (given === takes.length) return null;
  if (op === 'policy' && given === SLOTS_OF_V1)
    return faultAt(
      op,
      `policy takes ${takes.length} arguments, got ${given}: a policy of sigma-pol/v1`,
      `drop the first argument (evidence); what is left is ${takes.join(', ')}`,
    );
  const count = `${takes.length} argument${takes.length === 1 ? '' : 's'}`;
  return faultAt(op, `${op} takes ${count}, got ${given}`, takes.length === 0 ? null : takes.join(', '));
}

function argumentsFault(
  op: OpName,
  operation: Operation,
  term: readonly unknown[],
  place: Place,
): AdmissionError | null {
  const variadic = 'each' in operation;
  for (let position = 1; position < term.length; position++) {
    const sort = variadic ? operation.each : operation.takes[position - 1];
    const fault = sort === undefined ? null : argumentFault(op, sort, term[position], place);
    if (fault !== null) return { ...fault, path: `.${op}[${position}]${fault.path}` };
  }
  return null;
}

function argumentFault(op: OpName, sort: Sort | ParameterSort, value: unknown, place: Place): AdmissionError | null {
  if (isSort(sort)) return termFault(value, { ...place, expected: sort, depth: place.depth + 1 });
  const problem: Problem | null = PARAMETERS[sort](value, place.vocabulary);
  return problem === null ? null : faultAt(op, problem.message, problem.hint);
}
