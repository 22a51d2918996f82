/** The labelled requests of test/corpora/tasks, one a line (`\n` for a line break), and how the classifier does on them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { classifyTask } from '../../src/routing/domain/task/classify-task';
import { type Task, TASKS } from '../../src/routing/domain/task/tasks';

export interface LabelledRequest {
  readonly task: Task;
  readonly text: string;
  /** The cues and their weights were chosen on `build`; figures are of `report`. */
  readonly part: 'build' | 'report';
}

export interface Confusion {
  readonly requests: number;
  readonly accuracy: number;
  /** Counts by labelled task, then by task found. */
  readonly counts: ReadonlyMap<Task, ReadonlyMap<Task, number>>;
}

const FOLDER = join(__dirname, '../corpora/tasks');

export const labelledRequests = (): readonly LabelledRequest[] =>
  TASKS.flatMap((task) =>
    readFileSync(join(FOLDER, `${task}.txt`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => ({ task, text: line.replaceAll('\\n', '\n'), part: partOf(line) })),
  );

/** By hash, so that a request keeps its part whatever is added around it. */
const partOf = (line: string): LabelledRequest['part'] =>
  (createHash('sha256').update(line).digest()[0] ?? 0) % 2 === 1 ? 'build' : 'report';

export function confusionOf(requests: readonly LabelledRequest[]): Confusion {
  const counts = new Map(TASKS.map((task) => [task, new Map(TASKS.map((found) => [found, 0]))]));
  let right = 0;
  for (const { task, text } of requests) {
    const found = classifyTask(text, { hasCode: false }).task;
    const row = counts.get(task);
    row?.set(found, (row.get(found) ?? 0) + 1);
    if (found === task) right++;
  }
  return { requests: requests.length, accuracy: right / requests.length, counts };
}

/** Of the requests labelled so, the share that was found. */
export const recallOf = ({ counts }: Confusion, task: Task): number => {
  const row = counts.get(task) ?? new Map<Task, number>();
  return (row.get(task) ?? 0) / sum([...row.values()]);
};

/** Of the requests that were found to be so, the share that is labelled so. */
export const precisionOf = ({ counts }: Confusion, task: Task): number =>
  (counts.get(task)?.get(task) ?? 0) / sum([...counts.values()].map((row) => row.get(task) ?? 0));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
