/**
 * The question: what the user himself asks in the last turn that he wrote. System prompts, answers, results of tools,
 * code, quotes, documents and what a harness adds are material, not the question. Linear in the length of the messages.
 */
import { withoutMaterial } from './material';

/** A longer question is read at both ends, where requests stand: what is between was pasted, whatever its form. */
export const MAX_QUESTION_CHARS = 32_768;

/** Types of content parts that hold what the user wrote: OpenAI's chat, its Responses, Anthropic's messages. */
const TEXT_PARTS: readonly unknown[] = ['text', 'input_text'];

/**
 * @param messages as parsed from the body; anything that is no message of a user is passed over, whatever its shape
 * @returns the question, at most `MAX_QUESTION_CHARS` and a line break long; null when there is none
 */
export function questionOf(messages: readonly unknown[]): string | null {
  for (let at = messages.length - 1; at >= 0; at--) {
    const written = writtenByUser(messages[at]);
    if (written === null) continue;
    const question = withoutMaterial(written).trim();
    if (question !== '') return bothEnds(question);
  }
  return null;
}

/** The user's own text in a message; null when it is another's or has none, like a turn of tool results. */
function writtenByUser(message: unknown): string | null {
  if (!isObject(message) || message['role'] !== 'user') return null;
  const { content } = message;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return null;
  return content.map(textOfPart).join('\n');
}

function textOfPart(part: unknown): string {
  if (typeof part === 'string') return part;
  if (!isObject(part) || !TEXT_PARTS.includes(part['type'])) return '';
  return typeof part['text'] === 'string' ? part['text'] : '';
}

function bothEnds(question: string): string {
  if (question.length <= MAX_QUESTION_CHARS) return question;
  const half = MAX_QUESTION_CHARS / 2;
  return `${question.slice(0, half)}\n${question.slice(-half)}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
