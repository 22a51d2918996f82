/**
 * Follows an OpenAI chat stream on its way to the caller: passes events byte for byte, holds the finishing event back
 * until the usage or the end has come, and keeps what settling the call needs.
 */
import type { Usage } from '../../shared/domain/usage';
import { appendMember } from '../domain/splice';
import { readOpenAiUsage } from './openai-usage';
import { dataOf, isWellFormed, type SseEvent, SseSplitter } from './sse-events';

export type StreamFault =
  | { readonly kind: 'garbage'; readonly problem: string }
  | { readonly kind: 'provider_error'; readonly problem: string };

interface Choice {
  readonly finish_reason?: unknown;
  readonly delta?: unknown;
}

interface ChatChunk {
  readonly choices?: unknown;
  readonly usage?: unknown;
  readonly error?: unknown;
}

export class OpenAiChatStream {
  private readonly splitter = new SseSplitter();
  private held: Buffer | null = null;
  private afterHeld: Buffer[] = [];

  usage: Usage | null = null;
  /** Bytes of what the model wrote (content, reasoning, arguments of tools), the measure of last resort. */
  contentBytes = 0;
  /** The finishing event has come, and after it the usage chunk, the end mark or the end. */
  complete = false;
  /** A finishing event has come. */
  finished = false;
  fault: StreamFault | null = null;

  /** `dropUsageChunk`: the usage chunk was asked for by us and not by the caller. */
  constructor(private readonly dropUsageChunk: boolean) {}

  /** Returns what may go to the caller now; look at `complete` and `fault` afterwards. */
  feed(chunk: Buffer): Buffer[] {
    const out: Buffer[] = [];
    for (const event of this.splitter.feed(chunk)) {
      if (this.fault !== null) break;
      this.take(event, out);
    }
    if (this.splitter.overflown) this.fault ??= { kind: 'garbage', problem: 'an event without an end' };
    return out;
  }

  /** The provider closed the connection. */
  end(): void {
    if (this.finished && this.splitter.pendingBytes === 0) this.complete = true;
  }

  /** What was held back, with `x_bursar` in the finishing event; null leaves it as it is. */
  release(extension: string | null): Buffer[] {
    const { held, afterHeld } = this;
    this.held = null;
    this.afterHeld = [];
    if (held === null) return afterHeld;
    return [extension === null ? held : appendMember(held, 'x_bursar', extension), ...afterHeld];
  }

  private take(event: SseEvent, out: Buffer[]): void {
    const data = dataOf(event.text);
    if (data === null) this.takeBare(event, out);
    else if (data === '[DONE]') this.takeEndMark(event, out);
    else {
      // Latin-1 text of UTF-8 bytes is JSON exactly when the bytes are, and a length in it is one in bytes.
      const chunk = parseObject(data);
      if (chunk === null) this.fault = { kind: 'garbage', problem: 'an event that is no JSON object' };
      else this.takeChunk(event, chunk, out);
    }
  }

  /** A comment, or an event without data. */
  private takeBare(event: SseEvent, out: Buffer[]): void {
    if (isWellFormed(event.text)) this.passInOrder(event.bytes, out);
    else this.fault = { kind: 'garbage', problem: 'text that is no event stream' };
  }

  /** Without a finish before it the answer is cut short, and the caller must not take it for whole. */
  private takeEndMark(event: SseEvent, out: Buffer[]): void {
    if (!this.finished) return;
    this.complete = true;
    this.passInOrder(event.bytes, out);
  }

  private takeChunk(event: SseEvent, chunk: ChatChunk, out: Buffer[]): void {
    if (chunk.error !== undefined && chunk.error !== null) {
      this.fault = { kind: 'provider_error', problem: messageOf(chunk.error) };
      return;
    }
    const usage = readOpenAiUsage(chunk.usage);
    if (usage !== null) this.usage = usage;
    const choices = choicesOf(chunk);
    this.contentBytes += choices.reduce((sum, { delta }) => sum + textBytes(delta), 0);
    // Usage in a finishing event does not complete the stream: another choice may still be running.
    if (choices.some(({ finish_reason: reason }) => typeof reason === 'string')) this.hold(event.bytes, out);
    else if (usage !== null && choices.length === 0) this.takeUsageChunk(event, out);
    else this.pass(event.bytes, out);
  }

  private takeUsageChunk(event: SseEvent, out: Buffer[]): void {
    this.complete = this.finished;
    if (!this.dropUsageChunk) this.passInOrder(event.bytes, out);
  }

  /** With several choices each has a finishing event; only the last one of the stream stays held. */
  private hold(bytes: Buffer, out: Buffer[]): void {
    out.push(...this.release(null));
    this.held = Buffer.from(bytes);
    this.finished = true;
  }

  private pass(bytes: Buffer, out: Buffer[]): void {
    if (this.held !== null) out.push(...this.release(null));
    out.push(bytes);
  }

  /** Behind the held event, if there is one. */
  private passInOrder(bytes: Buffer, out: Buffer[]): void {
    if (this.held === null) out.push(bytes);
    else this.afterHeld.push(bytes);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** vLLM sends `choices: null` with the usage. */
const choicesOf = ({ choices }: ChatChunk): readonly Choice[] =>
  Array.isArray(choices) ? choices.filter(isObject) : [];

/** Members of a delta that are no text of the model's. */
const LABELS = new Set(['role', 'id', 'type', 'name']);

function textBytes(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = 0;
  for (const [key, member] of Object.entries(value)) if (!LABELS.has(key)) bytes += textBytes(member);
  return bytes;
}

function parseObject(text: string): ChatChunk | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  const message = isObject(error) ? error['message'] : error;
  return typeof message === 'string' ? Buffer.from(message, 'latin1').toString('utf8') : 'no message';
}
