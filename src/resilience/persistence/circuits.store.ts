/** `v3_provider_circuit_breakers`: written by compare-and-set, so that of two replicas one is told that it was late. */
import { type EntityManager, Not } from 'typeorm';
import { notify } from '../../postgres';
import type { TenantId } from '../../shared/domain/ids';
import type { BreakerKey } from '../domain/breaker-key';
import type { Transition } from '../domain/transition';
import { CircuitBreakerRow } from './circuit-breaker.entity';

/** NOTIFY channel; the payload is the tenant whose circuits changed. */
export const CIRCUITS_CHANNEL = 'circuits';

const COLUMNS =
  'tenant_id, provider, model, credential, state, since, until, reason, cause, failure_class, counts, changed_by';

const WRITE = `
  INSERT INTO v3_provider_circuit_breakers AS stored (${COLUMNS}, opened_count, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, CASE WHEN $5 = 'open' THEN 1 ELSE 0 END, 1)
  ON CONFLICT ON CONSTRAINT v3_provider_circuit_breakers_pkey DO UPDATE
  SET state = excluded.state, since = excluded.since, until = excluded.until, reason = excluded.reason,
      cause = excluded.cause, failure_class = excluded.failure_class, counts = excluded.counts,
      changed_by = excluded.changed_by, opened_count = stored.opened_count + excluded.opened_count,
      version = stored.version + 1
  WHERE $13::integer IS NULL OR stored.version = $13
  RETURNING version`;

type Unversioned = Omit<Transition, 'version'>;

export class CircuitsStore {
  /** The row's new version; null: it is no longer the one of the expected version, and nothing was written. */
  write(transition: Unversioned, expectedVersion: number, manager: EntityManager): Promise<number | null> {
    return this.put(transition, expectedVersion, manager);
  }

  /** Whatever is stored: an operator's word stands above it. */
  async overwrite(transition: Unversioned, manager: EntityManager): Promise<number> {
    return (await this.put(transition, null, manager)) ?? 0;
  }

  find(
    { tenantId, provider, model, credential }: BreakerKey,
    manager: EntityManager,
  ): Promise<CircuitBreakerRow | null> {
    return manager.findOneBy(CircuitBreakerRow, { tenantId, provider, model, credential });
  }

  ofTenant(tenantId: TenantId, manager: EntityManager): Promise<CircuitBreakerRow[]> {
    return manager.findBy(CircuitBreakerRow, { tenantId });
  }

  /** Of all tenants: for the start of a replica, which serves all of them. */
  notClosed(manager: EntityManager): Promise<CircuitBreakerRow[]> {
    return manager.findBy(CircuitBreakerRow, { state: Not('closed') });
  }

  /** Of those models that the tenant's catalog has no more. */
  async prune(tenantId: TenantId, candidateIds: readonly string[], manager: EntityManager): Promise<void> {
    await manager.query(
      `DELETE FROM v3_provider_circuit_breakers WHERE tenant_id = $1 AND NOT provider || '/' || model = ANY ($2)`,
      [tenantId, candidateIds],
    );
  }

  private async put(transition: Unversioned, expected: number | null, manager: EntityManager): Promise<number | null> {
    const { key, to, atMs, untilMs, reason, cause, failureClass, counts, by } = transition;
    const [written]: { version: number }[] = await manager.query(WRITE, [
      ...[key.tenantId, key.provider, key.model, key.credential, to, new Date(atMs)],
      ...[untilMs === null ? null : new Date(untilMs), reason, cause, failureClass, JSON.stringify(counts), by],
      expected,
    ]);
    if (written === undefined) return null;
    await notify(manager, CIRCUITS_CHANNEL, key.tenantId);
    return written.version;
  }
}
