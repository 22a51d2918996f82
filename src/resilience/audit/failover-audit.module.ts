/** The audit of failovers: reading it, and the days that it is kept by. */
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type Settings, SETTINGS_TOKEN } from '../../config';
import { Journal } from '../../journal';
import { LedgerModule } from '../../ledger';
import { CLOCK, type Clock } from '../../shared/clock';
import { LOG, type Log } from '../../shared/log';
import { provide } from '../../shared/provide';
import { FailoverAuditController } from './failover-audit.controller';
import { FailoverAudit } from './failover-audit.service';
import { FailoverPartitions } from './failover-partitions.store';
import { FailoverRetention } from './failover-retention.service';
import { FailoverStore } from './failover.store';

type RetentionGiven = readonly [DataSource, Settings, Clock, Log];

@Module({
  imports: [LedgerModule],
  controllers: [FailoverAuditController],
  providers: [
    provide(
      FailoverAudit,
      [DataSource, Journal, CLOCK],
      (dataSource: DataSource, journal: Journal, clock: Clock) =>
        new FailoverAudit(new FailoverStore(dataSource), journal, clock),
    ),
    provide(
      FailoverRetention,
      [DataSource, SETTINGS_TOKEN, CLOCK, LOG],
      (...[dataSource, settings, clock, log]: RetentionGiven) =>
        new FailoverRetention(new FailoverPartitions(dataSource), {
          ...{ clock, log },
          days: settings.FAILOVER_AUDIT_RETENTION_DAYS,
        }),
    ),
  ],
})
export class FailoverAuditModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly retention: FailoverRetention) {}

  onModuleInit(): Promise<void> {
    return this.retention.start();
  }

  onApplicationShutdown(): void {
    this.retention.stop();
  }
}
