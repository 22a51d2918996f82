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
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, CASE WHEN $5 = 'open' THEN 1 ELSE 0 END, $13)
  ON CONFLICT ON CONSTRAINT v3_provider_circuit_breakers_pkey DO UPDATE
  SET state = excluded.state, since = excluded.since, until = excluded.until, reason = excluded.reason,
      cause = excluded.cause, failure_class = excluded.failure_class, counts = excluded.counts,
      changed_by = excluded.changed_by, opened_count = stored.opened_count + excluded.opened_count,
      version = excluded.version
  WHERE stored.version = $14
  RETURNING version`;

export class CircuitsStore {
  /** false: the row is no longer the one of this version, and nothing was written. */
  async write(transition: Transition, expectedVersion: number, manager: EntityManager): Promise<boolean> {
    const { key, to, atMs, untilMs, reason, cause, failureClass, counts, by, version } = transition;
    const written: unknown[] = await manager.query(WRITE, [
      ...[key.tenantId, key.provider, key.model, key.credential, to, new Date(atMs)],
      ...[untilMs === null ? null : new Date(untilMs), reason, cause, failureClass, JSON.stringify(counts), by],
      ...[version, expectedVersion],
    ]);
    if (written.length === 0) return false;
    await notify(manager, CIRCUITS_CHANNEL, key.tenantId);
    return true;
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
}
