/** The SQL of the event feed: decisions and attempts in one order, in which nothing is ever put in before what was read. */
import type { ClickHouse } from '../../clickhouse';
import { defined } from '../../shared/domain/defined';
import type { TenantId } from '../../shared/domain/ids';
import type { BursarEvent, FactType } from '../domain/catalogue';
import { compare, type Position } from '../domain/position';
import { type EventFilter, type EventRow, fieldsOf, rankOf, type Source, SOURCES } from './sources';

export interface StoredEvent extends BursarEvent {
  readonly position: Position;
}

export interface Range {
  /** Events behind this one … */
  readonly after: Position;
  /** … that were stored before this second. */
  readonly beforeS: number;
}

export class EventsStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  /**
   * The second (epoch, the store's clock) before which everything is stored that ever will be. A row's `stored_at` is
   * when its insert began, so one that is still running may add rows of seconds that are past.
   */
  async horizon(): Promise<number> {
    const [row] = await this.clickhouse.query<{ horizon: number }>(
      'events.horizon',
      `SELECT toUInt32(toUnixTimestamp(now()) - ceil(max(elapsed))) AS horizon FROM system.processes
       WHERE query_kind = 'Insert' AND startsWith(Settings['log_comment'], 'ledger.deliver.')`,
    );
    return Number(row?.horizon);
  }

  /** The first of the range, in order. */
  async read(
    tenantId: TenantId,
    filter: EventFilter,
    range: Range & { readonly limit: number },
  ): Promise<StoredEvent[]> {
    const pages = await Promise.all(
      filter.types.map(async (type) => {
        const rows = await this.clickhouse.query<EventRow>(
          'events.read',
          `SELECT ${keyOf(type)}, ${SOURCES[type].columns} FROM ${within(type, filter)} ORDER BY stored_s, time_ms, event_id LIMIT {limit:UInt32}`,
          parameters(tenantId, filter, range),
        );
        return rows.map((row) => storedEvent(tenantId, type, row));
      }),
    );
    return pages
      .flat()
      .sort((a, b) => compare(a.position, b.position))
      .slice(0, range.limit);
  }

  async count(tenantId: TenantId, filter: EventFilter, range: Range & { readonly upTo: Position }): Promise<number> {
    const { upTo } = range;
    const [row] = await this.clickhouse.query<{ events: string }>(
      'events.count',
      `SELECT count() AS events FROM (${keysOf(filter)})
       WHERE (stored_s, time_ms, rank, event_id) <= ({to_s:UInt32}, {to_ms:Int64}, {to_rank:UInt8}, {to_id:String})`,
      {
        ...parameters(tenantId, filter, range),
        ...{ to_s: upTo.storedS, to_ms: upTo.timeMs, to_rank: upTo.rank, to_id: upTo.id },
      },
    );
    return Number(row?.events);
  }

  /** The last one behind which `limit` others of the range follow; null when they are fewer. */
  async beforeNewest(
    tenantId: TenantId,
    filter: EventFilter,
    range: Range & { limit: number },
  ): Promise<Position | null> {
    const [row] = await this.clickhouse.query<EventRow>(
      'events.before_newest',
      `SELECT stored_s, time_ms, rank, event_id FROM (${keysOf(filter)})
       ORDER BY stored_s DESC, time_ms DESC, rank DESC, event_id DESC LIMIT 1 OFFSET {limit:UInt32}`,
      parameters(tenantId, filter, range),
    );
    return row === undefined ? null : positionOf(row);
  }
}

const keyOf = (type: FactType): string => {
  const { id, time } = SOURCES[type];
  return `toUnixTimestamp(stored_at) AS stored_s, toUnixTimestamp64Milli(${time}) AS time_ms, ${rankOf(type)} AS rank, ${id} AS event_id`;
};

const keysOf = (filter: EventFilter): string =>
  filter.types.map((type) => `SELECT ${keyOf(type)} FROM ${within(type, filter)}`).join(' UNION ALL ');

const FILTERS = ['endpoint', 'model', 'outcome'] as const;

function within(type: FactType, filter: EventFilter): string {
  const source: Source = SOURCES[type];
  const given = FILTERS.filter((name) => filter[name] !== undefined);
  const conditions = [
    source.where ?? 'true',
    'tenant_id = {tenant:String}',
    'stored_at >= fromUnixTimestamp({after_s:UInt32})',
    'stored_at < fromUnixTimestamp({before_s:UInt32})',
    '(stored_s, time_ms, rank, event_id) > ({after_s:UInt32}, {after_ms:Int64}, {after_rank:UInt8}, {after_id:String})',
    ...given.map((name) => {
      const column = source.filters[name];
      return column === undefined ? 'false' : `${source.table}.${column} = {${name}:String}`;
    }),
  ];
  return `${source.table} WHERE ${conditions.join(' AND ')}`;
}

const parameters = (
  tenantId: TenantId,
  { endpoint, model, outcome }: EventFilter,
  { after, beforeS, limit }: Range & { readonly limit?: number },
): Record<string, unknown> => ({
  ...defined({ endpoint, model, outcome, limit }),
  ...{ tenant: tenantId, before_s: beforeS },
  ...{ after_s: after.storedS, after_ms: after.timeMs, after_rank: after.rank, after_id: after.id },
});

/** Numbers of 64 bits come as text. */
const positionOf = (row: EventRow): Position => ({
  ...{ storedS: Number(row['stored_s']), timeMs: Number(row['time_ms']), rank: Number(row['rank']) },
  id: String(row['event_id']),
});

function storedEvent(tenantId: TenantId, type: FactType, row: EventRow): StoredEvent {
  const position = positionOf(row);
  const timestamp = new Date(position.timeMs).toISOString();
  return { id: position.id, type, timestamp, tenantId, data: fieldsOf(type, row), position };
}
