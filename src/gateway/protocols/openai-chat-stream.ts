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

interface ChatChunk {
  readonly choices?: readonly { readonly finish_reason?: unknown }[] | null;
  readonly usage?: unknown;
  readonly error?: unknown;
}

export class OpenAiChatStream {
  private readonly splitter = new SseSplitter();
  private held: Buffer | null = null;
  private afterHeld: Buffer[] = [];

  usage: Usage | null = null;
  /** Bytes of content deltas, the measure of last resort. */
  contentBytes = 0;
  /** The finishing event has come, and the usage with or after it, or the end mark. */
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
    if (isPlainDelta(event.text)) {
      this.contentBytes += contentLength(event.text);
      this.pass(event.bytes, out);
      return;
    }
    const data = dataOf(event.text);
    if (data === null || data === '[DONE]') {
      this.takeMark(event, data, out);
      return;
    }
    const parsed = parseChunk(data);
    if (parsed === null) this.fault = { kind: 'garbage', problem: 'an event that is no JSON object' };
    else this.takeChunk(event, parsed, out);
  }

  /** A comment, an event without data, or the end mark. */
  private takeMark(event: SseEvent, data: string | null, out: Buffer[]): void {
    if (data === null && !isWellFormed(event.text)) {
      this.fault = { kind: 'garbage', problem: 'text that is no event stream' };
      return;
    }
    if (data !== null) this.complete = this.finished;
    if (this.held === null) out.push(event.bytes);
    else this.afterHeld.push(event.bytes);
  }

  private takeChunk(event: SseEvent, chunk: ChatChunk, out: Buffer[]): void {
    if (chunk.error !== undefined && chunk.error !== null) {
      this.fault = { kind: 'provider_error', problem: messageOf(chunk.error) };
      return;
    }
    const usage = readOpenAiUsage(chunk.usage);
    if (usage !== null) this.usage = usage;
    const choices = chunk.choices ?? [];
    if (choices.some((choice) => typeof choice.finish_reason === 'string')) {
      this.contentBytes += contentLength(event.text);
      this.hold(event.bytes, out);
      this.complete = usage !== null;
    } else if (usage !== null && choices.length === 0) {
      this.takeUsageChunk(event, out);
    } else {
      this.contentBytes += contentLength(event.text);
      this.pass(event.bytes, out);
    }
  }

  private takeUsageChunk(event: SseEvent, out: Buffer[]): void {
    this.complete = this.finished;
    if (this.dropUsageChunk) return;
    if (this.held === null) out.push(event.bytes);
    else this.afterHeld.push(event.bytes);
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
}

const PLAIN_FINISH = /"finish_reason"\s*:\s*(?!null)/;
const PLAIN_USAGE = /"usage"\s*:\s*\{/;

/**
 * A chunk that only carries a delta, told without parsing it. A quote inside of content is escaped, so these names can
 * only be members.
 */
function isPlainDelta(text: string): boolean {
  return (
    (text.startsWith('data: {') || text.startsWith('data:{')) &&
    text.includes('"choices"') &&
    text.indexOf('\n') >= text.length - 3 &&
    !PLAIN_FINISH.test(text) &&
    !PLAIN_USAGE.test(text) &&
    !text.includes('"error"')
  );
}

const CONTENT = '"content":';

/** Bytes between the quotes of the delta's content, escapes counted as they are; 0 where there is none. */
function contentLength(text: string): number {
  let at = text.indexOf(CONTENT);
  if (at < 0) return 0;
  at += CONTENT.length;
  while (text.charCodeAt(at) === 0x20) at++;
  if (text.charCodeAt(at) !== 0x22) return 0;
  let end = text.indexOf('"', at + 1);
  while (end > 0 && text.charCodeAt(end - 1) === 0x5c) end = text.indexOf('"', end + 1);
  return end < 0 ? 0 : end - at - 1;
}

function parseChunk(data: string): ChatChunk | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(data, 'latin1').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function messageOf(error: unknown): string {
  const message = typeof error === 'object' ? (error as { message?: unknown } | null)?.message : error;
  return typeof message === 'string' ? message : 'no message';
}
