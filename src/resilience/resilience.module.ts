/** What keeps calls alive when a provider fails: circuit breakers, and the trail of what was done. */
import { type BeforeApplicationShutdown, Module, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AUDIT_WRITER, type AuditWriter, breakerOf, CatalogModule, CatalogService } from '../catalog';
import { Journal } from '../journal';
import { LedgerModule } from '../ledger';
import { Listener } from '../postgres';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { FailoverAuditModule } from './audit/failover-audit.module';
import { Breakers } from './breakers';
import { BreakerViews } from './control/breaker-views.service';
import { BreakersController } from './control/breakers.controller';
import { HandledBreakers } from './control/handled-breakers.service';
import { ProviderHistoryModule } from './history/provider-history.module';
import { TransitionLog } from './history/transition-log';
import { CircuitSync } from './persistence/circuit-sync';
import { CircuitsStore } from './persistence/circuits.store';

const breakersOf = (catalogs: CatalogService): Breakers =>
  new Breakers({
    settingsOf: (tenantId, provider) =>
      breakerOf(catalogs.current(tenantId).providers.find(({ name }) => name === provider)?.breaker ?? {}),
    random: () => Math.random(),
  });

type CircuitParts = readonly [Breakers, CircuitsStore, DataSource, Clock];

@Module({
  imports: [CatalogModule, FailoverAuditModule, LedgerModule, ProviderHistoryModule],
  controllers: [BreakersController],
  providers: [
    CircuitsStore,
    provide(
      BreakerViews,
      [Breakers, CircuitsStore, DataSource, CLOCK],
      (...[breakers, store, dataSource, clock]: CircuitParts) =>
        new BreakerViews({ breakers, store, dataSource, clock }),
    ),
    provide(
      HandledBreakers,
      [Breakers, CircuitsStore, DataSource, CLOCK, CatalogService, AUDIT_WRITER],
      (...[breakers, store, dataSource, clock, catalogs, audit]: [...CircuitParts, CatalogService, AuditWriter]) =>
        new HandledBreakers({ breakers, store, dataSource, clock, catalogs, audit }),
    ),
    provide(Breakers, [CatalogService], breakersOf),
    provide(
      CircuitSync,
      [Breakers, CircuitsStore, DataSource, CLOCK, CatalogService, LOG],
      (...[breakers, store, dataSource, clock, catalogs, log]: [...CircuitParts, CatalogService, Log]) => {
        const sync = new CircuitSync({ breakers, store, dataSource, clock, log });
        catalogs.onChange((tenantId, catalog) => sync.follow(catalog, tenantId, catalogs.vault));
        return sync;
      },
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
