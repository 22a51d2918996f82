/** Providers' health on a real ClickHouse: attempts and circuits on their way through a real journal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_BREAKER } from '../../../src/catalog';
import { ClickHouse, migrateClickHouse } from '../../../src/clickhouse';
import { Journal } from '../../../src/journal';
import { endedRow, rowHead } from '../../../src/ledger';
import { LedgerSink } from '../../../src/ledger/ledger.sink';
import { RollupStore } from '../../../src/ledger/rollup.store';
import { Breakers } from '../../../src/resilience';
import { ProviderHealthStore } from '../../../src/resilience/history/provider-health.store';
import { historyQuery } from '../../../src/resilience/history/provider-history.schema';
import { ProviderHistory } from '../../../src/resilience/history/provider-history.service';
import { TransitionLog } from '../../../src/resilience/history/transition-log';
import { SlaReport } from '../../../src/resilience/report/sla-report.service';
import { SlaReportStore } from '../../../src/resilience/report/sla-report.store';
import { systemClock } from '../../../src/shared/clock';
import type { Principal } from '../../../src/shared/domain/access';
import type { TenantId } from '../../../src/shared/domain/ids';
import { attempt } from '../../support/attempts';
import { silentLog } from '../../support/postgres';
import { startTestEngine, type TestEngine, unique } from '../clickhouse/support';

export type Given = Parameters<typeof attempt>[0];

interface Parts {
  readonly engine: TestEngine;
  readonly directory: string;
  readonly clickhouse: ClickHouse;
  readonly journal: Journal;
  readonly sink: LedgerSink;
}

export class HealthLab {
  readonly breakers: Breakers;
  readonly history: ProviderHistory;
  readonly report: SlaReport;

  readonly clickhouse: ClickHouse;
  readonly journal: Journal;
  readonly sink: LedgerSink;

  private constructor(private readonly parts: Parts) {
    const { clickhouse, journal } = parts;
    this.clickhouse = clickhouse;
    this.journal = journal;
    this.sink = parts.sink;
    // Without jitter.
    this.breakers = new Breakers({ settingsOf: () => DEFAULT_BREAKER, random: () => 0.5 });
    new TransitionLog(this.breakers, journal, silentLog);
    const health = new ProviderHealthStore(clickhouse);
    this.history = new ProviderHistory(health, journal, systemClock);
    this.report = new SlaReport({ report: new SlaReportStore(clickhouse), health, journal, clock: systemClock });
  }

  static async start(): Promise<HealthLab> {
    const engine = await startTestEngine();
    const clickhouse = await ClickHouse.connect({ url: engine.fullUrl, database: unique('health') });
    await migrateClickHouse(clickhouse, { log: silentLog });
    const sink = new LedgerSink(clickhouse, new RollupStore(clickhouse, systemClock), silentLog);
    const directory = mkdtempSync(join(tmpdir(), 'bursar-health-'));
    const journal = await Journal.open({
      ...{ directory, segmentBytes: 1024 * 1024, sync: 'grouped', sinks: [sink] },
      ...{ clock: systemClock, log: silentLog },
    });
    return new HealthLab({ engine, directory, clickhouse, journal, sink });
  }

  async stop(): Promise<void> {
    await this.journal.close();
    await this.clickhouse.close();
    await this.parts.engine.stop();
    rmSync(this.parts.directory, { recursive: true, force: true });
  }

  /** As the gateway appends what became of attempts. */
  record(tenantId: TenantId, ...given: readonly Given[]): void {
    for (const payload of rowsOf(tenantId, given))
      this.journal.append([{ type: 'fact', topic: 'attempt', key: '', payload }]);
  }

  async ask(tenantId: TenantId, query: Record<string, unknown>): ReturnType<ProviderHistory['history']> {
    // A question itself waits only so long.
    await this.journal.flush();
    return this.history.history(callerOf(tenantId), historyQuery.parse(query));
  }
}

export const rowsOf = (tenantId: TenantId, given: readonly Given[]): string[] =>
  given
    .map((more) => attempt({ ...more, by: { tenant_id: tenantId, ...more.by } }))
    .map(({ start, end }) => endedRow(rowHead(start), end));

export const callerOf = (tenantId: TenantId): Principal => ({ tenantId, timezone: 'UTC' }) as Principal;

export const newTenant = (): TenantId => unique('ten') as TenantId;
