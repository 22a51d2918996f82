/** A call without streaming: the whole answer is read, priced and passed on with `x_bursar` behind its last member. */
import { NO_USAGE } from '../shared/domain/usage';
import { estimateTokens } from '../routing';
import { type Answer, type Measured, MISSING, reported } from './answer';
import { appendMember } from './domain/splice';
import { readOpenAiUsage } from './protocols/openai-usage';
import { badResponse, classOfStatus, type Failure } from './upstream/failure';

// Far beyond any model's longest answer; a provider that sends more is broken.
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

interface Received {
  readonly status: number;
  readonly retryAfterS: number | null;
  readonly body: Buffer;
}

interface Completion {
  readonly choices?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

/** Answers the caller and ends the attempt, whatever the provider did. */
export async function answerBuffered(answer: Answer, received: Received): Promise<void> {
  if (received.status !== 200) return fail(answer, failureOfStatus(received));
  const completion = parse(received.body);
  if (completion === null) return fail(answer, badResponse('the answer is not a JSON object', received.status));
  if (!Array.isArray(completion.choices) || completion.choices.length === 0) {
    return fail(answer, badResponse('the answer has no choices', received.status));
  }
  const cost = await answer.end('success', measure(answer, completion));
  const extension = answer.extension(cost);
  const body = extension === null ? received.body : appendMember(received.body, 'x_bursar', extension);
  answer.client.json(body, answer.headers(cost));
}

export async function fail(answer: Answer, failure: Failure): Promise<void> {
  const measured = failure.failureClass === 'connect_error' ? NOTHING_SENT : MISSING;
  await answer.end('failure', measured, failure);
  answer.client.fail(answer.error(failure), answer.headers(null));
}

/** The provider was never reached, so nothing can have been used. */
const NOTHING_SENT: Measured = { usage: NO_USAGE, usageSource: 'estimated_tokens' };

/** Collects the answer's bytes; null when there are too many. */
export class AnswerBuffer {
  private readonly chunks: Buffer[] = [];
  private bytes = 0;

  /** False when the answer is longer than any answer can be. */
  add(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    return this.bytes <= MAX_ANSWER_BYTES;
  }

  take(): Buffer {
    const [only] = this.chunks;
    return this.chunks.length === 1 && only ? only : Buffer.concat(this.chunks);
  }
}

export function failureOfStatus({ status, body, retryAfterS: wait }: Received): Failure {
  return {
    failureClass: classOfStatus(status),
    httpStatus: status,
    problem: `the provider answered ${status}`,
    said: messageOf(parse(body)),
    retryAfterS: wait,
  };
}

function measure(answer: Answer, completion: Completion): Measured {
  const usage = readOpenAiUsage(completion.usage);
  if (usage !== null) return reported(usage);
  const output = Math.ceil(estimateTokens(JSON.stringify(completion.choices)));
  return {
    usage: { ...NO_USAGE, input: answer.attempt.start.estimatedInputTokens, output },
    usageSource: 'estimated_tokens',
  };
}

function parse(body: Buffer): Completion | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

// A provider's text is shown to the caller, so it stays a sentence and not a page.
const MAX_SAID = 500;

function messageOf(answer: Completion | null): string | null {
  const error = answer?.error;
  const message = typeof error === 'object' ? (error as { message?: unknown } | null)?.message : error;
  return typeof message === 'string' ? message.slice(0, MAX_SAID) : null;
}
