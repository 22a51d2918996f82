/** Finds the cues that begin at a word: by the whole word, or where a phrase has only a stem by its first letters. */
import type { Cue } from './cue';

export interface CueHere {
  readonly cue: Cue;
  readonly index: number;
  readonly phrase: string;
}

interface Entry extends CueHere {
  /** The words of the phrase, the last one without its `*`. */
  readonly words: readonly string[];
  readonly open: boolean;
}

// So many letters tell stems apart, and every one in the table has them.
const KEY_LETTERS = 3;

/** Of a word's first letters: a number, which costs no copy of them. Two stems with one key are told apart by their letters. */
function stemKey(word: string): number {
  let key = word.length < KEY_LETTERS ? word.length : KEY_LETTERS;
  for (let at = 0; at < KEY_LETTERS && at < word.length; at++) key = (key * 31 + word.charCodeAt(at)) | 0;
  return key;
}

const NONE: readonly CueHere[] = [];

export class CuesByWord {
  private readonly byWord = new Map<string, Entry[]>();
  private readonly byStem = new Map<number, Entry[]>();

  constructor(cues: readonly Cue[]) {
    for (const [index, cue] of cues.entries()) {
      for (const phrase of cue.phrases) this.add({ cue, index, phrase });
    }
  }

  /** The cues of which a phrase stands at this place. */
  at(words: readonly string[], place: number): readonly CueHere[] {
    const word = words[place] ?? '';
    const whole = this.byWord.get(word);
    const stems = this.byStem.get(stemKey(word));
    if (whole === undefined && stems === undefined) return NONE;
    const here: CueHere[] = [];
    for (const entry of whole ?? []) if (stands(entry, words, place)) here.push(entry);
    for (const entry of stems ?? []) if (stands(entry, words, place)) here.push(entry);
    return here;
  }

  private add(here: CueHere): void {
    const open = here.phrase.endsWith('*');
    const words = (open ? here.phrase.slice(0, -1) : here.phrase).split(' ');
    const [first = ''] = words;
    const entry: Entry = { ...here, words, open };
    if (open && words.length === 1) put(this.byStem, stemKey(first), entry);
    else put(this.byWord, first, entry);
  }
}

function put<Key>(table: Map<Key, Entry[]>, key: Key, entry: Entry): void {
  const known = table.get(key);
  if (known === undefined) table.set(key, [entry]);
  else known.push(entry);
}

function stands({ words, open }: Entry, text: readonly string[], place: number): boolean {
  const last = words.length - 1;
  for (let offset = 0; offset <= last; offset++) {
    const seen = text[place + offset];
    const word = words[offset] ?? '';
    if (seen !== word && !(open && offset === last && seen?.startsWith(word) === true)) return false;
  }
  return true;
}
