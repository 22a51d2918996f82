/** The endpoints that SDKs call. */
import {
  type BeforeApplicationShutdown,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { BudgetsModule, MonthlySpend } from '../budgets';
import { CatalogModule, CatalogService } from '../catalog';
import { type Settings, SETTINGS_TOKEN } from '../config';
import { HttpModule } from '../http';
import { IdentityModule, KeyRing } from '../identity';
import { Journal } from '../journal';
import { LedgerModule, ObservedLatency } from '../ledger';
import { Breakers, ResilienceModule } from '../resilience';
import { Policies, RoutingModule } from '../routing';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { Metrics } from '../telemetry';
import { CallReports, type Lessons } from './call-reports';
import { CallService } from './call.service';
import { ExpectedOutput } from './expected-output';
import type { HandlerParts } from './gateway-handlers';
import { GatewayHttp, HANDLER_PARTS } from './gateway-http';
import { GatewayMetrics } from './gateway-metrics';
import { GatewayParts } from './gateway-parts';
import { Load } from './load';
import { Prober } from './probes/prober';
import { Rates } from './rates';
import { SANDBOX, startSandbox } from './sandbox/sandbox';
import type { SandboxServer } from './sandbox/sandbox-server';
import { TokenCalibration } from './token-calibration';
import { UpstreamPools } from './upstream/upstream-pool';

type Stores = Pick<GatewayParts, 'keys' | 'catalogs' | 'policies' | 'breakers' | 'journal' | 'load'>;
type Tools = Pick<
  GatewayParts,
  'pools' | 'expected' | 'latency' | 'calibration' | 'spend' | 'rates' | 'clock' | 'reports'
>;

const STORES = Symbol('gateway-stores');
const TOOLS = Symbol('gateway-tools');
const LESSONS = Symbol('gateway-lessons');

const partsOf = (stores: Stores, tools: Tools, settings: Settings, sandbox: SandboxServer | null): GatewayParts => ({
  ...stores,
  ...tools,
  vault: stores.catalogs.vault,
  sandboxUrl: sandbox?.baseUrl ?? null,
  timeoutMs: settings.PROVIDER_TIMEOUT_MS,
  maxAttempts: settings.GATEWAY_MAX_ATTEMPTS,
});

@Module({
  imports: [BudgetsModule, CatalogModule, HttpModule, IdentityModule, LedgerModule, ResilienceModule, RoutingModule],
  providers: [
    CallService,
    ExpectedOutput,
    TokenCalibration,
    Rates,
    provide(Load, [Journal], (journal: Journal) => new Load(journal)),
    provide(GatewayMetrics, [Metrics, Load], (metrics: Metrics, load: Load) => new GatewayMetrics(metrics, load)),
    provide(SANDBOX, [SETTINGS_TOKEN], startSandbox),
    provide(
      UpstreamPools,
      [SETTINGS_TOKEN],
      (settings: Settings) => new UpstreamPools({ connections: settings.PROVIDER_CONNECTIONS }),
    ),
    provide(
      STORES,
      [KeyRing, CatalogService, Policies, Breakers, Journal, Load],
      (
        ...[keys, catalogs, policies, breakers, journal, load]: [
          ...[KeyRing, CatalogService, Policies, Breakers],
          ...[Journal, Load],
        ]
      ): Stores => ({ keys, catalogs, policies, breakers, journal, load }),
    ),
    provide(
      LESSONS,
      [ExpectedOutput, ObservedLatency, TokenCalibration, MonthlySpend, Rates],
      (
        ...[expected, latency, calibration, spend, rates]: [
          ...[ExpectedOutput, ObservedLatency, TokenCalibration, MonthlySpend, Rates],
        ]
      ): Lessons => ({
        ...{ expected, latency, calibration, spend, rates },
      }),
    ),
    provide(
      CallReports,
      [GatewayMetrics, LESSONS, LOG],
      (metrics: GatewayMetrics, lessons: Lessons, log: Log) => new CallReports(metrics, lessons, log),
    ),
    provide(
      TOOLS,
      [UpstreamPools, LESSONS, CLOCK, CallReports],
      (pools: UpstreamPools, lessons: Lessons, clock: Clock, reports: CallReports): Tools => ({
        ...{ pools, clock, reports },
        ...lessons,
      }),
    ),
    provide(
      HANDLER_PARTS,
      [CallService, GatewayMetrics, CLOCK, LOG, SETTINGS_TOKEN],
      (
        ...[calls, metrics, clock, log, settings]: [CallService, GatewayMetrics, Clock, Log, Settings]
      ): HandlerParts => ({
        ...{ calls, metrics, clock, log },
        bodyLimitBytes: settings.GATEWAY_BODY_LIMIT_BYTES,
      }),
    ),
    GatewayHttp,
    provide(
      Prober,
      [GatewayParts, LOG, SETTINGS_TOKEN],
      ({ breakers, catalogs, pools, journal, clock }: GatewayParts, log: Log, settings: Settings) =>
        new Prober({
          ...{ breakers, catalogs, pools, journal, clock, log },
          intervalMs: settings.HEALTH_PROBE_INTERVAL_S * 1000,
        }),
    ),
    provide(GatewayParts, [STORES, TOOLS, SETTINGS_TOKEN, SANDBOX], partsOf),
  ],
  exports: [Load],
})
export class GatewayModule implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    private readonly http: GatewayHttp,
    private readonly pools: UpstreamPools,
    private readonly prober: Prober,
    @Inject(SANDBOX) private readonly sandbox: SandboxServer | null,
  ) {}

  onModuleInit(): void {
    this.http.register();
    this.prober.start();
  }

  /** While what its outcomes lead to can still be written. */
  beforeApplicationShutdown(): Promise<void> {
    return this.prober.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pools.close();
    await this.sandbox?.stop();
  }
}
