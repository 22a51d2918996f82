/** Decisions: made in `domain/`, stored by the ledger's sink, read here. */
import { Module } from '@nestjs/common';
import { CatalogModule, CatalogService } from '../catalog';
import { ClickHouse } from '../clickhouse';
import { Journal } from '../journal';
import { LedgerModule } from '../ledger';
import { provide } from '../shared/provide';
import { DecisionsController } from './decisions/decisions.controller';
import { DecisionsService } from './decisions/decisions.service';
import { DecisionsStore } from './decisions/decisions.store';

@Module({
  imports: [CatalogModule, LedgerModule],
  controllers: [DecisionsController],
  providers: [
    provide(DecisionsStore, [ClickHouse], (clickhouse: ClickHouse) => new DecisionsStore(clickhouse)),
    provide(
      DecisionsService,
      [DecisionsStore, CatalogService, Journal],
      (store: DecisionsStore, catalogs: CatalogService, journal: Journal) =>
        new DecisionsService(store, catalogs, journal),
    ),
  ],
})
export class RoutingModule {}
