/** What an author of an admitted policy probably did not want. */
import { Node } from './normal-form';
import type { OpName } from './signature';

export interface PolicyWarning {
  readonly op: OpName;
  readonly message: string;
}

const BY_OP: ReadonlyMap<OpName, string> = new Map<OpName, string>([
  ['sample', 'draws by the seed of the request; without one every request draws as with seed 0'],
  ['jitter', 'does nothing where the request has no seed'],
  ['inject_seed', 'does nothing where the request has no seed'],
  ['filter_text', 'is recorded with the decision and not carried out'],
  ['filter_image', 'is recorded with the decision and not carried out'],
]);

/** At most one per operation, in the order of the normal form. */
export function warningsOf(policy: Node): readonly PolicyWarning[] {
  const warnings = new Map<OpName, string>();
  const [filter] = policy.args;
  if (filter instanceof Node && filter.op === 'bot') warnings.set('bot', 'the filter rejects every candidate');
  visit(policy, ({ op, args }) => {
    const message = op === 'chain' && isEmpty(args[0]) ? 'an empty chain selects nothing' : BY_OP.get(op);
    if (message !== undefined) warnings.set(op, message);
  });
  return [...warnings].map(([op, message]) => ({ op, message }));
}

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  for (const arg of node.args) if (arg instanceof Node) visit(arg, look);
}
