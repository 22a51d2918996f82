/**
 * What a question asks for, told from its words: cues add up for each task, and the best must be clear and ahead, or the
 * answer is `other`. Deterministic, and bounded: of a long question the head and the tail are read, where the order is.
 */
import { HashIndex } from '../hash-index';
import { hashOf } from '../word-hash';
import type { Cue } from './cue';
import { CUES } from './cues';
import { CuesByWord } from './cues-by-word';
import { type Task, TASKS } from './tasks';
import { ANY_NUMBER, END_MARKS, FENCE, Words } from './words';

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

/**
 * What a word does in its sentence: `joins` is followed by the next order ("read it and list …"), `courtesy` stands before
 * the verb of one.
 */
type Role = 'ends' | 'fences' | 'joins' | 'courtesy' | 'number';
const WORDS_OF_ROLE: Readonly<Record<Role, readonly string[]>> = {
  ends: END_MARKS,
  fences: [FENCE],
  joins: ['and', 'und', 'then'],
  courtesy:
    'please can could would you i want need to help me kindly just now or also bitte kannst du mir by as the with'.split(
      ' ',
    ),
  number: [
    ANY_NUMBER,
    ...'two three four five six seven eight nine ten twelve twice half zwei drei vier fünf sechs'.split(' '),
  ],
};
const ROLE_OF = new HashIndex(
  new Map(
    (Object.entries(WORDS_OF_ROLE) as [Role, readonly string[]][]).flatMap(([role, words]) =>
      words.map((word) => [hashOf(word), role] as const),
    ),
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

const QUESTION_MARK = hashOf('?');

const CUES_BY_WORD = new CuesByWord(CUES);

// Lower case can be twice as long: that of "İ" is two characters.
const WORDS = new Words(2 * (HEAD_CHARS + TAIL_CHARS));

export function classifyTask(question: string, { hasCode }: TaskHints): ClassifiedTask {
  const evidence = new Evidence(hasCode);
  for (const part of partsOf(question)) {
    WORDS.read(part.toLowerCase());
    evidence.read(WORDS);
  }
  WORDS.close();
  return best(evidence.scores());
}

function partsOf(question: string): readonly string[] {
  if (question.length <= HEAD_CHARS + TAIL_CHARS) return [question];
  return [question.slice(0, HEAD_CHARS), question.slice(-TAIL_CHARS)];
}

class Evidence {
  private readonly found = new Set<Cue>();
  private numbers = 0;
  private sentences = 0;
  private asks = false;
  private asksLater = false;

  constructor(private hasCode: boolean) {}

  read(words: Words): void {
    let begun = false;
    let leads = true;
    for (let at = 0; at < words.count; at++) {
      const role = ROLE_OF.get(words.hash[at] ?? 0);
      if (role === 'ends') {
        this.endSentence(begun, words.hash[at] === QUESTION_MARK);
        begun = false;
        leads = true;
      } else if (role === 'fences') this.hasCode = true;
      else {
        if (role === 'number') this.numbers++;
        // No phrase goes on behind the end of a sentence: none has a mark among its words.
        CUES_BY_WORD.find(words, at, leads, this.found);
        begun = true;
        leads = role === 'joins' || (leads && role === 'courtesy');
      }
    }
    this.endSentence(begun, false);
  }

  private endSentence(begun: boolean, asks: boolean): void {
    if (begun) this.sentences++;
    if (!asks) return;
    this.asks = true;
    if (this.sentences > 1) this.asksLater = true;
  }

  scores(): ReadonlyMap<Task, number> {
    const scores = new Map<Task, number>(TASKS.map((task) => [task, 0]));
    const add = (tasks: readonly Task[], weight: number): void => {
      for (const task of tasks) scores.set(task, (scores.get(task) ?? 0) + weight);
    };
    for (const cue of this.found) add(cue.tasks, cue.weight);
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

/** Of two that score the same, the one that TASKS has first. */
function best(scores: ReadonlyMap<Task, number>): ClassifiedTask {
  let first: { readonly task: Task; readonly score: number } = { task: 'other', score: 0 };
  let second = first;
  for (const task of TASKS) {
    const score = scores.get(task) ?? 0;
    if (score > first.score) [first, second] = [{ task, score }, first];
    else if (score > second.score) second = { task, score };
  }
  if (first.score < LEAST_SCORE || first.score - second.score < LEAST_LEAD) return { task: 'other', confidence: 0 };
  return { task: first.task, confidence: first.score / (first.score + second.score) };
}
