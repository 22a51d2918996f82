/** The audit log in the database: it is appended to and read. */
import { Injectable } from '@nestjs/common';
import { type EntityManager, LessThan } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import type { PageQuery } from '../../shared/pagination';
import { AuditEntry } from './audit-entry.entity';

export type NewAuditEntry = Omit<AuditEntry, 'seq'>;

export type AuditFilter = Partial<Pick<AuditEntry, 'action' | 'targetKind' | 'targetId'>>;

@Injectable()
export class AuditStore {
  /** Appends within the caller's transaction; until it ends, other audited changes of the tenant wait. */
  async append(entry: NewAuditEntry, manager: EntityManager): Promise<void> {
    // A statement of its own: the next one's snapshot must see what the lock's last holder committed.
    await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('audit_log ' || $1, 0))`, [entry.tenantId]);
    await manager.query(
      `INSERT INTO audit_log (tenant_id, seq, at, actor_kind, actor_id, action, target_kind, target_id, before, after)
       SELECT $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9 FROM audit_log WHERE tenant_id = $1`,
      [
        ...[entry.tenantId, entry.at, entry.actorKind, entry.actorId, entry.action, entry.targetKind, entry.targetId],
        ...[entry.before, entry.after].map((state) => (state === null ? null : JSON.stringify(state))),
      ],
    );
  }

  /** Newest first, and one row more than the page holds. */
  page(tenantId: TenantId, query: PageQuery & AuditFilter, manager: EntityManager): Promise<AuditEntry[]> {
    const { limit, cursor, ...filter } = query;
    const before = cursor === undefined ? {} : { seq: LessThan(cursor) };
    return manager.find(AuditEntry, {
      where: { ...filter, ...before, tenantId },
      order: { seq: 'DESC' },
      take: limit + 1,
    });
  }
}
