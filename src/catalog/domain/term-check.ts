/** What the catalog asks of whoever knows the language of policies: it stores terms as text without reading them. */
import { z } from 'zod';
import type { Result } from '../../shared/domain/result';

/** A policy, or a predicate of it. */
export type TermSort = 'Policy' | 'Pred';

export interface CheckedTerm {
  /** Canonical JSON: what is stored. */
  readonly text: string;
  /** SHA-256 of the encoding of the normal form. */
  readonly identity: string;
  /** What may be saved, but most likely does not say what was meant. */
  readonly warnings: readonly string[];
}

export interface TermFault {
  /** From the term, as its language says it: `$.policy[1].and[2]`. */
  readonly place: string;
  /** The same as positions in the JSON. */
  readonly path: readonly number[];
  /** The operation at fault, null where there is none. */
  readonly op: string | null;
  readonly problem: string;
  readonly hint: string | null;
}

/** Total: any value gets an answer. */
export type TermCheck = (term: unknown, sort: TermSort) => Result<CheckedTerm, TermFault>;

export const TERM_CHECK = Symbol('TermCheck');

/** Any term; what is within it is the language's to judge. */
export const termSchema = z.array(z.unknown(), 'must be a term: a list that begins with the name of an operation');
export type TermDocument = z.infer<typeof termSchema>;

/** What was stored as text. */
export const termOf = (text: string): TermDocument => JSON.parse(text) as TermDocument;
