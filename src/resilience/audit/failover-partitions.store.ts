/** The days of the failover audit: made before their rows come, dropped when their retention ends. */
import type { DataSource, EntityManager } from 'typeorm';

const PARENT = 'v3_failover_decisions';
const PARTITION = /^v3_failover_decisions_(\d{4})(\d\d)(\d\d)$/;
const LOCK = 'bursar/failover-partitions';
const DAY_MS = 24 * 60 * 60_000;
// Dropping a day waits for who reads it, and everybody else would wait behind; the next hour is as good.
const DROP_WITHIN = '2s';

/** Days are of UTC, as `2026-01-31`. */
export class FailoverPartitions {
  constructor(private readonly dataSource: DataSource) {}

  /** Makes the partitions of these days where they are missing. */
  async ensure(days: readonly string[]): Promise<void> {
    const present = await this.days();
    const missing = days.filter((day) => !present.includes(day));
    if (missing.length === 0) return;
    await this.alone(async (manager) => {
      for (const day of missing) {
        await manager.query(
          `CREATE TABLE IF NOT EXISTS ${nameOf(day)} PARTITION OF ${PARENT}
             FOR VALUES FROM ('${day}T00:00:00Z') TO ('${dayAfter(day)}T00:00:00Z')`,
        );
      }
    });
  }

  /** Drops the partitions of the days before this one. @returns their days */
  async dropBefore(firstKept: string): Promise<readonly string[]> {
    const expired = (await this.days()).filter((day) => day < firstKept);
    for (const day of expired) {
      await this.alone(async (manager) => {
        await manager.query(`SET LOCAL lock_timeout = '${DROP_WITHIN}'`);
        await manager.query(`DROP TABLE IF EXISTS ${nameOf(day)}`);
      });
    }
    return expired;
  }

  /** Ascending. */
  async days(): Promise<string[]> {
    const rows = await this.dataSource.query<{ name: string }[]>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = $1::regclass`,
      [PARENT],
    );
    return rows
      .flatMap(({ name }) => {
        const [, year, month, day] = PARTITION.exec(name) ?? [];
        return year === undefined ? [] : [`${year}-${month}-${day}`];
      })
      .sort();
  }

  /** `IF NOT EXISTS` alone fails where two replicas make the same table at once. */
  private alone(work: (manager: EntityManager) => Promise<void>): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [LOCK]);
      await work(manager);
    });
  }
}

/** @throws RangeError for what is no day: the text goes into statements that take no parameters */
function nameOf(day: string): string {
  const [year, month, date] = new Date(day).toISOString().slice(0, 10).split('-');
  return `${PARENT}_${year}${month}${date}`;
}

const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
