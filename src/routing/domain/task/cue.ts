/** One row of the table of cues: words, and what they say. */
import type { Task } from './tasks';

export interface Cue {
  readonly tasks: readonly Task[];
  readonly weight: number;
  /** Counts only where a sentence begins, or after words of courtesy: where an order has its verb. */
  readonly leads?: true;
  readonly phrases: readonly string[];
}

export const cue = (tasks: Task | readonly Task[], weight: number, phrases: string): Cue => ({
  tasks: typeof tasks === 'string' ? [tasks] : tasks,
  weight,
  phrases: phrases.split(', '),
});

/** An order: its verb counts only where it leads. */
export const order = (tasks: Task | readonly Task[], weight: number, phrases: string): Cue => ({
  ...cue(tasks, weight, phrases),
  leads: true,
});
