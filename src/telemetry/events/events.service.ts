/** Opens streams of events, so many for a tenant, and closes them all when the process is about to stop. */
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import type { Log } from '../../shared/log';
import { parsePosition, type Position } from '../domain/position';
import { EventFeed } from './event-feed';
import type { EventsStore } from './events.store';
import { Horizon } from './horizon';
import type { EventFilter } from './sources';

// Each one asks the store once a second.
const MAX_STREAMS = 20;
// A key that was revoked must not be read on with for ever: its stream ends, and the next one is refused.
const MAX_LIFE_MS = 5 * 60_000;
const RETRY_AFTER_S = 5;
// For the end of a stream to reach its reader.
const LAST_WORDS_MS = 1000;

export class EventsService {
  private readonly open = new Map<TenantId, Set<AbortController>>();
  private readonly horizon: Horizon;
  private stopping = false;

  constructor(
    private readonly store: EventsStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.horizon = new Horizon(store, clock);
  }

  /** @throws BursarError `invalid_header`, `too_many_streams`, `shutting_down`; ClickHouseError when the store is down */
  async stream({ tenantId }: Principal, filter: EventFilter, lastEventId: string | undefined): Promise<Readable> {
    const after = positionOf(lastEventId);
    const closing = this.enter(tenantId);
    try {
      const horizonS = await this.horizon.current();
      const { store, horizon, clock } = this;
      const closed = AbortSignal.any([closing.signal, AbortSignal.timeout(MAX_LIFE_MS)]);
      const feed = new EventFeed({ store, horizon, clock, pause }, { tenantId, filter, after, closed }, horizonS);
      const stream = readable(this.guarded(feed), () => this.leave(tenantId, closing));
      // One that reads does not see this: it has ended by then.
      closed.addEventListener('abort', () => setTimeout(() => stream.destroy(), LAST_WORDS_MS).unref());
      return stream;
    } catch (error) {
      this.leave(tenantId, closing);
      throw error;
    }
  }

  /** Readers come back, to another replica, with the place they are at. */
  close(): void {
    this.stopping = true;
    for (const streams of this.open.values()) for (const closing of streams) closing.abort();
  }

  private async *guarded(feed: EventFeed): AsyncGenerator<string> {
    try {
      yield* feed.frames();
    } catch (error) {
      // The answer has begun: all that is left is to end it, and its reader will come back.
      this.log.error({ err: error }, 'a stream of events broke');
    }
  }

  private enter(tenantId: TenantId): AbortController {
    if (this.stopping) throw new BursarError('shutting_down', {}, { retryAfterS: RETRY_AFTER_S });
    const streams = this.open.get(tenantId) ?? new Set();
    if (streams.size >= MAX_STREAMS)
      throw new BursarError('too_many_streams', { limit: MAX_STREAMS }, { retryAfterS: RETRY_AFTER_S });
    const closing = new AbortController();
    this.open.set(tenantId, streams.add(closing));
    return closing;
  }

  private leave(tenantId: TenantId, closing: AbortController): void {
    closing.abort();
    const streams = this.open.get(tenantId);
    streams?.delete(closing);
    if (streams?.size === 0) this.open.delete(tenantId);
  }
}

/** `Readable.from` would learn that its reader is gone only with the generator's next word. */
function readable(frames: AsyncGenerator<string>, onClose: () => void): Readable {
  return new Readable({
    read() {
      frames.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    destroy(error, done) {
      onClose();
      done(error);
    },
  });
}

function positionOf(lastEventId: string | undefined): Position | null {
  if (lastEventId === undefined || lastEventId === '') return null;
  const position = parsePosition(lastEventId);
  if (position !== null) return position;
  const problem = 'must be the id of an event of this stream; leave it out to begin with what happens next';
  throw new BursarError('invalid_header', { header: 'Last-Event-ID', problem });
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal }).catch(() => undefined);
