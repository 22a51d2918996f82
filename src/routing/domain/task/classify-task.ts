/**
 * What a question asks for, told from its words: cues add up for each task, and the best must be clear and ahead, or the
 * answer is `other`. Deterministic, and bounded: of a long question the head and the tail are read, where the order is.
 */
import { CUES } from './cues';
import { CuesByWord } from './cues-by-word';
import { type Task, TASKS } from './tasks';

export interface TaskHints {
  /** The message has code in it, fenced or as an attachment, even if `question` comes without. */
  readonly hasCode: boolean;
}

export interface ClassifiedTask {
  readonly task: Task;
  /** The best task's share of the two best, 0.5 to 1; 0 for `other`. */
  readonly confidence: number;
}

const HEAD_CHARS = 480;
const TAIL_CHARS = 240;

// Two weak cues or one strong one, and more than the smallest weight ahead; chosen on the build part of test/corpora/tasks.
const LEAST_SCORE = 2;
const LEAST_LEAD = 0.5;

// Letters of Chinese are words each, having no blanks between them.
const WORD_OR_END = /\p{Script=Han}|(?:[^\P{L}\p{Script=Han}]|\p{M})+|\p{N}+(?:[.,]\p{N}+)*|[.!?:;\n]|```/gu;

/**
 * What a word does in its sentence: `joins` is followed by the next order ("read it and list …"), `courtesy` stands before
 * the verb of one. One look for each word of a text.
 */
type Role = 'ends' | 'fences' | 'joins' | 'courtesy' | 'number';
const WORDS_OF_ROLE: Readonly<Record<Role, readonly string[]>> = {
  ends: ['.', '!', '?', ':', ';', '\n'],
  fences: ['```'],
  joins: ['and', 'und', 'then'],
  courtesy:
    'please can could would you i want need to help me kindly just now or also bitte kannst du mir by as the with'.split(
      ' ',
    ),
  number: 'two three four five six seven eight nine ten twelve twice half zwei drei vier fünf sechs'.split(' '),
};
const ROLE_OF: ReadonlyMap<string, Role> = new Map(
  (Object.entries(WORDS_OF_ROLE) as [Role, readonly string[]][]).flatMap(([role, words]) =>
    words.map((word) => [word, role] as const),
  ),
);

// A question mark alone is no task; two numbers and a question mark are nearly a sum.
const ASKS_WEIGHT = 0.75;
// What is told first and asked then is more often a puzzle than something to look up.
const LATER_WEIGHT = 0.75;
const NUMBER_WEIGHT = 0.4;
const FULL_NUMBERS = 4;
const SUM_WEIGHT = 1;
const CODE_WEIGHT = 2;

const CUES_BY_WORD = new CuesByWord(CUES);

export function classifyTask(question: string, { hasCode }: TaskHints): ClassifiedTask {
  const evidence = new Evidence(hasCode);
  for (const part of partsOf(question)) evidence.read(part.toLowerCase());
  return best(evidence.scores());
}

function partsOf(question: string): readonly string[] {
  if (question.length <= HEAD_CHARS + TAIL_CHARS) return [question];
  return [question.slice(0, HEAD_CHARS), question.slice(-TAIL_CHARS)];
}

class Evidence {
  private readonly found = new Set<number>();
  private numbers = 0;
  private sentences = 0;
  private asks = false;
  private asksLater = false;

  constructor(private hasCode: boolean) {}

  read(text: string): void {
    const words: readonly string[] = text.match(WORD_OR_END) ?? [];
    let begun = false;
    let leads = true;
    for (let at = 0; at < words.length; at++) {
      const word = words[at] ?? '';
      const role = ROLE_OF.get(word);
      if (role === 'ends') {
        this.endSentence(begun, word);
        begun = false;
        leads = true;
      } else if (role === 'fences') this.hasCode = true;
      else {
        this.word(words, at, { role, leads });
        begun = true;
        leads = role === 'joins' || (leads && role === 'courtesy');
      }
    }
    this.endSentence(begun, '');
  }

  private endSentence(begun: boolean, mark: string): void {
    if (begun) this.sentences++;
    if (mark !== '?') return;
    this.asks = true;
    if (this.sentences > 1) this.asksLater = true;
  }

  private word(
    words: readonly string[],
    at: number,
    { role, leads }: { role: Role | undefined; leads: boolean },
  ): void {
    if (role === 'number' || isNumeral(words[at] ?? '')) this.numbers++;
    // No phrase goes on behind the end of a sentence: none has a mark among its words.
    for (const { cue, index } of CUES_BY_WORD.at(words, at)) if (leads || !cue.leads) this.found.add(index);
  }

  scores(): ReadonlyMap<Task, number> {
    const scores = new Map<Task, number>(TASKS.map((task) => [task, 0]));
    const add = (tasks: readonly Task[], weight: number): void => {
      for (const task of tasks) scores.set(task, (scores.get(task) ?? 0) + weight);
    };
    for (const index of this.found) {
      const cue = CUES[index];
      if (cue !== undefined) add(cue.tasks, cue.weight);
    }
    if (this.hasCode) add(['code_review', 'code_generation'], CODE_WEIGHT);
    if (this.asks) add(['question_answering'], ASKS_WEIGHT);
    if (this.asksLater) {
      add(['question_answering'], -LATER_WEIGHT);
      add(['reasoning'], LATER_WEIGHT);
    }
    add(['reasoning'], this.sumWeight());
    return scores;
  }

  private sumWeight(): number {
    const asked = this.asks && this.numbers > 1 ? SUM_WEIGHT : 0;
    return NUMBER_WEIGHT * Math.min(this.numbers, FULL_NUMBERS) + asked;
  }
}

const LAST_ASCII = 0x7f;

/** Of ASCII, only digits stand before the letters. */
function isNumeral(word: string): boolean {
  const unit = word.charCodeAt(0);
  return unit > LAST_ASCII ? /^\p{N}/u.test(word) : unit < FIRST_LETTER;
}

const FIRST_LETTER = 0x41;

function best(scores: ReadonlyMap<Task, number>): ClassifiedTask {
  const ranked = TASKS.map((task) => ({ task, score: scores.get(task) ?? 0 })).sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (first === undefined || second === undefined) return { task: 'other', confidence: 0 };
  if (first.score < LEAST_SCORE || first.score - second.score < LEAST_LEAD) return { task: 'other', confidence: 0 };
  return { task: first.task, confidence: first.score / (first.score + second.score) };
}
