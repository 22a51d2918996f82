/**
 * The words that rules relate to each other, by what they do in a sentence. None of them means anything alone.
 * `swap|s|ped` stands for swap, swaps, swapped. Words are lower case; a trailing 's of the text is not part of its word.
 */
import { BELIEF_WORDS } from './lexicon/belief';
import { CAUSALITY_WORDS } from './lexicon/causality';
import { CHRONOLOGY_WORDS } from './lexicon/chronology';
import { COMMON_WORDS } from './lexicon/common';
import { CONSTRAINT_SATISFACTION_WORDS } from './lexicon/constraint-satisfaction';
import { COUNTERFACTUAL_WORDS } from './lexicon/counterfactual';
import { FORMAL_PROOF_WORDS } from './lexicon/formal-proof';
import { HIDDEN_STATE_WORDS } from './lexicon/hidden-state';
import { OUTPUT_CONSTRAINT_WORDS } from './lexicon/output-constraint';
import { SELF_REFERENCE_WORDS } from './lexicon/self-reference';

/** A name belongs to one of them only: a later table would silently replace what an earlier one says. */
export const LEXICON_TABLES = [
  COMMON_WORDS,
  COUNTERFACTUAL_WORDS,
  CAUSALITY_WORDS,
  OUTPUT_CONSTRAINT_WORDS,
  HIDDEN_STATE_WORDS,
  BELIEF_WORDS,
  CHRONOLOGY_WORDS,
  CONSTRAINT_SATISFACTION_WORDS,
  FORMAL_PROOF_WORDS,
  SELF_REFERENCE_WORDS,
] as const;

type NamesOf<Table> = Table extends unknown ? keyof Table : never;
export type ClassName = NamesOf<(typeof LEXICON_TABLES)[number]>;

const LEXICON = Object.assign({}, ...LEXICON_TABLES) as Readonly<Record<ClassName, string>>;

export const CLASS_NAMES = Object.keys(LEXICON) as readonly ClassName[];

/** The words of a class: `swap|s|ped` is swap, swaps, swapped. */
export const wordsOf = (name: ClassName): readonly string[] => LEXICON[name].trim().split(/\s+/).flatMap(formsOf);

function formsOf(entry: string): readonly string[] {
  const [base = '', ...suffixes] = entry.split('|');
  return [base, ...suffixes.map((suffix) => base + suffix)];
}
