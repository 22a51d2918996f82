/** What a load process is asked to do and what it reports: the contract between the runner and `load.ts`. */
import type { Quantiles } from './histogram.ts';

export interface LoadPlan {
  /** `http://host:port/path` of the endpoint under load. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
  /** Characters of the prompt; the request body is a little larger. */
  readonly promptBytes: number;
  /** Pauses above `longGapMs` are counted. */
  readonly stream?: { readonly contentChunks: number; readonly longGapMs?: number };
  readonly arrival: Arrival;
  /** Sent before the measurement begins and left out of its figures, but not out of `sent` and `failures`. */
  readonly warmupMs: number;
  readonly durationMs: number;
}

/**
 * Closed: each connection sends its next request when it has the answer to the last, at most `maxRequests` in all.
 * Open: requests fall due at a fixed rate whatever the answers do, and latency counts from then on.
 */
export type Arrival =
  | { readonly kind: 'closed'; readonly connections: number; readonly maxRequests?: number }
  | { readonly kind: 'open'; readonly ratePerSecond: number; readonly connections: number };

export interface LoadResult {
  /** All requests of the process's life, warm-up included: what the upstream and the ledger must have seen. */
  readonly sent: number;
  /** Every failure of the process's life by kind: `connect`, `closed`, `timeout`, `framing`, `status_NNN`, `short_stream`, `empty_body`. */
  readonly failures: Readonly<Record<string, number>>;
  /** Correct answers that ended inside the measured time. */
  readonly answered: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly latencyUs: Quantiles;
  /** Streaming: to the first body byte, to the first content event, and between content events. */
  readonly firstByteUs: Quantiles;
  readonly firstContentUs: Quantiles;
  readonly gapUs: Quantiles;
  /** Of content events: from sending to arrival, and by how much a pause grew on the way; one that shrank counts as zero. */
  readonly transitUs: Quantiles;
  readonly stretchUs: Quantiles;
  readonly longGapShare: number;
  /** Open loop: how late the generator itself sent, by its timer or for want of a connection; part of `latencyUs`. */
  readonly sendLagUs: Quantiles;
  /** Share of one core that the generator used while measuring; near 1 it measures itself. */
  readonly generatorCpu: number;
}

export function failureCount(result: LoadResult): number {
  return Object.values(result.failures).reduce((sum, count) => sum + count, 0);
}
