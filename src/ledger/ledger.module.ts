/** The ledger: the journal that takes the rows, the sink that delivers them, and the queries over them. */
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AUDIT_WRITER, type AuditWriter, CatalogModule, CatalogService } from '../catalog';
import { ClickHouse } from '../clickhouse';
import { type Settings, SETTINGS_TOKEN } from '../config';
import { FURTHER_SINKS, Journal, type JournalSink } from '../journal';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { caughtUp } from './caught-up';
import { CorrectionsController } from './corrections/corrections.controller';
import { CorrectionsService } from './corrections/corrections.service';
import { CorrectionsStore } from './corrections/corrections.store';
import { LatencyController } from './latency/latency.controller';
import { LatencyService } from './latency/latency.service';
import { LatencyStore } from './latency/latency.store';
import { ObservedLatency } from './latency/observed-latency';
import { PercentilesStore } from './latency/percentiles';
import { LedgerSink } from './ledger.sink';
import { RetentionStore } from './retention.store';
import { RollupStore } from './rollup.store';
import { UsageController } from './usage/usage.controller';
import { UsageService } from './usage/usage.service';
import { UsageStore } from './usage/usage.store';

// A store that takes connections and answers nothing would hold the process until its statements time out.
const CLOSE_WITHIN_MS = 3000;

type JournalGiven = readonly [Settings, LedgerSink, readonly JournalSink[], Clock, Log];
type CorrectionsGiven = readonly [ClickHouse, CatalogService, Journal, DataSource, AuditWriter, Clock];

@Module({
  imports: [CatalogModule],
  controllers: [UsageController, LatencyController, CorrectionsController],
  providers: [
    provide(
      RollupStore,
      [ClickHouse, CLOCK],
      (clickhouse: ClickHouse, clock: Clock) => new RollupStore(clickhouse, clock),
    ),
    provide(
      LedgerSink,
      [ClickHouse, RollupStore, LOG],
      (clickhouse: ClickHouse, rollups: RollupStore, log: Log) => new LedgerSink(clickhouse, rollups, log),
    ),
    provide(RetentionStore, [ClickHouse], (clickhouse: ClickHouse) => new RetentionStore(clickhouse)),
    provide(UsageStore, [ClickHouse], (clickhouse: ClickHouse) => new UsageStore(clickhouse)),
    provide(
      UsageService,
      [UsageStore, Journal, CLOCK],
      (store: UsageStore, journal: Journal, clock: Clock) => new UsageService(store, journal, clock),
    ),
    provide(
      CorrectionsService,
      [ClickHouse, CatalogService, Journal, DataSource, AUDIT_WRITER, CLOCK],
      (...[clickhouse, catalogs, journal, dataSource, audit, clock]: CorrectionsGiven) =>
        new CorrectionsService({
          ...{ catalogs, journal, dataSource, audit, clock },
          store: new CorrectionsStore(clickhouse),
        }),
    ),
    provide(
      LatencyService,
      [ClickHouse, Journal, CLOCK],
      (clickhouse: ClickHouse, journal: Journal, clock: Clock) =>
        new LatencyService(new PercentilesStore(clickhouse), journal, clock),
    ),
    provide(
      ObservedLatency,
      [ClickHouse, CLOCK, LOG],
      (clickhouse: ClickHouse, clock: Clock, log: Log) => new ObservedLatency(new LatencyStore(clickhouse), clock, log),
    ),
    provide(
      Journal,
      [SETTINGS_TOKEN, LedgerSink, FURTHER_SINKS, CLOCK, LOG],
      (...[settings, sink, further, clock, log]: JournalGiven) =>
        Journal.open({
          directory: join(settings.BURSAR_DATA_DIR, 'journal'),
          segmentBytes: settings.JOURNAL_SEGMENT_BYTES,
          sync: settings.JOURNAL_SYNC,
          sinks: [sink, ...further],
          clock,
          log,
        }),
    ),
  ],
  exports: [Journal, ObservedLatency],
})
export class LedgerModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly journal: Journal,
    private readonly retention: RetentionStore,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.retention.apply({
      ledgerDays: this.settings.LEDGER_RETENTION_DAYS,
      decisionDays: this.settings.DECISION_RETENTION_DAYS,
      healthDays: this.settings.HEALTH_SAMPLES_RETENTION_DAYS,
    });
  }

  /** What no store has taken by now stays in the journal for the next start. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all([caughtUp(this.journal), caughtUp(this.journal, 'postgres')]);
    const timer = setTimeout(() => this.journal.abandon(), CLOSE_WITHIN_MS);
    await this.journal.close();
    clearTimeout(timer);
  }
}
