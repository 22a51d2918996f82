/** Decisions: made in `domain/`, stored by the ledger's sink, read here. */
import { Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  AUDIT_WRITER,
  type AuditWriter,
  CatalogModule,
  CatalogService,
  ENDPOINT_CHECK,
  type EndpointCheck,
} from '../catalog';
import { ClickHouse } from '../clickhouse';
import { type Settings, SETTINGS_TOKEN } from '../config';
import { Journal } from '../journal';
import { LedgerModule } from '../ledger';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { BacktestsController } from './backtest/backtests.controller';
import { BacktestsService } from './backtest/backtests.service';
import { RecordedRequestsStore } from './backtest/recorded-requests.store';
import { ContentController } from './content/content.controller';
import { ContentService } from './content/content.service';
import { ContentStore } from './content/content.store';
import { DecisionsController } from './decisions/decisions.controller';
import { DecisionsService } from './decisions/decisions.service';
import { DecisionsStore } from './decisions/decisions.store';
import { Replayer } from './decisions/replay';
import { Policies } from './policy/policies';
import { PolicyTerms } from './policy/policy-terms';
import { PolicyTermsStore } from './policy/policy-terms.store';
import { ValidationController } from './policy/validation.controller';

type ContentGiven = readonly [ClickHouse, Journal, DataSource, AuditWriter, Clock];
type BacktestGiven = readonly [CatalogService, Policies, EndpointCheck, ClickHouse, Journal, Clock, Log, Settings];

const DAY_MS = 24 * 60 * 60 * 1000;

@Module({
  imports: [CatalogModule, LedgerModule],
  controllers: [ContentController, DecisionsController, BacktestsController, ValidationController],
  providers: [
    provide(DecisionsStore, [ClickHouse], (clickhouse: ClickHouse) => new DecisionsStore(clickhouse)),
    Policies,
    provide(
      PolicyTerms,
      [ClickHouse, Policies, Journal],
      (clickhouse: ClickHouse, policies: Policies, journal: Journal) =>
        new PolicyTerms(new PolicyTermsStore(clickhouse), policies, journal),
    ),
    provide(
      Replayer,
      [CatalogService, PolicyTerms],
      (catalogs: CatalogService, terms: PolicyTerms) => new Replayer(catalogs, terms),
    ),
    provide(
      DecisionsService,
      [DecisionsStore, Replayer, PolicyTerms, Journal],
      (...parts: [DecisionsStore, Replayer, PolicyTerms, Journal]) => new DecisionsService(...parts),
    ),
    provide(
      ContentService,
      [ClickHouse, Journal, DataSource, AUDIT_WRITER, CLOCK],
      (...[clickhouse, journal, dataSource, audit, clock]: ContentGiven) =>
        new ContentService({ ...{ journal, dataSource, audit, clock }, store: new ContentStore(clickhouse) }),
    ),
    provide(
      BacktestsService,
      [CatalogService, Policies, ENDPOINT_CHECK, ClickHouse, Journal, CLOCK, LOG, SETTINGS_TOKEN],
      (...[catalogs, policies, checkEndpoint, clickhouse, journal, clock, log, settings]: BacktestGiven) =>
        new BacktestsService({
          ...{ catalogs, policies, checkEndpoint, clickhouse, journal, clock, log },
          store: new RecordedRequestsStore(clickhouse),
          retentionMs: Math.min(settings.DECISION_RETENTION_DAYS, settings.LEDGER_RETENTION_DAYS) * DAY_MS,
        }),
    ),
  ],
  exports: [Policies],
})
export class RoutingModule {}
