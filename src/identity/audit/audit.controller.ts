/** `/v1/audit`. */
import { Controller } from '@nestjs/common';
import type { z } from 'zod';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import type { Page } from '../../shared/pagination';
import { pageOfSchema } from '../fields';
import { auditQuery, auditView } from './audit.schema';
import { AuditService } from './audit.service';

@Controller()
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Route({
    method: 'GET',
    path: '/v1/audit',
    scope: 'audit:read',
    summary: 'Who changed what, newest first',
    query: auditQuery,
    answer: pageOfSchema(auditView),
  })
  list(
    @Caller() caller: Principal,
    @Input('query') query: z.output<typeof auditQuery>,
  ): Promise<Page<z.input<typeof auditView>>> {
    return this.audit.list(caller.tenantId, query);
  }
}
