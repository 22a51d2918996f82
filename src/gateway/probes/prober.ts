/**
 * Tries open circuits that nobody calls, so that a provider that is well again is found without a caller's request. One
 * listing stands for all circuits of a provider and credential: each of them lets it through and takes its outcome.
 */
import type { CatalogService, Credential, Provider } from '../../catalog';
import type { Journal } from '../../journal';
import { type BreakerKey, type Breakers, type Permit, probeLine, quietMs, untilNextRoundMs } from '../../resilience';
import type { Clock } from '../../shared/clock';
import { ulid } from '../../shared/ids';
import type { Log } from '../../shared/log';
import { providerRow } from '../providers';
import { NEUTRAL, outcomeOfFailure } from '../upstream/circuit-outcome';
import type { UpstreamPools } from '../upstream/upstream-pool';
import { askForListing, type Listed } from './listing';

export interface ProberParts {
  readonly breakers: Breakers;
  readonly catalogs: CatalogService;
  readonly pools: UpstreamPools;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
  /** HEALTH_PROBE_INTERVAL_S; 0: never. */
  readonly intervalMs: number;
}

interface Probe {
  readonly key: BreakerKey;
  readonly permit: Permit;
}

interface Asked {
  readonly provider: Provider;
  readonly credential: Credential | null;
}

export class Prober {
  private readonly closing = new AbortController();
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();

  constructor(private readonly parts: ProberParts) {}

  start(): void {
    const { intervalMs } = this.parts;
    if (intervalMs === 0 || this.closing.signal.aborted) return;
    // The next round waits for this one, so that no provider is asked twice at once.
    this.timer = setTimeout(
      () => {
        this.round = this.probeAll().finally(() => this.start());
      },
      untilNextRoundMs(intervalMs, Math.random()),
    ).unref();
  }

  /** Resolves when nothing is on its way any more. */
  async stop(): Promise<void> {
    this.closing.abort();
    if (this.timer !== null) clearTimeout(this.timer);
    await this.round;
  }

  private async probeAll(): Promise<void> {
    const { breakers, clock, intervalMs } = this.parts;
    const keys = breakers.wantingProbes(quietMs(intervalMs), clock.nowMs());
    await Promise.all(oneListingEach(keys).map((group) => this.probe(group)));
  }

  /** Never throws. @param keys of one provider and credential */
  private async probe(keys: readonly BreakerKey[]): Promise<void> {
    const { breakers, clock, log } = this.parts;
    const asked = this.askedFor(keys[0]);
    if (asked === null) return;
    const startedAtMs = clock.nowMs();
    const probes = keys.flatMap((key) => {
      const permit = breakers.admit(key, startedAtMs);
      return permit === null ? [] : [{ key, permit }];
    });
    if (probes.length === 0) return;
    try {
      const listed = await askForListing(this.parts, { ...asked, signal: this.closing.signal });
      if (listed !== null) this.settle(probes, listed, startedAtMs);
    } catch (error) {
      log.error({ err: error, provider: asked.provider.name }, 'a probe of a provider broke');
    } finally {
      for (const { permit } of probes) breakers.settle(permit, NEUTRAL, clock.nowMs());
    }
  }

  /** null: it is gone, or it has no list. */
  private askedFor(key: BreakerKey | undefined): Asked | null {
    if (key === undefined) return null;
    const { catalogs } = this.parts;
    const provider = catalogs.current(key.tenantId).providers.find(({ name }) => name === key.provider);
    if (provider === undefined || providerRow(provider).listing === null) return null;
    if (key.credential === '') return { provider, credential: null };
    const credentials = catalogs.vault.credentialsOf(key.tenantId, key.provider);
    const credential = credentials.find(({ name }) => name === key.credential);
    return credential === undefined ? null : { provider, credential };
  }

  private settle(probes: readonly Probe[], { failure, httpStatus }: Listed, sampledAtMs: number): void {
    const { breakers, clock, journal } = this.parts;
    const nowMs = clock.nowMs();
    const outcome = failure === null ? ({ kind: 'success', slow: false } as const) : outcomeOfFailure(failure);
    for (const { permit } of probes) breakers.settle(permit, outcome, nowMs);
    const failureClass = failure?.failureClass ?? null;
    const latencyMs = nowMs - sampledAtMs;
    journal.append(
      probes.map(({ key }) => {
        const sample = { ...key, sampledAtMs, failureClass, httpStatus, latencyMs };
        const payload = probeLine({ sampleId: `probe_${ulid(nowMs)}`, ...sample });
        return { type: 'fact', topic: 'health_sample', key: '', payload };
      }),
    );
  }
}

/** Those of one tenant's provider and credential together. */
function oneListingEach(keys: readonly BreakerKey[]): BreakerKey[][] {
  const groups = new Map<string, BreakerKey[]>();
  for (const key of keys) {
    const name = JSON.stringify([key.tenantId, key.provider, key.credential]);
    groups.set(name, [...(groups.get(name) ?? []), key]);
  }
  return [...groups.values()];
}
