/** A call without streaming: the whole answer is read, priced and passed on with `x_bursar` behind its last member. */
import { NO_USAGE, type Usage } from '../shared/domain/usage';
import { estimateTokens } from '../routing';
import { type Answer, type Measured, MISSING, reported, type Served, UNSAID } from './answer';
import type { StreamFault } from './domain/conversation/answer';
import { hasFailed, type WholeAnswer } from './protocols/answer-way';
import type { JsonObject } from './protocols/dialect';
import { servedRegion } from './protocols/price-region';
import { servedTier } from './protocols/served-tier';
import { isObject, parseObject } from './protocols/wire';
import type { ProviderRow } from './providers/provider-row';
import { badResponse, classOfStatus, type Failure } from './upstream/failure';
import { bounded } from './upstream/retry-after';

// Far beyond any model's longest answer; a provider that sends more is broken.
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

interface Received {
  readonly status: number;
  readonly retryAfterMs: number | null;
  readonly body: Buffer;
}

/** Answers the caller and ends the attempt, whatever the provider did. */
export async function answerBuffered(answer: Answer, received: Received): Promise<void> {
  if (received.status !== 200) return fail(answer, failureOfStatus(received, answer.attempt.dispatch.row));
  const json = parseObject(received.body.toString('utf8'));
  if (json === null) return fail(answer, badResponse('the answer is not a JSON object', received.status));
  const whole = answer.attempt.dispatch.way.whole(received.body, json);
  if (hasFailed(whole)) return fail(answer, failureOfFault(whole.fault), toldIn(whole.usage, json));
  const cost = await answer.end('success', measure(answer, whole, servedOf(json)));
  answer.client.json(whole.bytes(answer.extension(cost)), answer.headers(cost));
}

/** A whole answer where a stream was asked for: nobody can be told it, but it may be billed. */
export function failUnstreamed(answer: Answer, { status, body }: Received): Promise<void> {
  const json = parseObject(body.toString('utf8'));
  const told = json === null ? MISSING : toldIn(answer.attempt.dispatch.way.whole(body, json).usage, json);
  return fail(answer, badResponse('the answer is no event stream', status), told);
}

/** Ends an attempt of which the caller has seen nothing: another may follow. */
export async function fail(answer: Answer, failure: Failure, known: Measured = MISSING): Promise<void> {
  const measured = failure.failureClass === 'connect_error' ? NOTHING_SENT : known;
  await answer.end('failure', measured, failure);
  await answer.course.afterFailure(answer, failure);
}

/** The provider was never reached, so nothing can have been used. */
const NOTHING_SENT: Measured = { usage: NO_USAGE, usageSource: 'estimated_tokens', ...UNSAID };

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

export function failureOfStatus({ status, body, retryAfterMs: wait }: Received, row: ProviderRow): Failure {
  const said = parseObject(body.toString('utf8')) ?? {};
  const asked = row.retryAfterOf(said);
  return {
    failureClass: row.classOf(status, said) ?? classOfStatus(status),
    httpStatus: status,
    problem: `the provider answered ${status}`,
    said: messageOf(said),
    retryAfterMs: wait ?? (asked === null ? null : bounded(asked * 1000)),
  };
}

/** An answer that is an error, in a dialect or in the middle of a stream. */
export function failureOfFault(fault: StreamFault): Failure {
  if (fault.kind === 'garbage') return badResponse(fault.problem, 200);
  return {
    ...badResponse('the provider reported an error in its answer', 200),
    failureClass: 'server_error',
    said: fault.problem,
  };
}

/** Of what went wrong: the provider bills what it has counted. */
const toldIn = (usage: Usage | null, json: JsonObject): Measured =>
  usage === null ? MISSING : { usage, usageSource: 'provider_partial', ...servedOf(json) };

const servedOf = (json: JsonObject): Served => ({ servedTier: servedTier(json), servedRegion: servedRegion(json) });

function measure(answer: Answer, whole: WholeAnswer, served: Served): Measured {
  if (whole.usage !== null) return reported(whole.usage, served);
  const output = Math.ceil(estimateTokens(whole.written()));
  return {
    usage: { ...NO_USAGE, input: answer.attempt.start.estimatedInputTokens, output },
    usageSource: 'estimated_tokens',
    ...served,
  };
}

// A provider's text is shown to the caller, so it stays a sentence and not a page.
const MAX_SAID = 500;

function messageOf({ error }: JsonObject): string | null {
  const message = isObject(error) ? error['message'] : error;
  return typeof message === 'string' ? message.slice(0, MAX_SAID) : null;
}
