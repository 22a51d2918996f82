/**
 * The door to the rule language: CEL without what could take long or surprise (regular expressions, macros, maps,
 * timestamps), small enough to be read, and true or false in the end. The one place that knows the engine.
 */
import { type ASTNode, type Environment, ParseError, type TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { failed, ok, type Result } from '../../../shared/domain/result';
import type { EngineValue } from './environment';
import { hintFor } from './hints';
import type { TextFault } from './text-fault';

export const MAX_EXPRESSION_LENGTH = 512;

export interface Expression {
  /** @throws what a wrong value or a value that is not there makes the engine throw */
  readonly holds: (values: ReadonlyMap<string, EngineValue>) => boolean;
  /** The names that it uses. */
  readonly names: ReadonlySet<string>;
  readonly nodes: readonly ASTNode[];
}

export function admitExpression(text: string, environment: Environment): Result<Expression, TextFault> {
  if (text.trim() === '') return failed({ offset: 0, problem: 'is empty; a rule that always holds is true' });
  if (text.length > MAX_EXPRESSION_LENGTH) {
    const problem = `is longer than ${MAX_EXPRESSION_LENGTH} characters; split it into several rules`;
    return failed({ offset: MAX_EXPRESSION_LENGTH, problem });
  }
  try {
    return admitParsed(environment.parse(text), text);
  } catch (error) {
    if (error instanceof ParseError) return failed(faultOf(error, text));
    throw error;
  }
}

function admitParsed(parsed: ReturnType<Environment['parse']>, text: string): Result<Expression, TextFault> {
  const nodes: ASTNode[] = [];
  const refused = collect(parsed.ast, nodes);
  if (refused !== null) return failed(refused);
  const { valid, type, error } = parsed.check();
  if (!valid) return failed(error ? faultOf(error, text) : { offset: 0, problem: 'is not valid' });
  if (type !== 'bool') return failed({ offset: 0, problem: `must be true or false, and is of type ${type ?? '?'}` });
  const names = new Set(nodes.flatMap((node) => (node.op === 'id' ? [node.args] : [])));
  return ok({ holds: (values) => parsed(values) === true, names, nodes });
}

const faultOf = (error: ParseError | CelTypeError, text: string): TextFault => {
  const offset = error.range?.start ?? 0;
  const hint = hintFor({ code: error.code, summary: error.summary, rest: text.slice(offset) });
  return { offset, problem: hint === null ? error.summary : `${error.summary}; ${hint}` };
};

type Inner = (args: unknown) => readonly ASTNode[];

const none: Inner = () => [];
const one: Inner = (arg) => [arg as ASTNode];
const each: Inner = (args) => args as readonly ASTNode[];

const OPERATORS = ['&&', '||', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%', '?:', '[]', 'list'];

/** What an expression may be made of, each with what is in it. */
const ALLOWED: Readonly<Record<string, Inner | undefined>> = {
  ...Object.fromEntries(OPERATORS.map((operator) => [operator, each])),
  '!_': one,
  '-_': one,
  value: none,
  id: none,
  call: (args) => (args as [string, ASTNode[]])[1],
  rcall: (args) => {
    const [, receiver, inner] = args as [string, ASTNode, ASTNode[]];
    return [receiver, ...inner];
  },
};

const FUNCTIONS = ['size', 'contains', 'startsWith', 'endsWith'];
const LITERALS = ['string', 'bigint', 'number', 'boolean'];

/** All nodes of the tree, or the first that may not be there. */
function collect(node: ASTNode, nodes: ASTNode[]): TextFault | null {
  const problem = refusal(node);
  if (problem !== null) return { offset: node.start, problem };
  nodes.push(node);
  for (const inner of ALLOWED[node.op]?.(node.args) ?? []) {
    const fault = collect(inner, nodes);
    if (fault !== null) return fault;
  }
  return null;
}

function refusal(node: ASTNode): string | null {
  if (node.op === 'call' || node.op === 'rcall') {
    const [name] = node.args;
    return FUNCTIONS.includes(name) ? null : `${name}() is not allowed in a rule; allowed are ${FUNCTIONS.join(', ')}`;
  }
  if (node.op === 'value') {
    return LITERALS.includes(typeof node.args) ? null : 'only texts, numbers, true and false may stand in a rule';
  }
  if (ALLOWED[node.op] !== undefined) return null;
  return node.op === 'map' ? 'maps are not allowed in a rule' : 'nothing in a rule has fields';
}
