/** Stage `detect_signals`: what the last user turn asks for, and whether it needs advanced reasoning. */
import { classifyTask, detect, type Facts, questionOf } from '../../routing';
import type { AdmittedCall } from '../call';

export function detectSignals(call: AdmittedCall): AdmittedCall {
  const seen = readQuestion(call.chat.messages, call.facts.task);
  if (seen === null) return call;
  return {
    ...call,
    facts: { ...call.facts, ...seen },
    attribution: { ...call.attribution, task: seen.task },
  };
}

type Seen = Pick<Facts, 'signals' | 'task' | 'task_source'>;

/** null where the user asks nothing. @param said the caller's own word for the task stands above the classifier's */
export function readQuestion(messages: readonly unknown[], said: string | null): Seen | null {
  const question = questionOf(messages);
  if (question === null) return null;
  const signals = detect(question);
  if (said !== null) return { signals, task: said, task_source: 'caller' };
  const { task } = classifyTask(question, { hasCode: hasCode(messages.at(-1)) });
  return { signals, task, task_source: 'classifier' };
}

const FENCE = '```';

/** The question comes without the code that stands beside it. */
function hasCode(message: unknown): boolean {
  const content = (message as { content?: unknown } | undefined)?.content;
  if (typeof content === 'string') return content.includes(FENCE);
  return Array.isArray(content) && content.some((part: unknown) => hasCode({ content: textOf(part) }));
}

const textOf = (part: unknown): unknown => (part as { text?: unknown } | null)?.text;
