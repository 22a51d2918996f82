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

const LEXICON = {
  ...COMMON_WORDS,
  ...COUNTERFACTUAL_WORDS,
  ...CAUSALITY_WORDS,
  ...OUTPUT_CONSTRAINT_WORDS,
  ...HIDDEN_STATE_WORDS,
  ...BELIEF_WORDS,
  ...CHRONOLOGY_WORDS,
  ...CONSTRAINT_SATISFACTION_WORDS,
  ...FORMAL_PROOF_WORDS,
  ...SELF_REFERENCE_WORDS,
} as const;

export type WordClass = keyof typeof LEXICON;

/** Asked of a word, and never looked for in a text: not indexed, since every second word is of them. */
const ONLY_ASKED = [
  'common',
  'determiner',
  'title',
  'number',
  'ordinal',
  'firstSecond',
  'beforeInquiry',
  'clauseBreak',
  'aOne',
  'where_',
  'mine',
  'claimed',
  'to',
  'asking',
  'copula',
  'holds',
  'pronoun',
  'did',
  'foremost',
  'timeItself',
  'asker',
  'lacks',
  'thought',
  'innerThought',
  'whom',
  'place',
  'letting',
  'askedTime',
  'beforeTime',
  'auxiliary',
  'everyone',
  'unlearned',
  'knowsNot',
  'yesNo',
  'subject',
  'throughout',
  'whatEach',
  'asAs',
  'itsTheir',
  'unreal',
  'what',
  'stated',
  'measure',
  'removed',
  'how_',
  'measuring',
  'proofNoun',
  'joiner',
  'of',
  'with',
  'mathLike',
  'tie',
  'quantity',
  'turn',
  'drafting',
  'container',
  'bare',
  'choice',
  'behindSign',
  'beforeSign',
  'countable',
  'every',
  'stacked',
  'reads',
  'restrictor',
  'searchLimit',
  'whichAll',
  'arithmetic',
  'countWord',
  'load',
  'crossing',
  'token',
  'wordsOf',
  'neighbour',
  'sameness',
  'whatIs',
  'historian',
  'touching',
  'distinctness',
  'step',
  'exactMinute',
  'occurs',
  'arranging',
] as const satisfies readonly WordClass[];

/** Classes whose words a reading can list. */
export type IndexedClass = Exclude<WordClass, (typeof ONLY_ASKED)[number]>;

const ASKED: ReadonlySet<WordClass> = new Set(ONLY_ASKED);

export const isIndexed = (name: WordClass): name is IndexedClass => !ASKED.has(name);

export const WORD_CLASSES = Object.keys(LEXICON) as readonly WordClass[];

/** The words of a class: `swap|s|ped` is swap, swaps, swapped. */
export const wordsOf = (name: WordClass): readonly string[] => LEXICON[name].trim().split(/\s+/).flatMap(formsOf);

function formsOf(entry: string): readonly string[] {
  const [base = '', ...suffixes] = entry.split('|');
  return [base, ...suffixes.map((suffix) => base + suffix)];
}
