/**
 * A stream whose provider and caller speak one dialect: events pass byte for byte; the finishing one is held back until
 * the usage or the end has come.
 */
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { Usage } from '../../shared/domain/usage';
import type { StreamFault } from '../domain/conversation/answer';
import type { AnswerStream } from './answer-way';
import type { StreamTrace, TraceStep } from './dialect';
import { servedTierIn } from './served-tier';
import { dataOf, eventNameOf, isWellFormed, type SseEvent, SseSplitter } from './sse-events';

/** What passing needs to know of a dialect. */
export interface Passage {
  trace(): StreamTrace;
  /** Puts `x_bursar` into the event that finishes a stream, given its bytes. */
  extend(event: Buffer, extension: string): Buffer;
}

export class PassedStream implements AnswerStream {
  private readonly splitter = new SseSplitter();
  private readonly trace: StreamTrace;
  private held: Buffer | null = null;
  private afterHeld: Buffer[] = [];

  usage: Usage | null = null;
  servedTier: ServiceTier | null = null;
  contentBytes = 0;
  complete = false;
  finished = false;
  fault: StreamFault | null = null;

  /** `dropUsageEvent`: it was asked for by us and not by the caller. */
  constructor(
    private readonly passage: Passage,
    private readonly dropUsageEvent: boolean,
  ) {
    this.trace = passage.trace();
  }

  feed(chunk: Buffer): Buffer[] {
    const out: Buffer[] = [];
    for (const event of this.splitter.feed(chunk)) {
      if (this.fault !== null) break;
      this.take(event, out);
    }
    if (this.splitter.overflown) this.fault ??= { kind: 'garbage', problem: 'an event without an end' };
    return out;
  }

  end(): void {
    if (this.finished && this.splitter.pendingBytes === 0) this.complete = true;
  }

  release(extension: string | null): Buffer[] {
    const { held, afterHeld } = this;
    this.held = null;
    this.afterHeld = [];
    if (held === null) return afterHeld;
    return [extension === null ? held : this.passage.extend(held, extension), ...afterHeld];
  }

  private take(event: SseEvent, out: Buffer[]): void {
    // Latin-1 text of UTF-8 bytes is JSON exactly when the bytes are, and a length in it is one in bytes.
    const data = dataOf(event.text);
    if (data === null) this.takeBare(event, out);
    else this.step(this.trace.take({ name: eventNameOf(event.text), data }), data, event.bytes, out);
  }

  /** A comment, or an event without data. */
  private takeBare(event: SseEvent, out: Buffer[]): void {
    if (isWellFormed(event.text)) this.passInOrder(event.bytes, out);
    else this.fault = { kind: 'garbage', problem: 'text that is no event stream' };
  }

  private step({ kind, usage, textBytes, fault }: TraceStep, data: string, bytes: Buffer, out: Buffer[]): void {
    if (usage !== null) {
      this.usage = usage;
      this.servedTier = servedTierIn(data) ?? this.servedTier;
    }
    this.contentBytes += textBytes;
    if (fault === null) this.place(kind, bytes, out);
    else this.fault = inUtf8(fault);
  }

  private place(kind: TraceStep['kind'], bytes: Buffer, out: Buffer[]): void {
    if (kind === 'head' || kind === 'content') out.push(...this.release(null), bytes);
    else if (kind === 'finish' || kind === 'last') this.hold(bytes, out);
    // Without a finish before it the answer is cut short, and the caller must not take it for whole.
    else if (kind === 'end' && !this.finished) return;
    else if (kind !== 'usage' || !this.dropUsageEvent) this.passInOrder(bytes, out);
    if (COMPLETING.has(kind)) this.complete = this.finished;
  }

  /** With several choices each has a finishing event; only the last one of the stream stays held. */
  private hold(bytes: Buffer, out: Buffer[]): void {
    out.push(...this.release(null));
    // A copy: the chunk's memory belongs to the socket.
    this.held = Buffer.from(bytes);
    this.finished = true;
  }

  /** Behind the held event, if there is one. */
  private passInOrder(bytes: Buffer, out: Buffer[]): void {
    if (this.held === null) out.push(bytes);
    else this.afterHeld.push(bytes);
  }
}

/** Nothing of a finished answer follows them. */
const COMPLETING: ReadonlySet<TraceStep['kind']> = new Set(['last', 'usage', 'end']);

/** The provider's words came as the Latin-1 text of UTF-8 bytes. */
const inUtf8 = (fault: StreamFault): StreamFault =>
  fault.kind === 'garbage' ? fault : { ...fault, problem: Buffer.from(fault.problem, 'latin1').toString('utf8') };
