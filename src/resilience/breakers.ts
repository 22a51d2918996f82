/**
 * The circuits of all tenants, in memory: every method is a matter of look-ups, without I/O. Transitions made here are
 * told to listeners; those of other replicas and of operators are adopted.
 */
import type { BreakerSettings } from '../catalog';
import type { FailureClass } from '../ledger';
import type { TenantId } from '../shared/domain/ids';
import type { Outcome, Phase } from './domain/breaker';
import type { BreakerKey } from './domain/breaker-key';
import type { Circuit, Move } from './domain/circuit';
import { wantsProbe } from './domain/probing';
import { phaseAfter, type Transition } from './domain/transition';
import { ALL_HEALTHY, type Called, type Health } from './health';
import { type MovedAt, type Permit, TenantBreakers } from './tenant-breakers';

/** Where numbers and chance come from. */
export interface BreakerSources {
  settingsOf(tenantId: TenantId, provider: string): BreakerSettings;
  /** 0..1 */
  random(): number;
}

/** What another replica, or an operator, made of a circuit. */
export interface Adopted {
  readonly key: BreakerKey;
  readonly phase: Phase;
  readonly version: number;
  /** Of the failure that made it so; null: none did, or nobody says. */
  readonly failureClass: FailureClass | null;
}

type Listen = (transition: Transition) => void;

/** How long a closed circuit without calls is remembered: longer than every window, so that no count is lost with it. */
const SILENT_MS = 600_000;

export class Breakers {
  private readonly tenants = new Map<TenantId, TenantBreakers>();
  private readonly listeners: Listen[] = [];

  constructor(private readonly sources: BreakerSources) {}

  /** null: its circuit is open or all its probes are out, or its credential cools down. */
  admit(key: BreakerKey, nowMs: number): Permit | null {
    return this.tenantOf(key.tenantId).admit(key, nowMs);
  }

  /** For an attempt that has nowhere else to go: always lets it through, and learns from it. */
  insist(key: BreakerKey, nowMs: number): Permit {
    return this.tenantOf(key.tenantId).insist(key, nowMs);
  }

  /** What came of the attempt; a permit that is settled already is left alone. */
  settle(permit: Permit, outcome: Outcome, nowMs: number): void {
    permit.tenant.settle(permit, outcome, nowMs);
  }

  /** The candidates that are not healthy; while all circuits are closed, one and the same empty object. */
  health(tenantId: TenantId, called: Called, nowMs: number): Health {
    return this.tenants.get(tenantId)?.health(called, nowMs) ?? ALL_HEALTHY;
  }

  /** Told of every transition that is made in this process, synchronously: what takes time is for later. */
  onTransition(listener: Listen): void {
    this.listeners.push(listener);
  }

  circuit(key: BreakerKey): Circuit | undefined {
    return this.tenants.get(key.tenantId)?.circuits.get(key);
  }

  circuitsOf(tenantId: TenantId): Iterable<Circuit> {
    return this.tenants.get(tenantId)?.circuits ?? [];
  }

  /** Of credentials, not of models. */
  cooldownsOf(tenantId: TenantId): Iterable<Circuit> {
    return this.tenants.get(tenantId)?.cooldowns.circuits ?? [];
  }

  /** Those that could be tried by a listing and that no call has tried for so long. */
  wantingProbes(quietMs: number, nowMs: number): BreakerKey[] {
    const troubled = [...this.tenants.values()].flatMap(({ circuits }) => [...circuits.troubled]);
    return troubled.filter((circuit) => wantsProbe(circuit, { quietMs, nowMs })).map(({ key }) => key);
  }

  tenantIds(): Iterable<TenantId> {
    return this.tenants.keys();
  }

  /** What another replica made of it; nobody is told. */
  adopt({ key, phase, version, failureClass }: Adopted, nowMs: number): void {
    const circuit = this.tenantOf(key.tenantId).become(key, phase, nowMs);
    circuit.version = version;
    circuit.lastFailure = failureClass ?? circuit.lastFailure;
  }

  /** What an operator made of it; it is stored already. */
  take(transition: Transition): void {
    const { key, atMs, version, failureClass } = transition;
    this.adopt({ key, phase: phaseAfter(transition), version, failureClass }, atMs);
    this.tell(transition);
  }

  /** Those that are closed and have long been silent. */
  forgetSilent(nowMs: number): void {
    for (const tenant of this.tenants.values()) tenant.forgetSilent(nowMs - SILENT_MS);
  }

  /** After a change of the tenant's catalog: drops what is no more, and gives the others their numbers anew. */
  reread(tenantId: TenantId, exists: (key: BreakerKey) => boolean): void {
    this.tenants.get(tenantId)?.reread(exists);
  }

  private tell(transition: Transition): void {
    for (const listener of this.listeners) listener(transition);
  }

  private tenantOf(tenantId: TenantId): TenantBreakers {
    const known = this.tenants.get(tenantId);
    if (known !== undefined) return known;
    const tenant = new TenantBreakers({
      settingsOf: (provider) => this.sources.settingsOf(tenantId, provider),
      random: () => this.sources.random(),
      moved: (circuit, move, at) => this.tell(transitionOf(circuit, move, at)),
    });
    this.tenants.set(tenantId, tenant);
    return tenant;
  }
}

function transitionOf(circuit: Circuit, { from, reason, counts }: Move, { nowMs, failureClass }: MovedAt): Transition {
  const { key, phase } = circuit;
  return {
    ...{ key, from, to: phase.state, atMs: nowMs, reason, failureClass, counts },
    cause: phase.state === 'closed' ? null : phase.trouble.cause,
    untilMs: phase.state === 'open' ? phase.untilMs : null,
    version: circuit.version + 1,
    by: null,
  };
}
