/** The whole application on stores that are already up. */
import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { BudgetsModule, SCOPE_NAMES } from './budgets';
import { AUDIT_WRITER, CatalogModule, ENDPOINT_CHECK, TERM_CHECK } from './catalog';
import { ClickHouse } from './clickhouse';
import { type Settings, SETTINGS_TOKEN } from './config';
import { GatewayModule } from './gateway';
import { ErrorFilter, HttpModule } from './http';
import { AuditStore, IdentityModule, ScopeNamesStore } from './identity';
import { FURTHER_SINKS, type JournalSink } from './journal';
import { LedgerModule } from './ledger';
import { type PostgresConnections, PostgresModule } from './postgres';
import { FailoverSink, IncidentsModule, ResilienceModule } from './resilience';
import { checkEndpoint, checkTerm, RoutingModule } from './routing';
import { type Clock, CLOCK } from './shared/clock';
import { EMBEDDED_SERVERS, type EmbeddedServer } from './shared/embedded-server';
import { LOG, type Log } from './shared/log';
import { provide } from './shared/provide';
import { StoreVitalsModule } from './store-vitals.module';
import { TelemetryModule } from './telemetry';
import { VitalsModule } from './vitals.module';

export interface Surroundings {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly postgres: PostgresConnections;
  readonly clickhouse: ClickHouse;
  /** Those of the stores that are children of this process. */
  readonly embedded: readonly EmbeddedServer[];
}

/** What every feature may ask for. */
@Global()
@Module({})
class SurroundingsModule {
  static of({ settings, clock, log, clickhouse, embedded }: Surroundings): DynamicModule {
    const providers = [
      { provide: SETTINGS_TOKEN, useValue: settings },
      { provide: CLOCK, useValue: clock },
      { provide: LOG, useValue: log },
      { provide: ClickHouse, useValue: clickhouse },
      { provide: EMBEDDED_SERVERS, useValue: embedded },
      // The catalog is audited in identity's log without knowing identity.
      { provide: AUDIT_WRITER, useClass: AuditStore },
      // It stores rules and policies without knowing their languages.
      { provide: ENDPOINT_CHECK, useValue: checkEndpoint },
      { provide: TERM_CHECK, useValue: checkTerm },
      // The trail of failovers goes through the ledger's journal.
      provide(FURTHER_SINKS, [DataSource], (dataSource: DataSource): JournalSink[] => [new FailoverSink(dataSource)]),
      // Budgets name teams, projects and keys.
      { provide: SCOPE_NAMES, useClass: ScopeNamesStore },
    ];
    return { module: SurroundingsModule, providers, exports: providers.map(({ provide }) => provide) };
  }
}

@Module({})
export class AppModule {
  static on(surroundings: Surroundings): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SurroundingsModule.of(surroundings),
        PostgresModule.forRoot(surroundings.postgres),
        ...[HttpModule, TelemetryModule, IdentityModule, CatalogModule, LedgerModule, BudgetsModule],
        ...[RoutingModule, ResilienceModule, IncidentsModule, GatewayModule, StoreVitalsModule, VitalsModule],
      ],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    };
  }
}
