/** Finds the cues that begin at a word: by the whole word, or where a phrase has only a stem by its first letters. */
import { HashIndex } from '../hash-index';
import { hashOf } from '../word-hash';
import type { Cue } from './cue';
import { stemOf, type Words } from './words';

interface Entry {
  readonly cue: Cue;
  /** Hashes of the words of the phrase that stand there whole. */
  readonly words: readonly number[];
  /** What the word behind them begins with; null where the phrase ends with a whole word. */
  readonly stem: string | null;
}

const NONE: readonly Entry[] = [];

export class CuesByWord {
  private readonly byWord: HashIndex<readonly Entry[]>;
  private readonly byStem: HashIndex<readonly Entry[]>;

  constructor(cues: readonly Cue[]) {
    const entries = cues.flatMap((cue) => cue.phrases.map((phrase) => entryOf(cue, phrase.split(' '))));
    this.byWord = indexed(
      entries.filter(({ words }) => words.length > 0),
      ({ words: [first = 0] }) => first,
    );
    this.byStem = indexed(
      entries.filter(({ words }) => words.length === 0),
      ({ stem }) => stemOf(stem ?? ''),
    );
  }

  /** Adds the cues of which a phrase stands at this place; those of orders only where it leads. */
  find(words: Words, place: number, leads: boolean, found: Set<Cue>): void {
    const whole = this.byWord.get(words.hash[place] ?? 0) ?? NONE;
    for (const entry of whole) if (counts(entry, words, place, leads)) found.add(entry.cue);
    const stems = this.byStem.get(words.stem[place] ?? 0) ?? NONE;
    for (const entry of stems) if (counts(entry, words, place, leads)) found.add(entry.cue);
  }
}

function entryOf(cue: Cue, phrase: readonly string[]): Entry {
  const last = phrase.at(-1) ?? '';
  const stem = last.endsWith('*') ? last.slice(0, -1) : null;
  return { cue, words: (stem === null ? phrase : phrase.slice(0, -1)).map(hashOf), stem };
}

function indexed(entries: readonly Entry[], keyOf: (entry: Entry) => number): HashIndex<readonly Entry[]> {
  const groups = new Map<number, Entry[]>();
  for (const entry of entries) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return new HashIndex(groups);
}

const counts = (entry: Entry, text: Words, place: number, leads: boolean): boolean =>
  (leads || entry.cue.leads !== true) && stands(entry, text, place);

function stands({ words, stem }: Entry, text: Words, place: number): boolean {
  const behind = place + words.length;
  if (behind + (stem === null ? 0 : 1) > text.count) return false;
  for (let offset = 0; offset < words.length; offset++) if (text.hash[place + offset] !== words[offset]) return false;
  return stem === null || text.text.startsWith(stem, text.start[behind]);
}
