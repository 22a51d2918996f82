/** An endpoint's rules, ready to be evaluated: compiled once for each endpoint of a catalog. */
import type { Endpoint, Rule } from '../../../catalog/domain/catalog';
import { admitExpression, type Expression } from './admit';
import { declaredName, environmentOf, type Name, NAMES } from './environment';

export interface CompiledRule {
  readonly rule: MatchedRule;
  /** null: stored by a version whose language was wider; it does not match. */
  readonly expression: Expression | null;
}

/** A rule with its position among the endpoint's. */
export interface MatchedRule extends Rule {
  readonly index: number;
}

export interface CompiledRules {
  readonly rules: readonly CompiledRule[];
  /** Those that any of the rules uses. */
  readonly names: ReadonlyMap<string, Name>;
}

/** By identity: a catalog never changes, a change makes new endpoints. */
const compiled = new WeakMap<Endpoint, CompiledRules>();

export function compileRules(endpoint: Endpoint): CompiledRules {
  const known = compiled.get(endpoint);
  if (known !== undefined) return known;
  const fresh = compile(endpoint);
  compiled.set(endpoint, fresh);
  return fresh;
}

function compile({ rules, signals }: Endpoint): CompiledRules {
  if (rules.length === 0) return { rules: [], names: new Map() };
  const environment = environmentOf(signals);
  const ready = rules.map((rule, index) => {
    const admitted = admitExpression(rule.if, environment);
    return { rule: { ...rule, index }, expression: admitted.ok ? admitted.value : null };
  });
  const used = new Set(ready.flatMap(({ expression }) => [...(expression?.names ?? [])]));
  const all = [
    ...Object.entries(NAMES),
    ...signals.map((signal): [string, Name] => [signal.name, declaredName(signal)]),
  ];
  return { rules: ready, names: new Map(all.filter(([name]) => used.has(name))) };
}
