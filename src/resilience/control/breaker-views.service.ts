/** What is known of a tenant's circuits: the state in force here, and what the store says of how it came about. */
import type { DataSource } from 'typeorm';
import type { Clock } from '../../shared/clock';
import type { TenantId } from '../../shared/domain/ids';
import { pageByKey } from '../../shared/pagination';
import type { Breakers } from '../breakers';
import { CLOSED, type Phase } from '../domain/breaker';
import { type BreakerKey, shownName } from '../domain/breaker-key';
import { type Circuit, NO_COUNTS } from '../domain/circuit';
import { rollUp } from '../domain/roll-up';
import type { CircuitBreakerRow } from '../persistence/circuit-breaker.entity';
import type { CircuitsStore } from '../persistence/circuits.store';
import { keyOf, phaseOf } from '../persistence/stored-phase';
import type { BreakersPage, BreakersQuery, BreakerView } from './breakers.schema';

export interface ViewParts {
  readonly breakers: Breakers;
  readonly store: CircuitsStore;
  readonly dataSource: DataSource;
  readonly clock: Clock;
}

interface Known {
  readonly key: BreakerKey;
  readonly circuit: Circuit | undefined;
  readonly row: CircuitBreakerRow | undefined;
}

export class BreakerViews {
  constructor(private readonly parts: ViewParts) {}

  async list(tenantId: TenantId, query: BreakersQuery): Promise<BreakersPage> {
    const { breakers, store, dataSource, clock } = this.parts;
    const rows = await store.ofTenant(tenantId, dataSource.manager);
    const nowMs = clock.nowMs();
    const circuits = [...breakers.circuitsOf(tenantId)];
    const views = known(circuits, rows).map((one) => viewOf(one, nowMs));
    const asked = views.filter((view) =>
      FILTERS.every((field) => query[field] === undefined || query[field] === view[field]),
    );
    const providers = [...new Set(asked.map(({ provider }) => provider))].sort();
    return {
      providers: providers.map((provider) => ({
        provider,
        state: rollUp(
          circuits.filter(({ key }) => key.provider === provider),
          nowMs,
        ),
      })),
      cooldowns: [...breakers.cooldownsOf(tenantId)].flatMap(({ key, phase }) =>
        query.provider === undefined || query.provider === key.provider
          ? [{ provider: key.provider, credential: shownName(key.credential), until: untilOf(phase) }]
          : [],
      ),
      ...pageByKey(asked, query, ({ provider, model, credential }) => `${provider}/${model} ${credential ?? ''}`),
    };
  }
}

const FILTERS = ['provider', 'model', 'state'] as const;

function known(circuits: readonly Circuit[], rows: readonly CircuitBreakerRow[]): readonly Known[] {
  const byName = new Map<string, Known>();
  for (const row of rows) byName.set(nameOf(row), { key: keyOf(row), circuit: undefined, row });
  for (const circuit of circuits) {
    const name = nameOf(circuit.key);
    byName.set(name, { key: circuit.key, circuit, row: byName.get(name)?.row });
  }
  return [...byName.values()];
}

const nameOf = ({ provider, model, credential }: Omit<BreakerKey, 'tenantId'>): string =>
  [provider, model, credential].join(' ');

function viewOf(one: Known, nowMs: number): BreakerView {
  const { key, circuit, row } = one;
  const phase = phaseIn(one, nowMs);
  return {
    ...{ provider: key.provider, model: key.model, credential: shownName(key.credential), state: phase.state },
    until: untilOf(phase),
    // What was last stored may be of a state that is no longer in force.
    ...toldBy(row?.state === phase.state ? row : null),
    opened_count: row?.openedCount ?? 0,
    probes_in_flight: phase.state === 'half_open' ? phase.probing : 0,
    counts: circuit?.countsAt(nowMs) ?? NO_COUNTS,
  };
}

const phaseIn = ({ circuit, row }: Known, nowMs: number): Phase =>
  circuit?.phase ?? (row && phaseOf(row, nowMs)) ?? CLOSED;

type Told = Pick<BreakerView, 'since' | 'reason' | 'failure_class' | 'changed_by'>;

const toldBy = (row: CircuitBreakerRow | null): Told =>
  row === null
    ? { since: null, reason: null, failure_class: null, changed_by: null }
    : {
        since: row.since.toISOString(),
        ...{ reason: row.reason, failure_class: row.failureClass, changed_by: row.changedBy },
      };

const untilOf = (phase: Phase): string | null =>
  phase.state === 'open' ? new Date(phase.untilMs).toISOString() : null;
