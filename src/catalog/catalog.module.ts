/** The catalog: providers, models, prices, endpoints and credentials of every tenant, and the document that declares them. */
import { Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { environmentVariable, type Settings, SETTINGS_TOKEN } from '../config';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { AUDIT_WRITER, type AuditWriter } from './audit-writer';
import { BudgetBook } from './budget-book';
import { CatalogChanges } from './catalog-changes';
import { CATALOG_CONTEXT, type CatalogContext } from './catalog-context';
import { CatalogService } from './catalog.service';
import { CredentialVault } from './credential-vault';
import { ConfigController } from './document/config.controller';
import { ConfigService } from './document/config.service';
import { operatorEnvironment } from './document/environment';
import { ENDPOINT_CHECK, type EndpointCheck } from './domain/endpoint-check';
import { TERM_CHECK, type TermCheck } from './domain/term-check';
import { CredentialsService } from './management/credentials.service';
import { EndpointsController } from './management/endpoints.controller';
import { EndpointsService } from './management/endpoints.service';
import { ModelsController } from './management/models.controller';
import { ModelsService } from './management/models.service';
import { PoliciesController } from './management/policies.controller';
import { PoliciesService } from './management/policies.service';
import { PricesController } from './management/prices.controller';
import { PricesService } from './management/prices.service';
import { ProvidersController } from './management/providers.controller';
import { ProvidersService } from './management/providers.service';
import { RoutingSettingsController } from './management/routing-settings.controller';
import { RoutingSettingsService } from './management/routing-settings.service';
import { ScoresController } from './management/scores.controller';
import { ScoresService } from './management/scores.service';
import { PriceImporter } from './price-import';
import { SecretBox } from './secret-box';
import { operatorSecrets } from './secret-file';

type Given = readonly [DataSource, Settings, Clock, Log, EndpointCheck, TermCheck];

const CHANGES_AND_CATALOGS = [CatalogChanges, CatalogService] as const;

const PARTS = [
  provide(
    CATALOG_CONTEXT,
    [DataSource, SETTINGS_TOKEN, CLOCK, LOG, ENDPOINT_CHECK, TERM_CHECK],
    (...[dataSource, settings, clock, log, checkEndpoint, checkTerm]: Given): CatalogContext => ({
      ...{ dataSource, settings, clock, log, checkEndpoint, checkTerm },
      box: new SecretBox(operatorSecrets(settings)),
    }),
  ),
  provide(CatalogService, [CATALOG_CONTEXT], (context: CatalogContext) => new CatalogService(context)),
  provide(BudgetBook, [CatalogService], (catalogs: CatalogService) => catalogs.budgets),
  provide(CredentialVault, [CatalogService], (catalogs: CatalogService) => catalogs.vault),
  provide(
    CatalogChanges,
    [CATALOG_CONTEXT, AUDIT_WRITER, CatalogService],
    (context: CatalogContext, audit: AuditWriter, catalogs: CatalogService) =>
      new CatalogChanges(context, audit, catalogs),
  ),
  provide(
    ConfigService,
    [...CHANGES_AND_CATALOGS, CATALOG_CONTEXT],
    (changes: CatalogChanges, catalogs: CatalogService, { box, checkEndpoint, checkTerm }: CatalogContext) =>
      new ConfigService(changes, catalogs, {
        ...{ box, checkEndpoint, checkTerm },
        environment: operatorEnvironment(environmentVariable),
      }),
  ),
  provide(
    CredentialsService,
    [CatalogChanges, CATALOG_CONTEXT],
    (changes: CatalogChanges, { box }: CatalogContext) => new CredentialsService(changes, box),
  ),
  provide(
    EndpointsService,
    [...CHANGES_AND_CATALOGS, CATALOG_CONTEXT],
    (changes: CatalogChanges, catalogs: CatalogService, { checkEndpoint }: CatalogContext) =>
      new EndpointsService(changes, catalogs, checkEndpoint),
  ),
  ...[PoliciesService, RoutingSettingsService].map((Part) =>
    provide(
      Part,
      [CatalogChanges, CATALOG_CONTEXT],
      (changes: CatalogChanges, { checkTerm }: CatalogContext) => new Part(changes, checkTerm),
    ),
  ),
  ...[ModelsService, PricesService, PriceImporter, ProvidersService, ScoresService].map((Part) =>
    provide(
      Part,
      CHANGES_AND_CATALOGS,
      (changes: CatalogChanges, catalogs: CatalogService) => new Part(changes, catalogs),
    ),
  ),
];

const CONTROLLERS = [
  ...[ConfigController, EndpointsController, ModelsController, PricesController, ProvidersController],
  ...[PoliciesController, RoutingSettingsController, ScoresController],
];

@Module({
  controllers: CONTROLLERS,
  providers: PARTS,
  exports: [BudgetBook, CatalogService, CredentialVault, ConfigService, PriceImporter],
})
export class CatalogModule {
  constructor({ httpAdapter }: HttpAdapterHost) {
    // `PUT /v1/config` takes the document as it is in the file; every other route refuses a text by its schema.
    const server = (httpAdapter as HttpAdapterHost['httpAdapter'] | undefined)?.getInstance<FastifyInstance>();
    // The command line has no server.
    if (server === undefined || server.hasContentTypeParser('application/yaml')) return;
    server.addContentTypeParser('application/yaml', { parseAs: 'string' }, (_request, body, done) => {
      done(null, body);
    });
  }
}
