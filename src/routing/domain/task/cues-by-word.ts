/** Finds the cues that begin at a word: by the whole word, or where a phrase has only a stem by its first letters. */
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
  private readonly byWord = new Map<number, Entry[]>();
  private readonly byStem = new Map<number, Entry[]>();

  constructor(cues: readonly Cue[]) {
    for (const cue of cues) for (const phrase of cue.phrases) this.add(cue, phrase.split(' '));
  }

  /** Adds the cues of which a phrase stands at this place; those of orders only where it leads. */
  find(words: Words, place: number, leads: boolean, found: Set<Cue>): void {
    const whole = this.byWord.get(words.hash[place] ?? 0) ?? NONE;
    for (const entry of whole) if (counts(entry, words, place, leads)) found.add(entry.cue);
    const stems = this.byStem.get(words.stem[place] ?? 0) ?? NONE;
    for (const entry of stems) if (counts(entry, words, place, leads)) found.add(entry.cue);
  }

  private add(cue: Cue, phrase: readonly string[]): void {
    const last = phrase.at(-1) ?? '';
    const stem = last.endsWith('*') ? last.slice(0, -1) : null;
    const words = (stem === null ? phrase : phrase.slice(0, -1)).map(hashOf);
    const [first] = words;
    const entry = { cue, words, stem };
    if (first === undefined) put(this.byStem, stemOf(stem ?? ''), entry);
    else put(this.byWord, first, entry);
  }
}

function put(table: Map<number, Entry[]>, key: number, entry: Entry): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [entry]);
  else known.push(entry);
}

const counts = (entry: Entry, text: Words, place: number, leads: boolean): boolean =>
  (leads || entry.cue.leads !== true) && stands(entry, text, place);

function stands({ words, stem }: Entry, text: Words, place: number): boolean {
  const behind = place + words.length;
  if (behind + (stem === null ? 0 : 1) > text.count) return false;
  for (let offset = 0; offset < words.length; offset++) if (text.hash[place + offset] !== words[offset]) return false;
  return stem === null || text.text.startsWith(stem, text.start[behind]);
}
