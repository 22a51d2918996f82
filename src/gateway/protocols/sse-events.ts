/** Cuts a stream of server-sent events into whole events without changing a byte. */

// No provider's event comes near it; more without a blank line is no event stream.
const MAX_EVENT_BYTES = 8 * 1024 * 1024;
const EMPTY = Buffer.alloc(0);

export interface SseEvent {
  /** With the blank line that ends it. */
  readonly bytes: Buffer;
  /** The same bytes as Latin-1: an offset in one is an offset in the other. */
  readonly text: string;
}

export class SseSplitter {
  private rest: Buffer = EMPTY;

  /** Bytes that no blank line has ended yet. */
  get pendingBytes(): number {
    return this.rest.length;
  }

  get overflown(): boolean {
    return this.rest.length > MAX_EVENT_BYTES;
  }

  /** The events that `chunk` completes. */
  feed(chunk: Buffer): SseEvent[] {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const text = bytes.toString('latin1');
    const events: SseEvent[] = [];
    let start = 0;
    for (let end = eventEnd(text, 0); end > 0; end = eventEnd(text, end)) {
      events.push({ bytes: bytes.subarray(start, end), text: text.slice(start, end) });
      start = end;
    }
    // A copy: the chunk's memory belongs to the socket.
    this.rest = start === bytes.length ? EMPTY : Buffer.from(bytes.subarray(start));
    return events;
  }
}

/** Offset behind the next blank line from `from` on, or -1. */
function eventEnd(text: string, from: number): number {
  const plain = text.indexOf('\n\n', from);
  const dos = text.indexOf('\n\r\n', from);
  if (plain < 0 && dos < 0) return -1;
  return dos < 0 || (plain >= 0 && plain < dos) ? plain + 2 : dos + 3;
}

/** The payload of the event's `data` lines; null where it has none (a comment, a bare `event:`). */
export function dataOf(text: string): string | null {
  if (text.startsWith('data:')) {
    const end = text.indexOf('\n');
    // The common case: one data line.
    if (/^\r?\n$/.test(text.slice(end + 1)) || end === text.length - 1) return text.slice(5, end).trim();
  }
  const lines = text.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  return lines.length === 0 ? null : lines.map((line) => line.slice(5).trim()).join('\n');
}

const FIELD_LINE = /^(?:data|event|id|retry)(?::|$)|^:/;

/** Whether every line is one that the event stream format knows. */
export const isWellFormed = (text: string): boolean =>
  text.split(/\r?\n/).every((line) => line === '' || FIELD_LINE.test(line));

/** Of `event:`, null where there is none. */
export function eventNameOf(text: string): string | null {
  if (text.startsWith('data:')) return null;
  const at = text.startsWith('event:') ? 0 : text.indexOf('\nevent:') + 1;
  if (at === 0 && !text.startsWith('event:')) return null;
  const end = text.indexOf('\n', at);
  return text.slice(at + 'event:'.length, end).trim();
}
