/**
 * A stream whose provider and caller speak one dialect: events pass byte for byte; the finishing one is held back until
 * the usage or the end has come.
 */
import type { StreamFault } from '../domain/conversation/answer';
import type { StreamTrace, TraceStep } from './dialect';
import { EventStream } from './event-stream';
import { dataOf, eventNameOf, type SseEvent } from './sse-events';

/** What passing needs to know of a dialect. */
export interface Passage {
  trace(): StreamTrace;
  /** Puts `x_bursar` into the event that finishes a stream, given its bytes. */
  extend(event: Buffer, extension: string): Buffer;
}

export class PassedStream extends EventStream {
  private readonly trace: StreamTrace;
  private held: Buffer | null = null;
  private afterHeld: Buffer[] = [];
  private ready: Buffer[] = [];

  /** `dropUsageEvent`: it was asked for by us and not by the caller. */
  constructor(
    private readonly passage: Passage,
    private readonly dropUsageEvent: boolean,
  ) {
    super();
    this.trace = passage.trace();
  }

  release(extension: string | null): Buffer[] {
    const { held, afterHeld } = this;
    this.held = null;
    this.afterHeld = [];
    if (held === null) return afterHeld;
    return [extension === null ? held : this.passage.extend(held, extension), ...afterHeld];
  }

  protected take(event: SseEvent): void {
    // Latin-1 text of UTF-8 bytes is JSON exactly when the bytes are, and a length in it is one in bytes.
    const data = dataOf(event.text);
    if (data !== null) this.step(this.trace.take({ name: eventNameOf(event.text), data }), event.bytes);
    else if (this.isBare(event)) this.passInOrder(event.bytes);
  }

  protected flush(): Buffer[] {
    const { ready } = this;
    this.ready = [];
    return ready;
  }

  private step({ kind, told, textBytes, fault }: TraceStep, bytes: Buffer): void {
    if (told !== null) this.note(told);
    this.contentBytes += textBytes;
    if (fault === null) this.place(kind, bytes);
    else this.fault = inUtf8(fault);
  }

  private place(kind: TraceStep['kind'], bytes: Buffer): void {
    if (kind === 'head' || kind === 'content') this.ready.push(...this.release(null), bytes);
    else if (kind === 'finish' || kind === 'last') this.hold(bytes);
    // Without a finish before it the answer is cut short, and the caller must not take it for whole.
    else if (kind === 'end' && !this.finished) return;
    else if (kind !== 'usage' || !this.dropUsageEvent) this.passInOrder(bytes);
    if (COMPLETING.has(kind)) this.complete = this.finished;
  }

  /** With several choices each has a finishing event; only the last one of the stream stays held. */
  private hold(bytes: Buffer): void {
    this.ready.push(...this.release(null));
    // A copy: the chunk's memory belongs to the socket.
    this.held = Buffer.from(bytes);
    this.finished = true;
  }

  /** Behind the held event, if there is one. */
  private passInOrder(bytes: Buffer): void {
    if (this.held === null) this.ready.push(bytes);
    else this.afterHeld.push(bytes);
  }
}

/** Nothing of a finished answer follows them. */
const COMPLETING: ReadonlySet<TraceStep['kind']> = new Set(['last', 'usage', 'end']);

/** The provider's words came as the Latin-1 text of UTF-8 bytes. */
const inUtf8 = (fault: StreamFault): StreamFault =>
  fault.kind === 'garbage' ? fault : { ...fault, problem: Buffer.from(fault.problem, 'latin1').toString('utf8') };
