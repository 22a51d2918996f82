/** The endpoints that SDKs call. */
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { CatalogModule, CatalogService } from '../catalog';
import { type Settings, SETTINGS_TOKEN } from '../config';
import { HttpModule, publicError } from '../http';
import { IdentityModule, KeyRing } from '../identity';
import { Journal } from '../journal';
import { LedgerModule } from '../ledger';
import { RoutingModule } from '../routing';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { Metrics } from '../telemetry';
import { ChatService } from './chat.service';
import { ExpectedOutput } from './expected-output';
import { GatewayHttp, HttpSurroundings } from './gateway-http';
import { GatewayMetrics } from './gateway-metrics';
import { GatewayParts } from './gateway-parts';
import { Load } from './load';
import { ModelsController } from './models.controller';
import { SANDBOX, startSandbox } from './sandbox/sandbox';
import type { SandboxServer } from './sandbox/sandbox-server';
import { UpstreamPools } from './upstream/upstream-pool';

type Stores = Pick<GatewayParts, 'keys' | 'catalogs' | 'journal' | 'load'>;
type Tools = Pick<GatewayParts, 'pools' | 'expected' | 'clock'> & {
  readonly metrics: GatewayMetrics;
  readonly log: Log;
};

const STORES = Symbol('gateway-stores');
const TOOLS = Symbol('gateway-tools');

function partsOf(stores: Stores, tools: Tools, settings: Settings, sandbox: SandboxServer | null): GatewayParts {
  return {
    ...stores,
    ...tools,
    vault: stores.catalogs.vault,
    sandboxUrl: sandbox?.baseUrl ?? null,
    timeoutMs: settings.PROVIDER_TIMEOUT_MS,
    onEnd: (attempt, end) => {
      tools.metrics.ended(attempt, end);
      if (end.outcome !== 'success' || end.usage === null) return;
      const { start } = attempt;
      tools.expected.learn(start.attribution.tenant_id, start.requestedModel, end.usage.output + end.usage.reasoning);
    },
    onBroken: (error, requestId) => {
      const told = publicError(error, { id: requestId });
      tools.log.error({ err: error, requestId }, 'a call broke');
      return told;
    },
  };
}

@Module({
  imports: [CatalogModule, HttpModule, IdentityModule, LedgerModule, RoutingModule],
  controllers: [ModelsController],
  providers: [
    ChatService,
    ExpectedOutput,
    provide(Load, [Journal], (journal: Journal) => new Load(journal)),
    provide(GatewayMetrics, [Metrics, Load], (metrics: Metrics, load: Load) => new GatewayMetrics(metrics, load)),
    provide(SANDBOX, [SETTINGS_TOKEN], startSandbox),
    provide(
      UpstreamPools,
      [SETTINGS_TOKEN],
      (settings: Settings) =>
        new UpstreamPools({ connections: settings.PROVIDER_CONNECTIONS, timeoutMs: settings.PROVIDER_TIMEOUT_MS }),
    ),
    provide(
      STORES,
      [KeyRing, CatalogService, Journal, Load],
      (keys: KeyRing, catalogs: CatalogService, journal: Journal, load: Load): Stores => ({
        keys,
        catalogs,
        journal,
        load,
      }),
    ),
    provide(
      TOOLS,
      [UpstreamPools, ExpectedOutput, CLOCK, GatewayMetrics, LOG],
      (pools: UpstreamPools, expected: ExpectedOutput, clock: Clock, metrics: GatewayMetrics, log: Log): Tools => ({
        ...{ pools, expected, clock, metrics, log },
      }),
    ),
    HttpSurroundings,
    GatewayHttp,
    provide(GatewayParts, [STORES, TOOLS, SETTINGS_TOKEN, SANDBOX], partsOf),
  ],
  exports: [Load],
})
export class GatewayModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly http: GatewayHttp,
    private readonly pools: UpstreamPools,
    @Inject(SANDBOX) private readonly sandbox: SandboxServer | null,
  ) {}

  onModuleInit(): void {
    this.http.register();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pools.close();
    await this.sandbox?.stop();
  }
}
