/** The normal form of a term: terms that mean the same by the laws of the language become the same tree and encoding. */
import type { Term } from './admit';
import { compareBytes, encodeParameter } from './encode';
import type { Action, Parameter } from './meaning';
import { isSort, operationOf, type OpName, type VariadicOperation, VERSION } from './signature';

export type NodeArgument = Node | Parameter;

/** A term in normal form, with its encoding (without the version). */
export class Node {
  constructor(
    readonly op: OpName,
    readonly args: readonly NodeArgument[],
    readonly text: string,
  ) {}
}

/** The node as JSON that admission lets in. */
export const termOfNode = ({ op, args }: Node): unknown[] => [
  op,
  ...args.map((arg) => (arg instanceof Node ? termOfNode(arg) : arg)),
];

export const encodingOf = (node: Node): string => `${VERSION}:${node.text}`;

export function normalForm(term: Term): Node {
  const [op] = term;
  const operation = operationOf(op);
  const args: NodeArgument[] = [];
  for (let position = 1; position < term.length; position++) {
    const sort = 'each' in operation ? operation.each : operation.takes[position - 1];
    const given = term[position];
    args.push(sort !== undefined && isSort(sort) ? normalForm(given as Term) : (given as Parameter));
  }
  return node(op, args);
}

/** The normal form of an operation whose arguments are in normal form. */
export function node(op: OpName, args: readonly NodeArgument[]): Node {
  const operation = operationOf(op);
  if ('each' in operation) return variadic(op, operation, args as readonly Node[]);
  return LAWS.get(op)?.(args) ?? written(op, args);
}

function written(op: OpName, args: readonly NodeArgument[]): Node {
  let text = `(${op}`;
  for (const arg of args) text += ` ${arg instanceof Node ? arg.text : encodeParameter(arg)}`;
  return new Node(op, args, `${text})`);
}

function variadic(op: OpName, { unit, absorbing, commutative }: VariadicOperation, args: readonly Node[]): Node {
  const flat = args.flatMap((arg) => (arg.op === op ? (arg.args as readonly Node[]) : arg.op === unit ? [] : [arg]));
  if (absorbing !== null && flat.some((arg) => arg.op === absorbing)) return written(absorbing, []);
  const [first] = flat;
  if (first === undefined) return written(unit, []);
  if (flat.length === 1) return first;
  return written(op, commutative ? flat.sort((a, b) => compareBytes(a.text, b.text)) : flat);
}

/** What the laws make of an operation, null where it stays as it is. */
type Law = (args: readonly NodeArgument[]) => Node | null;

const LAWS: ReadonlyMap<OpName, Law> = new Map<OpName, Law>([
  ['not', negated],
  ['scale', scaled],
  ['gate', gated],
  ['normalize', normalized],
  ['override', overridden],
]);

function negated(args: readonly NodeArgument[]): Node | null {
  const [pred] = args as readonly [Node];
  if (pred.op === 'top') return written('bot', []);
  if (pred.op === 'bot') return written('top', []);
  return pred.op === 'not' ? (pred.args as readonly [Node])[0] : null;
}

/** No arithmetic: a scale of a scale stays, so that identity does not depend on how numbers are multiplied. */
function scaled(args: readonly NodeArgument[]): Node | null {
  const [factor, scorer] = args as readonly [number, Node];
  if (factor === 0 || scorer.op === 'zero') return written('zero', []);
  return factor === 1 ? scorer : null;
}

function gated(args: readonly NodeArgument[]): Node | null {
  const [pred, scorer] = args as readonly [Node, Node];
  if (pred.op === 'bot' || scorer.op === 'zero') return written('zero', []);
  return pred.op === 'top' ? scorer : null;
}

function normalized(args: readonly NodeArgument[]): Node | null {
  const [scorer] = args as readonly [Node];
  return scorer.op === 'normalize' ? scorer : null;
}

/** Overrides by ascending reason; the outermost one of a reason counts, and none that says what the base says. */
function overridden(args: readonly NodeArgument[]): Node {
  const [plan, reason, action] = args as OverrideArguments;
  const overrides = overridesOf(plan).filter(([known]) => known !== reason);
  const base = baseOf(plan);
  const [standard] = base.args;
  if (encodeParameter(action) !== encodeParameter(standard)) overrides.push([reason, action]);
  overrides.sort(([a], [b]) => compareBytes(a, b));
  return overrides.reduce<Node>((inner, [name, overriding]) => written('override', [inner, name, overriding]), base);
}

type Override = readonly [reason: string, action: Action];
type OverrideArguments = readonly [plan: Node, ...Override];

function overridesOf(plan: Node): Override[] {
  if (plan.op !== 'override') return [];
  const [inner, reason, action] = plan.args as OverrideArguments;
  return [...overridesOf(inner), [reason, action]];
}

const baseOf = (plan: Node): Node => (plan.op === 'override' ? baseOf((plan.args as OverrideArguments)[0]) : plan);
