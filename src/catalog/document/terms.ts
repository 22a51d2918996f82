/** The policies and the envelope of a document, read by whoever knows their language. */
import type { CheckedTerm, TermCheck, TermDocument, TermFault, TermSort } from '../domain/term-check';
import type { DocumentPath, Finding } from './problem';
import type { ConfigDocument } from './schema';

export interface CheckedTerms {
  /** By name; those that are wrong are only in the findings. */
  readonly policies: ReadonlyMap<string, CheckedTerm>;
  readonly envelope: CheckedTerm | null;
  readonly findings: readonly Finding[];
}

export function checkTerms(document: Pick<ConfigDocument, 'policies' | 'envelope'>, check: TermCheck): CheckedTerms {
  const findings: Finding[] = [];
  const checked = (term: TermDocument, sort: TermSort, path: DocumentPath): CheckedTerm | null => {
    const result = check(term, sort);
    findings.push(...(result.ok ? warnings(result.value, path) : [fault(result.failure, path)]));
    return result.ok ? result.value : null;
  };
  const policies = new Map<string, CheckedTerm>();
  for (const [name, term] of Object.entries(document.policies ?? {})) {
    const policy = checked(term, 'Policy', ['policies', name]);
    if (policy !== null) policies.set(name, policy);
  }
  const envelope = document.envelope === undefined ? null : checked(document.envelope, 'Pred', ['envelope']);
  return { policies, envelope, findings };
}

const warnings = (term: CheckedTerm, path: DocumentPath): readonly Finding[] =>
  term.warnings.map((problem) => ({ path, problem, warning: true }));

const fault = ({ path, problem, hint }: TermFault, at: DocumentPath): Finding => ({
  path: [...at, ...path],
  problem: hint === null ? problem : `${problem} (${hint})`,
});
