/**
 * How long each candidate takes to begin its answer, as this replica has seen it and as the ledger remembers it: the time
 * from a call's admission to the provider's first byte, of first attempts that were answered.
 *
 * It is kept by tenant: a tenant has credentials and limits of its own, and what others send must not show in its
 * decisions. Streaming calls and whole answers are kept apart: the first byte of a whole answer comes when the last token
 * has been made, so each says how long a caller of its own way waits, and nothing of the other.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../shared/clock';
import type { TenantId } from '../../shared/domain/ids';
import type { Log } from '../../shared/log';
import { ANSWERED, type AttemptEnd, type AttemptStart } from '../domain/attempt';
import { dayOf } from '../domain/latency-histogram';
import { LatencyProfile } from '../domain/latency-profile';
import type { LatencyStore } from './latency.store';

/** Candidate id → milliseconds. */
export type LatencyByCandidate = Readonly<Record<string, number>>;

// Decisions are made with figures at most this old; a thousand candidates take about a millisecond.
const REFRESH_MS = 5_000;
// A store that is down is asked again after as long.
const RETRY_MS = 60_000;
// What is older weighs less than a tenth of today.
const REMEMBERED_MS = 7 * 24 * 60 * 60_000;
// A profile takes 18 KB when every hour has been seen; beyond this many, new candidates are not followed.
const MAX_PROFILES = 2000;

const NOTHING: LatencyByCandidate = Object.freeze({});

interface TenantLatencies {
  /** By candidate id, of calls that stream and of those that do not. */
  readonly profiles: Readonly<Record<Way, Map<string, LatencyProfile>>>;
  readonly snapshots: Record<Way, LatencyByCandidate>;
}

type Way = 'streaming' | 'whole';
const WAYS = ['streaming', 'whole'] as const satisfies readonly Way[];
const wayOf = (streaming: boolean): Way => (streaming ? 'streaming' : 'whole');

export class ObservedLatency {
  private readonly tenants = new Map<TenantId, TenantLatencies>();
  /** What was admitted earlier is the ledger's to tell, what comes later is observed here: nothing is counted twice. */
  private readonly startedAtMs: number;
  private count = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly closing = new AbortController();

  constructor(
    private readonly store: Pick<LatencyStore, 'read'>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.startedAtMs = clock.nowMs();
  }

  /** Keeps the figures new. Resolves when what the ledger remembers of these tenants is among them, however long that takes. */
  async start(tenants: Iterable<TenantId>): Promise<void> {
    this.timer = setInterval(() => this.refresh(), REFRESH_MS).unref();
    for (const tenantId of tenants) {
      while (!this.closing.signal.aborted && !(await this.remember(tenantId))) {
        await pause(RETRY_MS, undefined, { signal: this.closing.signal, ref: false }).catch(() => undefined);
      }
    }
  }

  stop(): void {
    clearInterval(this.timer);
    this.closing.abort();
  }

  /**
   * The 95th percentile of every candidate with at least twenty observed calls, of this hour of the day or else of all
   * hours. The same object until a figure changes, so that its JSON may be kept.
   */
  p95(tenantId: TenantId, streaming: boolean): LatencyByCandidate {
    return this.tenants.get(tenantId)?.snapshots[wayOf(streaming)] ?? NOTHING;
  }

  observe(start: AttemptStart, end: Pick<AttemptEnd, 'outcome' | 'firstByteAtMs'>): void {
    // A later attempt was admitted before the failure of the one before it.
    if (start.attempt !== 1 || end.firstByteAtMs === null || !ANSWERED.includes(end.outcome)) return;
    const { profiles } = this.of(start.attribution.tenant_id as TenantId);
    const profile = this.profile(profiles[wayOf(start.streaming)], start);
    profile?.observe(start.queuedAtMs, end.firstByteAtMs - start.queuedAtMs);
  }

  /** Puts what was observed since the last time into the figures. */
  refresh(): void {
    for (const latencies of this.tenants.values()) this.takeSnapshots(latencies);
  }

  private of(tenantId: TenantId): TenantLatencies {
    const known = this.tenants.get(tenantId);
    if (known !== undefined) return known;
    const profiles = { streaming: new Map(), whole: new Map() };
    const latencies = { profiles, snapshots: { streaming: NOTHING, whole: NOTHING } };
    this.tenants.set(tenantId, latencies);
    return latencies;
  }

  private profile(
    profiles: Map<string, LatencyProfile>,
    { provider, model }: Pick<AttemptStart, 'provider' | 'model'>,
  ): LatencyProfile | undefined {
    const id = `${provider}/${model}`;
    const known = profiles.get(id);
    if (known !== undefined || this.count >= MAX_PROFILES) return known;
    this.count += 1;
    const profile = new LatencyProfile();
    profiles.set(id, profile);
    return profile;
  }

  /** @returns whether the ledger could be read */
  private async remember(tenantId: TenantId): Promise<boolean> {
    const range = { fromMs: this.startedAtMs - REMEMBERED_MS, toMs: this.startedAtMs, day: dayOf(this.clock.nowMs()) };
    try {
      const rows = await this.store.read(tenantId, range);
      if (rows.length === 0) return true;
      const latencies = this.of(tenantId);
      for (const row of rows) this.profile(latencies.profiles[wayOf(row.streaming)], row)?.add(row, range.day);
      this.takeSnapshots(latencies);
      return true;
    } catch (error) {
      this.log.warn({ err: error, tenantId }, 'observed latencies begin without the ledger; it is asked again');
      return false;
    }
  }

  private takeSnapshots({ profiles, snapshots }: TenantLatencies): void {
    const nowMs = this.clock.nowMs();
    for (const way of WAYS) {
      const figures = [...profiles[way]].flatMap(([id, profile]) => {
        const p95 = profile.p95(nowMs);
        return p95 === null ? [] : [[id, p95] as const];
      });
      if (!isSame(snapshots[way], figures)) snapshots[way] = Object.freeze(Object.fromEntries(figures));
    }
  }
}

const isSame = (before: LatencyByCandidate, figures: readonly (readonly [string, number])[]): boolean =>
  Object.keys(before).length === figures.length && figures.every(([id, p95]) => before[id] === p95);
