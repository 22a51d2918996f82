/** Reading the audit log. */
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import type { TenantId } from '../../shared/domain/ids';
import { type Page, pageOf } from '../../shared/pagination';
import { defined } from '../../shared/domain/defined';
import { type auditQuery, type auditView, viewAudit } from './audit.schema';
import { AuditStore } from './audit.store';

@Injectable()
export class AuditService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entries: AuditStore,
  ) {}

  async list(tenantId: TenantId, query: z.output<typeof auditQuery>): Promise<Page<z.input<typeof auditView>>> {
    const { limit, cursor, action, target_kind: targetKind, target_id: targetId } = query;
    const filter = defined({ cursor, action, targetKind, targetId });
    const rows = await this.entries.page(tenantId, { limit, ...filter }, this.dataSource.manager);
    return pageOf(rows.map(viewAudit), limit, ({ seq }) => seq);
  }
}
