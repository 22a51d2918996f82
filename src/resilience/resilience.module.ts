/** What keeps calls alive when a provider fails: circuit breakers, and the trail of what was done. */
import { type BeforeApplicationShutdown, Module, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DEFAULT_BREAKER } from '../catalog';
import { Journal } from '../journal';
import { LedgerModule } from '../ledger';
import { Listener } from '../postgres';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { FailoverAuditModule } from './audit/failover-audit.module';
import { Breakers } from './breakers';
import { ProviderHistoryModule } from './history/provider-history.module';
import { TransitionLog } from './history/transition-log';
import { CircuitSync } from './persistence/circuit-sync';
import { CircuitsStore } from './persistence/circuits.store';

@Module({
  imports: [FailoverAuditModule, LedgerModule, ProviderHistoryModule],
  providers: [
    CircuitsStore,
    provide(Breakers, [], () => new Breakers({ settingsOf: () => DEFAULT_BREAKER, random: () => Math.random() })),
    provide(
      CircuitSync,
      [Breakers, CircuitsStore, DataSource, CLOCK, LOG],
      (...[breakers, store, dataSource, clock, log]: [Breakers, CircuitsStore, DataSource, Clock, Log]) =>
        new CircuitSync({ breakers, store, dataSource, clock, log }),
    ),
    provide(
      TransitionLog,
      [Breakers, Journal, LOG],
      (breakers: Breakers, journal: Journal, log: Log) => new TransitionLog(breakers, journal, log),
    ),
  ],
  exports: [Breakers],
})
export class ResilienceModule implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    private readonly sync: CircuitSync,
    private readonly listener: Listener,
  ) {}

  onModuleInit(): Promise<void> {
    return this.sync.start(this.listener);
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.sync.stop();
  }
}
