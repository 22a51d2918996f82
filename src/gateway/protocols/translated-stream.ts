/** A stream whose provider and caller speak different dialects: read event by event, and written anew. */
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { Usage } from '../../shared/domain/usage';
import type { AnswerEvent, StreamFault } from '../domain/conversation/answer';
import type { AnswerStream } from './answer-way';
import type { AnswerReader, AnswerWriter } from './dialect';
import { servedTierIn } from './served-tier';
import { dataOf, eventNameOf, isWellFormed, type SseEvent, SseSplitter } from './sse-events';

export class TranslatedStream implements AnswerStream {
  private readonly splitter = new SseSplitter();

  usage: Usage | null = null;
  servedTier: ServiceTier | null = null;
  contentBytes = 0;
  complete = false;
  finished = false;
  fault: StreamFault | null = null;

  constructor(
    private readonly reader: AnswerReader,
    private readonly writer: AnswerWriter,
  ) {}

  feed(chunk: Buffer): Buffer[] {
    let text = '';
    for (const event of this.splitter.feed(chunk)) {
      if (this.fault !== null) break;
      text += this.translate(event);
    }
    if (this.splitter.overflown) this.fault ??= { kind: 'garbage', problem: 'an event without an end' };
    return text === '' ? [] : [Buffer.from(text)];
  }

  end(): void {
    if (this.finished && this.splitter.pendingBytes === 0) this.complete = true;
  }

  release(extension: string | null): Buffer[] {
    return this.complete ? [Buffer.from(this.writer.finish(extension))] : [];
  }

  private translate({ bytes }: SseEvent): string {
    const text = bytes.toString('utf8');
    const data = dataOf(text);
    if (data === null) {
      if (!isWellFormed(text)) this.fault = { kind: 'garbage', problem: 'text that is no event stream' };
      return '';
    }
    let written = '';
    for (const event of this.reader.read({ name: eventNameOf(text), data })) {
      this.note(event, data);
      if (this.fault !== null) return written;
      written += this.writer.write(event);
    }
    return written;
  }

  private note(event: AnswerEvent, data: string): void {
    if (event.type === 'usage') {
      this.usage = event.usage;
      this.servedTier = servedTierIn(data) ?? this.servedTier;
    } else if (event.type === 'finish') this.finished = true;
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
