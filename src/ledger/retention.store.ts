/** How long ClickHouse keeps rows: the settings as the tables' own expiry. */
import type { ClickHouse } from '../clickhouse';
import { ROLLUPS } from './domain/usage-table';

export interface Retention {
  readonly ledgerDays: number;
  readonly decisionDays: number;
  readonly healthDays: number;
}

interface Rule {
  readonly table: string;
  readonly column: string;
  readonly days: keyof Retention;
}

const RULES: readonly Rule[] = [
  { table: 'ledger_attempts', column: 'queued_at', days: 'ledgerDays' },
  ...ROLLUPS.map((table) => ({ table, column: 'slot', days: 'ledgerDays' }) as const),
  { table: 'ledger_adjustments', column: 'queued_at', days: 'ledgerDays' },
  { table: 'provider_health_samples', column: 'sampled_at', days: 'healthDays' },
  { table: 'provider_health', column: 'slot', days: 'ledgerDays' },
  { table: 'breaker_transitions', column: 'at', days: 'ledgerDays' },
  { table: 'incident_events', column: 'at', days: 'ledgerDays' },
  { table: 'route_decisions', column: 'decided_at', days: 'decisionDays' },
  { table: 'policy_terms', column: 'seen_until', days: 'decisionDays' },
];

export class RetentionStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  /** Changes only what differs, and nothing at once: whole months go when the last of their rows has expired. */
  async apply(retention: Retention): Promise<void> {
    const rows = await this.clickhouse.query<{ name: string; engine_full: string }>(
      'retention.read',
      'SELECT name, engine_full FROM system.tables WHERE database = currentDatabase()',
    );
    const engines = new Map(rows.map(({ name, engine_full: engine }) => [name, engine]));
    for (const { table, column, days } of RULES) {
      const expiry = `toDateTime(${column}) + toIntervalDay(${retention[days]})`;
      if (engines.get(table)?.includes(`TTL ${expiry}`)) continue;
      await this.clickhouse.command(
        'retention.change',
        `ALTER TABLE ${table} MODIFY TTL ${expiry} SETTINGS materialize_ttl_after_modify = 0`,
      );
    }
  }
}
