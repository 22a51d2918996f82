/** The audit log as the catalog needs it; the application binds it to the one that identity keeps. */
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../shared/domain/ids';

export interface Actor {
  readonly kind: 'key' | 'user' | 'system';
  readonly id: string;
}

export interface CatalogAuditEntry {
  readonly tenantId: TenantId;
  readonly at: Date;
  readonly actorKind: Actor['kind'];
  readonly actorId: string;
  /** `kind.verb`, as `endpoint.update`. */
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string;
  /** As the API shows it, hence without secrets; null when there was nothing before. */
  readonly before: object | null;
  readonly after: object | null;
}

export interface AuditWriter {
  /** Within the caller's transaction. */
  append(entry: CatalogAuditEntry, manager: EntityManager): Promise<void>;
}

/** Nest's token for it. */
export const AUDIT_WRITER = Symbol('audit-writer');
