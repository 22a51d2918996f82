/** A stream whose provider and caller speak different dialects: read event by event, and written anew. */
import type { AnswerEvent } from '../domain/conversation/answer';
import type { AnswerReader, AnswerWriter } from './dialect';
import { EventStream } from './event-stream';
import { dataOf, eventNameOf, type SseEvent } from './sse-events';

export class TranslatedStream extends EventStream {
  private written = '';

  constructor(
    private readonly reader: AnswerReader,
    private readonly writer: AnswerWriter,
  ) {
    super();
  }

  release(extension: string | null): Buffer[] {
    return this.complete ? [Buffer.from(this.writer.finish(extension))] : [];
  }

  protected take(event: SseEvent): void {
    const text = event.bytes.toString('utf8');
    const data = dataOf(text);
    if (data === null) this.isBare(event);
    else this.translate(this.reader.read({ name: eventNameOf(text), data }));
  }

  protected flush(): Buffer[] {
    const { written } = this;
    this.written = '';
    return written === '' ? [] : [Buffer.from(written)];
  }

  private translate(events: readonly AnswerEvent[]): void {
    for (const event of events) {
      this.hear(event);
      if (this.fault !== null) return;
      this.written += this.writer.write(event);
    }
  }

  private hear(event: AnswerEvent): void {
    if (event.type === 'usage') this.note(event);
    else if (event.type === 'finish') this.finished = true;
    else if (event.type === 'end') this.complete = this.finished;
    else if (event.type === 'error') this.fault = event.fault;
    else this.contentBytes += Buffer.byteLength(writtenIn(event));
  }
}

/** What the model wrote. */
function writtenIn(event: AnswerEvent): string {
  if ('text' in event) return event.text;
  return 'json' in event ? event.json : '';
}
