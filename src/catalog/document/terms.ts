/** The policies of a document, read by whoever knows their language. */
import type { CheckedTerm, TermCheck, TermFault } from '../domain/term-check';
import type { DocumentPath, Finding } from './problem';
import type { ConfigDocument } from './schema';

export interface CheckedTerms {
  /** By name; those that are wrong are only in the findings. */
  readonly policies: ReadonlyMap<string, CheckedTerm>;
  readonly findings: readonly Finding[];
}

export function checkTerms({ policies = {} }: Pick<ConfigDocument, 'policies'>, check: TermCheck): CheckedTerms {
  const findings: Finding[] = [];
  const checked = new Map<string, CheckedTerm>();
  for (const [name, term] of Object.entries(policies)) {
    const path = ['policies', name];
    const result = check(term, 'Policy');
    if (result.ok) checked.set(name, result.value);
    findings.push(...(result.ok ? warnings(result.value, path) : [fault(result.failure, path)]));
  }
  return { policies: checked, findings };
}

const warnings = (term: CheckedTerm, path: DocumentPath): readonly Finding[] =>
  term.warnings.map((problem) => ({ path, problem, warning: true }));

const fault = ({ path, problem, hint }: TermFault, at: DocumentPath): Finding => ({
  path: [...at, ...path],
  problem: hint === null ? problem : `${problem} (${hint})`,
});
