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

// Long enough to tell stems apart, short enough for every one in the table.
const KEY_LETTERS = 3;

const NONE: readonly CueHere[] = [];

export class CuesByWord {
  private readonly byWord = new Map<string, Entry[]>();
  private readonly byStem = new Map<string, Entry[]>();

  constructor(cues: readonly Cue[]) {
    for (const [index, cue] of cues.entries()) {
      for (const phrase of cue.phrases) this.add({ cue, index, phrase });
    }
  }

  /** The cues of which a phrase stands at this place. */
  at(words: readonly string[], place: number): readonly CueHere[] {
    const word = words[place] ?? '';
    const whole = this.byWord.get(word);
    const stems = this.byStem.get(word.slice(0, KEY_LETTERS));
    if (whole === undefined && stems === undefined) return NONE;
    return [...(whole ?? []), ...(stems ?? [])].filter((entry) => stands(entry, words, place));
  }

  private add(here: CueHere): void {
    const open = here.phrase.endsWith('*');
    const words = (open ? here.phrase.slice(0, -1) : here.phrase).split(' ');
    const [first = ''] = words;
    const [table, key] = open && words.length === 1 ? [this.byStem, first.slice(0, KEY_LETTERS)] : [this.byWord, first];
    table.set(key, [...(table.get(key) ?? []), { ...here, words, open }]);
  }
}

function stands({ words, open }: Entry, text: readonly string[], place: number): boolean {
  const last = words.length - 1;
  return words.every((word, offset) => {
    const seen = text[place + offset];
    if (seen === undefined) return false;
    return open && offset === last ? seen.startsWith(word) : seen === word;
  });
}
