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
import { Replayer } from './decisions/replay';
import { Policies } from './policy/policies';
import { PolicyTerms } from './policy/policy-terms';
import { ValidationController } from './policy/validation.controller';

@Module({
  imports: [CatalogModule, LedgerModule],
  controllers: [DecisionsController, ValidationController],
  providers: [
    provide(DecisionsStore, [ClickHouse], (clickhouse: ClickHouse) => new DecisionsStore(clickhouse)),
    Policies,
    provide(
      PolicyTerms,
      [ClickHouse, Policies, Journal],
      (clickhouse: ClickHouse, policies: Policies, journal: Journal) => new PolicyTerms(clickhouse, policies, journal),
    ),
    provide(
      Replayer,
      [CatalogService, PolicyTerms],
      (catalogs: CatalogService, terms: PolicyTerms) => new Replayer(catalogs, terms),
    ),
    provide(
      DecisionsService,
      [DecisionsStore, Replayer, Journal],
      (store: DecisionsStore, replayer: Replayer, journal: Journal) => new DecisionsService(store, replayer, journal),
    ),
  ],
  exports: [Policies],
})
export class RoutingModule {}
