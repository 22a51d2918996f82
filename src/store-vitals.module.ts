/** What `/readyz` and `/metrics` say about the two stores, and about the servers of theirs that are children of ours. */
import { Inject, Module } from '@nestjs/common';
import { Counter } from 'prom-client';
import { DataSource } from 'typeorm';
import { ClickHouse } from './clickhouse';
import { EMBEDDED_SERVERS, type EmbeddedServer } from './shared/embedded-server';
import { provide } from './shared/provide';
import { type HealthCheck, HealthChecks, Metrics } from './telemetry';

const STORES = Symbol('stores');

interface Store {
  readonly name: EmbeddedServer['store'];
  readonly fault: HealthCheck['fault'];
}

const storesOf = (dataSource: DataSource, clickhouse: ClickHouse): readonly Store[] => [
  { name: 'postgres', fault: () => dataSource.query('SELECT 1').then(() => null) },
  { name: 'clickhouse', fault: () => clickhouse.ping().then((up) => (up ? null : 'no answer')) },
];

@Module({ providers: [provide(STORES, [DataSource, ClickHouse], storesOf)] })
export class StoreVitalsModule {
  constructor(
    checks: HealthChecks,
    metrics: Metrics,
    @Inject(STORES) stores: readonly Store[],
    @Inject(EMBEDDED_SERVERS) servers: readonly EmbeddedServer[],
  ) {
    for (const { name, fault } of stores) {
      const server = servers.find(({ store }) => store === name);
      const isDown = (): boolean => server?.pid() === null;
      // A gateway outlives its stores: neither is critical.
      checks.add({ name, critical: false, fault: () => (isDown() ? Promise.resolve('restarting') : fault()) });
    }
    countRestarts(metrics, servers);
  }
}

function countRestarts(metrics: Metrics, servers: readonly EmbeddedServer[]): void {
  new Counter({
    name: 'bursar_embedded_restarts_total',
    help: 'How often an embedded store had died and was started again',
    labelNames: ['store'],
    registers: [metrics],
    collect() {
      this.reset();
      for (const server of servers) this.inc({ store: server.store }, server.restarts());
    },
  });
}
