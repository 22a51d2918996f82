/** What is known of providers' past: their history, and the SLA report that is made of it. */
import { Module } from '@nestjs/common';
import { ClickHouse } from '../../clickhouse';
import { Journal } from '../../journal';
import { LedgerModule } from '../../ledger';
import { CLOCK, type Clock } from '../../shared/clock';
import { provide } from '../../shared/provide';
import { SlaReportController } from '../report/sla-report.controller';
import { SlaReport } from '../report/sla-report.service';
import { SlaReportStore } from '../report/sla-report.store';
import { ProviderHealthStore } from './provider-health.store';
import { ProviderHistoryController } from './provider-history.controller';
import { ProviderHistory } from './provider-history.service';

@Module({
  imports: [LedgerModule],
  controllers: [ProviderHistoryController, SlaReportController],
  providers: [
    provide(ProviderHealthStore, [ClickHouse], (clickhouse: ClickHouse) => new ProviderHealthStore(clickhouse)),
    provide(
      ProviderHistory,
      [ProviderHealthStore, Journal, CLOCK],
      (store: ProviderHealthStore, journal: Journal, clock: Clock) => new ProviderHistory(store, journal, clock),
    ),
    provide(
      SlaReport,
      [ClickHouse, ProviderHealthStore, Journal, CLOCK],
      (...[clickhouse, health, journal, clock]: readonly [ClickHouse, ProviderHealthStore, Journal, Clock]) =>
        new SlaReport({ report: new SlaReportStore(clickhouse), health, journal, clock }),
    ),
  ],
})
export class ProviderHistoryModule {}
