/** Whether an endpoint's rules and signals can be evaluated, and say what was most likely meant: asked before it is saved. */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { EndpointCheck, EndpointFinding } from '../../../catalog/domain/endpoint-check';
import { toSignal } from '../../../catalog/domain/endpoint-document';
import { admitExpression } from './admit';
import { parsePath } from './declared-signals';
import { environmentOf, nameProblem, SPEND } from './environment';
import type { TextFault } from './text-fault';

/** A fraction above this is most likely a percentage: a budget that is used twice over has stopped long ago. */
const MAX_LIKELY_SPEND = 2;

export const checkEndpoint: EndpointCheck = (document) => {
  const signals = (document.signals ?? []).map(toSignal);
  const environment = environmentOf(signals.filter(({ name }) => nameProblem(name) === null));
  const rules = (document.routing?.rules ?? []).flatMap((rule, index) => {
    const path = ['routing', 'rules', index, 'if'];
    const admitted = admitExpression(rule.if, environment);
    return admitted.ok ? warningsOf(admitted.value.nodes, path) : [found(path, admitted.failure)];
  });
  return [...signals.flatMap(({ name, path }, index) => checkSignal(name, path, index)), ...rules];
};

function checkSignal(name: string, path: string, index: number): readonly EndpointFinding[] {
  const problem = nameProblem(name);
  const steps = parsePath(path);
  return [
    ...(problem === null ? [] : [{ path: ['signals', index, 'name'], problem }]),
    ...(steps.ok ? [] : [found(['signals', index, 'path'], steps.failure)]),
  ];
}

const found = (path: EndpointFinding['path'], { offset, problem }: TextFault): EndpointFinding => ({
  path,
  problem: `${problem} (at character ${offset + 1})`,
  offset,
});

const COMPARISONS: readonly string[] = ['==', '!=', '<', '<=', '>', '>='];

function warningsOf(nodes: readonly ASTNode[], path: EndpointFinding['path']): readonly EndpointFinding[] {
  return nodes.filter(comparesSpendAsPercentage).map(({ start: offset }) => ({
    path,
    problem: `${SPEND} is a fraction: 80 percent is 0.8 (at character ${offset + 1})`,
    offset,
    warning: true,
  }));
}

function comparesSpendAsPercentage({ op, args }: ASTNode): boolean {
  if (!COMPARISONS.includes(op)) return false;
  const sides = args as readonly ASTNode[];
  return sides.some((side) => side.op === 'id' && side.args === SPEND) && sides.some(isUnlikelyFraction);
}

const isUnlikelyFraction = ({ op, args }: ASTNode): boolean =>
  op === 'value' && (typeof args === 'number' || typeof args === 'bigint') && args > MAX_LIKELY_SPEND;
