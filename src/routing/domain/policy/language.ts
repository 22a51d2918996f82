/**
 * The policy language `sigma-pol/v2` on one host: admission, normal form and meaning of any JSON that claims to be a term.
 * A policy runs in the order: filter, score, select; then one transform per attempt and an action per failure.
 */
import { ok, type Result } from '../../../shared/domain/result';
import { admit, type Admitted, type AdmissionError } from './admit';
import { FAIL_PLANS } from './fail-plan';
import type { Host } from './fields';
import type { Algebra, Meanings } from './meaning';
import { encodingOf, Node, node, normalForm } from './normal-form';
import { predAlgebra } from './pred';
import { scorerAlgebra } from './scorer';
import { SELECTORS } from './selector';
import type { Sort } from './signature';
import { XFORMS } from './xform';

export interface Compiled<S extends Sort> {
  readonly normalForm: Node;
  /** What identity is the SHA-256 of. */
  readonly encoding: string;
  readonly meaning: Meanings[S];
}

export interface Language {
  /** Is it a term, and of which sort? */
  readonly check: (term: unknown) => Result<Admitted, AdmissionError>;
  /** A term of that sort that can be run here. */
  readonly compile: <S extends Sort>(term: unknown, sort: S) => Result<Compiled<S>, AdmissionError>;
  /** The host's envelope: the policy with that predicate and-ed onto its filter, so that it can only be narrowed. */
  readonly within: (envelope: Compiled<'Pred'>, policy: Compiled<'Policy'>) => Compiled<'Policy'>;
}

/** This host registers no transforms of its own. */
const NO_CUSTOMS: ReadonlySet<string> = new Set();

const POLICIES: Algebra<'Policy'> = {
  policy: (...[filter, scorer, selector, xform, failPlan]) => ({ filter, scorer, selector, xform, failPlan }),
};

export function createLanguage(host: Host): Language {
  const readable = { ...host, customs: null };
  const runnable = { ...host, customs: NO_CUSTOMS };
  const algebra: Algebra<Sort> = {
    ...predAlgebra(host),
    ...scorerAlgebra(host),
    ...SELECTORS,
    ...XFORMS,
    ...FAIL_PLANS,
    ...POLICIES,
  };
  const compiled = <S extends Sort>(root: Node): Compiled<S> => ({
    normalForm: root,
    encoding: encodingOf(root),
    meaning: meaningOf(root, algebra) as Meanings[S],
  });
  return {
    check: (term) => admit(term, readable, null),
    compile: <S extends Sort>(term: unknown, sort: S) => {
      const admitted = admit(term, runnable, sort);
      return admitted.ok ? ok(compiled<S>(normalForm(admitted.value.term))) : admitted;
    },
    within: (envelope, policy) => {
      const [filter, ...rest] = policy.normalForm.args;
      return compiled(node('policy', [node('and', [envelope.normalForm, filter as Node]), ...rest]));
    },
  };
}

function meaningOf({ op, args }: Node, algebra: Algebra<Sort>): Meanings[Sort] {
  const meanings = args.map((arg) => (arg instanceof Node ? meaningOf(arg, algebra) : arg));
  const operation = algebra[op] as (...args: unknown[]) => Meanings[Sort];
  // Admission has seen to it that these are what the operation takes.
  return operation(...meanings);
}
