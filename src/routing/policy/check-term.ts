/** Whether a term can be run here: asked before a policy or an envelope is saved. */
import canonicalize from 'canonicalize';
import type { CheckedTerm, TermCheck, TermSort } from '../../catalog';
import { failed, ok } from '../../shared/domain/result';
import type { AdmissionError } from '../domain/policy/admit';
import { BURSAR_LANGUAGE } from '../domain/policy/bursar-language';
import type { Node } from '../domain/policy/normal-form';
import { warningsOf } from '../domain/policy/warnings';
import { identityOf } from './identity';
import { lengthFault } from './policy-cache';

export const checkTerm: TermCheck = (term, sort) => {
  const compiled = BURSAR_LANGUAGE.compile(term, sort);
  if (!compiled.ok) return failed(faultOf(compiled.failure));
  const text = canonicalize(term) ?? '';
  const unstorable = lengthFault(text) ?? nulFault(text);
  if (unstorable !== null) return failed(faultOf(unstorable));
  const { encoding, normalForm } = compiled.value;
  return ok<CheckedTerm>({ text, identity: identityOf(encoding), warnings: WARNINGS[sort](normalForm) });
};

/** In canonical JSON the escape begins with the last of an odd number of backslashes. */
const NUL = /(?<!\\)(?:\\\\)*\\u0000/;

/** Postgres holds every character but this one. */
const nulFault = (text: string): AdmissionError | null =>
  NUL.test(text) ? { path: '$', op: null, message: 'the character U+0000 cannot be stored', hint: null } : null;

const WARNINGS: Readonly<Record<TermSort, (normalForm: Node) => readonly string[]>> = {
  Policy: (policy) => warningsOf(policy).map(({ op, message }) => `${op}: ${message}`),
  Pred: ({ op }) => (op === 'bot' ? ['bot: rejects every candidate of every call'] : []),
};

const POSITION = /\[(\d+)\]/g;

const faultOf = ({ path, op, message, hint }: AdmissionError) => ({
  ...{ place: path, path: [...path.matchAll(POSITION)].map(([, position]) => Number(position)) },
  ...{ op, problem: message, hint },
});
