/** Connections to providers: one keep-alive pool an origin, no retries, no redirects. */
import { type Dispatcher, Pool } from 'undici';

export interface UpstreamCall {
  readonly baseUrl: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Left out: POST. */
  readonly method?: 'GET';
}

interface Target {
  readonly pool: Pool;
  /** Path of the base URL. */
  readonly prefix: string;
}

export class UpstreamPools {
  private readonly pools = new Map<string, Pool>();
  /** By base URL: parsing one costs microseconds. */
  private readonly targets = new Map<string, Target>();

  constructor(private readonly options: { readonly connections: number }) {}

  send(call: UpstreamCall, handler: Dispatcher.DispatchHandler): void {
    const { pool, prefix } = this.targetOf(call.baseUrl);
    const { headers, body, method = 'POST' } = call;
    pool.dispatch({ method, path: `${prefix}${call.path}`, headers, body }, handler);
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    this.targets.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  private targetOf(baseUrl: string): Target {
    const known = this.targets.get(baseUrl);
    if (known) return known;
    const { origin, pathname } = new URL(baseUrl);
    const target = { pool: this.poolOf(origin), prefix: pathname === '/' ? '' : pathname };
    this.targets.set(baseUrl, target);
    return target;
  }

  private poolOf(origin: string): Pool {
    const known = this.pools.get(origin);
    if (known) return known;
    const pool = new Pool(origin, {
      connections: this.options.connections,
      pipelining: 1,
      // Each exchange keeps its own time.
      headersTimeout: 0,
      bodyTimeout: 0,
      // Small SSE chunks must not wait for each other's acknowledgement.
      connect: { noDelay: true },
    });
    this.pools.set(origin, pool);
    return pool;
  }
}
