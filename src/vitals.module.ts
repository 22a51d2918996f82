/** What `/readyz` and `/metrics` say about the journal and the shutdown. */
import { Inject, Module } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { GatewayModule, Load } from './gateway';
import { Journal, type JournalStats } from './journal';
import { LedgerModule } from './ledger';
import { provide } from './shared/provide';
import { type HealthCheck, HealthChecks, Metrics } from './telemetry';

const CHECKS = Symbol('vital-checks');

/** Only what keeps calls from being answered is critical. */
const checksOf = (journal: Journal, load: Load): HealthCheck[] => [
  { name: 'draining', critical: true, fault: () => Promise.resolve(load.draining ? 'shutting down' : null) },
  {
    name: 'journal',
    critical: true,
    fault: () => Promise.resolve(journal.admits(load.calls) ? null : 'the disk is full'),
  },
  {
    name: 'delivery',
    critical: false,
    fault: () => Promise.resolve(journal.stats().failing ? 'waiting for ClickHouse' : null),
  },
];

const JOURNAL_GAUGES: readonly {
  readonly name: string;
  readonly help: string;
  readonly read: (stats: JournalStats) => number;
}[] = [
  { name: 'undelivered_bytes', help: 'Bytes that no store has yet', read: (stats) => stats.undeliveredBytes },
  { name: 'failing', help: '1 while a store does not take its records', read: (stats) => Number(stats.failing) },
  { name: 'open_intents', help: 'Attempts whose end is not recorded yet', read: (stats) => stats.openIntents },
  {
    name: 'headroom_bytes',
    help: 'What can be written although the disk is full',
    read: (stats) => stats.headroomBytes,
  },
];

@Module({
  imports: [GatewayModule, LedgerModule],
  providers: [provide(CHECKS, [Journal, Load], checksOf)],
})
export class VitalsModule {
  constructor(checks: HealthChecks, metrics: Metrics, journal: Journal, @Inject(CHECKS) vital: readonly HealthCheck[]) {
    for (const check of vital) checks.add(check);
    for (const { name, help, read } of JOURNAL_GAUGES) {
      new Gauge({
        name: `bursar_journal_${name}`,
        help,
        registers: [metrics],
        collect() {
          this.set(read(journal.stats()));
        },
      });
    }
  }
}
