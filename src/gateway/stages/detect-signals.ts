/** Stage `detect_signals`: what the last user turn asks for, and whether it needs advanced reasoning. */
import { classifyTask, detect, questionOf } from '../../routing';
import type { AdmittedCall } from '../call';

export function detectSignals(call: AdmittedCall): AdmittedCall {
  const { messages } = call.chat;
  const question = questionOf(messages);
  if (question === null) return call;
  const { facts, attribution } = call;
  const signals = detect(question);
  if (facts.task !== null) return { ...call, facts: { ...facts, signals } };
  const { task } = classifyTask(question, { hasCode: hasCode(messages.at(-1)) });
  return {
    ...call,
    facts: { ...facts, signals, task, task_source: 'classifier' },
    attribution: { ...attribution, task },
  };
}

const FENCE = '```';

/** The question comes without the code that stands beside it. */
function hasCode(message: unknown): boolean {
  const content = (message as { content?: unknown } | undefined)?.content;
  if (typeof content === 'string') return content.includes(FENCE);
  return Array.isArray(content) && content.some((part: unknown) => hasCode({ content: textOf(part) }));
}

const textOf = (part: unknown): unknown => (part as { text?: unknown } | null)?.text;
