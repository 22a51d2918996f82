/** Asks a provider for its list of models, which costs nothing, to see whether it answers. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Credential, Provider } from '../../catalog';
import type { Clock } from '../../shared/clock';
import { AnswerBuffer, failureOfStatus } from '../answer-buffered';
import type { TimeLimits } from '../domain/time-limits';
import { providerRow } from '../providers';
import { Exchange, type ExchangeEvents } from '../upstream/exchange';
import { badResponse, type Failure } from '../upstream/failure';
import { retryAfterMs } from '../upstream/retry-after';
import type { UpstreamPools } from '../upstream/upstream-pool';

/** A list comes within a second; one that takes ten would be no sign of health, and a round waits no longer. */
const PROBE_TIMEOUT_MS = 10_000;
const LIMITS: TimeLimits = {
  ...{ firstToken: null, idle: null },
  total: { name: 'the time limit of a probe', ms: PROBE_TIMEOUT_MS, words: 'it did not finish' },
};
const NO_BODY = Buffer.alloc(0);

export interface Listing {
  readonly provider: Provider;
  /** null: the provider needs none. */
  readonly credential: Credential | null;
  /** Breaks it off. */
  readonly signal: AbortSignal;
}

export interface Listed {
  /** null: it answered. */
  readonly failure: Failure | null;
  /** null: nothing came. */
  readonly httpStatus: number | null;
}

interface Tools {
  readonly pools: UpstreamPools;
  readonly clock: Clock;
}

/** null: it was broken off, or the provider has no such list. */
export function askForListing({ pools, clock }: Tools, listing: Listing): Promise<Listed | null> {
  const { provider, credential, signal } = listing;
  const row = providerRow(provider);
  const path = row.listing?.(provider.apiVersion);
  if (path === undefined || signal.aborted) return Promise.resolve(null);
  const startedAtMs = clock.nowMs();
  const exchange = new Exchange(clock);
  return new Promise((resolve) => {
    const breakOff = (): void => {
      exchange.abort();
      resolve(null);
    };
    signal.addEventListener('abort', breakOff, { once: true });
    const answer = new ListingAnswer(exchange, row, (listed) => {
      signal.removeEventListener('abort', breakOff);
      resolve(listed);
    });
    const headers = {
      ...{ accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'bursar' },
      ...row.headers,
      ...(credential && row.authorise(credential.apiKey)),
    };
    const call = { method: 'GET', baseUrl: provider.baseUrl, path, headers, body: NO_BODY } as const;
    exchange.start(pools, { ...call, receivedAtMs: startedAtMs, startedAtMs, limits: LIMITS }, answer);
  });
}

/** Any list will do, so its text is not kept; an error's is, for what it says. */
class ListingAnswer implements ExchangeEvents {
  private readonly buffer = new AnswerBuffer();
  private httpStatus: number | null = null;
  private retryAfterMs: number | null = null;

  constructor(
    private readonly exchange: Exchange,
    private readonly row: ReturnType<typeof providerRow>,
    private readonly tell: (listed: Listed) => void,
  ) {}

  onHead(status: number, headers: IncomingHttpHeaders, atMs: number): void {
    this.httpStatus = status;
    this.retryAfterMs = retryAfterMs(headers, atMs);
  }

  onData(chunk: Buffer): void {
    const status = this.httpStatus ?? 0;
    if (isFine(status) || this.buffer.add(chunk)) return;
    this.exchange.abort();
    this.onFailure(badResponse('the answer is too long', status));
  }

  onEnd(): void {
    const status = this.httpStatus ?? 0;
    const received = { status, retryAfterMs: this.retryAfterMs, body: this.buffer.take() };
    const failure = isFine(status) ? null : failureOfStatus(received, this.row);
    this.tell({ failure, httpStatus: this.httpStatus });
  }

  onFailure(failure: Failure): void {
    this.tell({ failure, httpStatus: this.httpStatus });
  }
}

const isFine = (status: number): boolean => status >= 200 && status < 300;
