/** Incidents: made of what circuits do, told as events, and read by operators. */
import { type BeforeApplicationShutdown, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CatalogModule, CatalogService } from '../../catalog';
import { ClickHouse } from '../../clickhouse';
import { Journal } from '../../journal';
import { LedgerModule } from '../../ledger';
import { CLOCK, type Clock } from '../../shared/clock';
import { LOG, type Log } from '../../shared/log';
import { provide } from '../../shared/provide';
import { FailoverStore } from '../audit/failover.store';
import { Breakers } from '../breakers';
import { ProviderHealthStore } from '../history/provider-health.store';
import { CircuitsStore } from '../persistence/circuits.store';
import { ResilienceModule } from '../resilience.module';
import { ImpactStore } from './impact.store';
import { IncidentCheck } from './incident-check';
import { IncidentKeeper } from './incident-keeper';
import { IncidentsController } from './incidents.controller';
import { Incidents } from './incidents.service';
import { IncidentsStore } from './incidents.store';
import { severityNow } from './severity';

type KeeperGiven = readonly [Breakers, IncidentsStore, DataSource, Journal, CatalogService, Log];
type CheckGiven = readonly [IncidentKeeper, IncidentsStore, DataSource, Clock, Log];
type ReaderGiven = readonly [IncidentsStore, ClickHouse, DataSource, Journal, Clock];

@Module({
  imports: [CatalogModule, LedgerModule, ResilienceModule],
  controllers: [IncidentsController],
  providers: [
    IncidentsStore,
    provide(
      IncidentKeeper,
      [Breakers, IncidentsStore, DataSource, Journal, CatalogService, LOG],
      (...[breakers, store, dataSource, journal, catalogs, log]: KeeperGiven) =>
        new IncidentKeeper({
          ...{ breakers, store, dataSource, journal, log },
          severity: (transition) => severityNow(breakers, catalogs, transition),
        }),
    ),
    provide(
      IncidentCheck,
      [IncidentKeeper, IncidentsStore, DataSource, CLOCK, LOG],
      (...[keeper, store, dataSource, clock, log]: CheckGiven) =>
        new IncidentCheck({ keeper, store, dataSource, clock, log, circuits: new CircuitsStore() }),
    ),
    provide(
      Incidents,
      [IncidentsStore, ClickHouse, DataSource, Journal, CLOCK],
      (...[store, clickhouse, dataSource, journal, clock]: ReaderGiven) =>
        new Incidents({
          ...{ store, dataSource, journal, clock, impact: new ImpactStore(clickhouse) },
          ...{ failovers: new FailoverStore(dataSource), health: new ProviderHealthStore(clickhouse) },
        }),
    ),
  ],
})
export class IncidentsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly keeper: IncidentKeeper,
    private readonly check: IncidentCheck,
  ) {}

  onApplicationBootstrap(): void {
    this.check.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.check.stop();
    await this.keeper.close();
  }
}
