/** What one reader of the feed gets: everything stored behind its place, in order, as fast as it reads. */
import { ClickHouseError } from '../../clickhouse';
import type { Clock } from '../../shared/clock';
import type { TenantId } from '../../shared/domain/ids';
import { serialise } from '../domain/catalogue';
import { formatPosition, type Position, startOf } from '../domain/position';
import { frame, heartbeat, opening } from '../domain/server-sent';
import type { EventsStore } from './events.store';
import type { Horizon } from './horizon';
import type { EventFilter } from './sources';

/** How far back a reader may begin. */
const MAX_BACK_S = 15 * 60;
export const MAX_BACK_EVENTS = 10_000;

// An event of 1 KB each: what a reader that stops reading holds in memory.
const PAGE = 500;
const POLL_MS = 1000;
// Common proxies close a connection that is silent for 30 to 60 s.
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 2000;

export interface Reader {
  readonly tenantId: TenantId;
  readonly filter: EventFilter;
  /** Null: from now on. */
  readonly after: Position | null;
  readonly closed: AbortSignal;
}

export interface FeedParts {
  readonly store: EventsStore;
  readonly horizon: Horizon;
  readonly clock: Clock;
  /** Resolves after the time, or sooner when the signal says so. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
}

export class EventFeed {
  private position: Position;
  private spokeAtMs: number;
  /** There may be more than a reader is given. */
  private behind: boolean;

  constructor(
    private readonly parts: FeedParts,
    private readonly reader: Reader,
    /** What was stored before this second can be read. */
    horizonS: number,
  ) {
    this.position = reader.after ?? startOf(horizonS);
    this.behind = reader.after !== null;
    this.spokeAtMs = parts.clock.nowMs();
  }

  /** Ends when the reader's signal says so. @throws what the store throws, unless it may be better in a moment */
  async *frames(): AsyncGenerator<string> {
    const { closed } = this.reader;
    yield opening(formatPosition(this.position), RETRY_MS);
    while (!closed.aborted) {
      if (yield* this.advance()) continue;
      yield* this.sign();
      await this.parts.pause(POLL_MS, closed);
    }
  }

  /** @returns whether there is more to read at once */
  private async *advance(): AsyncGenerator<string, boolean> {
    try {
      const beforeS = await this.parts.horizon.current();
      if (this.behind) yield* this.skipped(beforeS);
      this.behind = yield* this.page(beforeS);
      return this.behind;
    } catch (error) {
      if (!(error instanceof ClickHouseError && error.retryable)) throw error;
      this.behind = true;
      return false;
    }
  }

  /** @returns whether there may be more */
  private async *page(beforeS: number): AsyncGenerator<string, boolean> {
    const { tenantId, filter } = this.reader;
    const events = await this.parts.store.read(tenantId, filter, { after: this.position, beforeS, limit: PAGE });
    for (const event of events) {
      this.position = event.position;
      yield this.said(frame({ id: formatPosition(event.position), event: event.type, data: serialise(event) }));
    }
    if (events.length === PAGE) return true;
    if (beforeS > this.position.storedS) this.position = startOf(beforeS);
    return false;
  }

  /** A reader that is too far behind goes on where it may, and is told how much it has missed. */
  private async *skipped(beforeS: number): AsyncGenerator<string> {
    const { tenantId, filter } = this.reader;
    const from = this.position;
    const oldest = startOf(beforeS - MAX_BACK_S);
    const after = from.storedS < oldest.storedS ? oldest : from;
    const to =
      (await this.parts.store.beforeNewest(tenantId, filter, { after, beforeS, limit: MAX_BACK_EVENTS })) ?? after;
    if (to === from) return;
    const lost = await this.parts.store.count(tenantId, filter, { after: from, beforeS, upTo: to });
    this.position = to;
    if (lost === 0) return;
    yield this.said(frame({ id: formatPosition(to), event: 'gap', data: gap(tenantId, { from, to, lost }) }));
  }

  private *sign(): Generator<string> {
    if (this.parts.clock.nowMs() - this.spokeAtMs < HEARTBEAT_MS) return;
    yield this.said(heartbeat(formatPosition(this.position)));
  }

  private said(text: string): string {
    this.spokeAtMs = this.parts.clock.nowMs();
    return text;
  }
}

function gap(tenantId: TenantId, { from, to, lost }: { from: Position; to: Position; lost: number }): string {
  const data = { lost, from: iso(from.storedS), to: iso(to.storedS) };
  return serialise({ id: `gap_${formatPosition(to)}`, type: 'gap', timestamp: data.to, tenantId, data });
}

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
