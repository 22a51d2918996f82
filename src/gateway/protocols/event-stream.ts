/** What every stream on its way to the caller has in common: it is cut into events, and tells what is known of it so far. */
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { Usage } from '../../shared/domain/usage';
import type { StreamFault, ToldUsage } from '../domain/conversation/answer';
import type { AnswerStream } from './answer-way';
import { isWellFormed, type SseEvent, SseSplitter } from './sse-events';

export abstract class EventStream implements AnswerStream {
  private readonly splitter = new SseSplitter();

  usage: Usage | null = null;
  servedTier: ServiceTier | null = null;
  servedRegion: string | null = null;
  contentBytes = 0;
  complete = false;
  finished = false;
  fault: StreamFault | null = null;

  feed(chunk: Buffer): Buffer[] {
    for (const event of this.splitter.feed(chunk)) {
      if (this.fault !== null) break;
      this.take(event);
    }
    if (this.splitter.overflown) this.fault ??= { kind: 'garbage', problem: 'an event without an end' };
    return this.flush();
  }

  end(): void {
    if (this.finished && this.splitter.pendingBytes === 0) this.complete = true;
  }

  abstract release(extension: string | null): Buffer[];

  /** One event. */
  protected abstract take(event: SseEvent): void;

  /** What has become ready for the caller since the last time. */
  protected abstract flush(): Buffer[];

  /** Tier and region are told beside the first usage, and perhaps not again. */
  protected note({ usage, tier, region }: ToldUsage): void {
    this.usage = usage;
    this.servedTier = tier ?? this.servedTier;
    this.servedRegion = region ?? this.servedRegion;
  }

  /** Whether an event without data is one at all: a comment, or a bare name. */
  protected isBare({ text }: SseEvent): boolean {
    if (isWellFormed(text)) return true;
    this.fault = { kind: 'garbage', problem: 'text that is no event stream' };
    return false;
  }
}
