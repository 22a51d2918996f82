/** Connections to providers: one keep-alive pool an origin, no retries, no redirects. */
import { type Dispatcher, Pool } from 'undici';

export interface UpstreamCall {
  readonly baseUrl: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export class UpstreamPools {
  private readonly pools = new Map<string, Pool>();

  constructor(private readonly options: { readonly connections: number; readonly timeoutMs: number }) {}

  send(call: UpstreamCall, handler: Dispatcher.DispatchHandler): void {
    const url = new URL(call.baseUrl);
    const path = `${url.pathname === '/' ? '' : url.pathname}${call.path}`;
    this.poolOf(url.origin).dispatch({ method: 'POST', path, headers: call.headers, body: call.body }, handler);
  }

  async close(): Promise<void> {
    const pools = [...this.pools.values()];
    this.pools.clear();
    await Promise.all(pools.map((pool) => pool.destroy()));
  }

  private poolOf(origin: string): Pool {
    const known = this.pools.get(origin);
    if (known) return known;
    const { connections, timeoutMs } = this.options;
    const pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      // Small SSE chunks must not wait for each other's acknowledgement.
      connect: { noDelay: true },
    });
    this.pools.set(origin, pool);
    return pool;
  }
}
