/** `GET /v1/sla/failover-audit`. */
import { Readable } from 'node:stream';
import { Controller, StreamableFile } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import type { Page } from '../../shared/pagination';
import {
  auditPage,
  type AuditQuery,
  auditQuery,
  type AuditRow,
  type Summary,
  summaryAnswer,
  type SummaryQuery,
  summaryQuery,
} from './failover-audit.schema';
import { FailoverAudit } from './failover-audit.service';

@Controller()
export class FailoverAuditController {
  constructor(private readonly audit: FailoverAudit) {}

  @Route({
    method: 'GET',
    path: '/v1/sla/failover-audit',
    scope: 'sla:read',
    summary: 'Every failover and every first choice passed over, newest first; as CSV the whole range',
    query: auditQuery,
    answer: auditPage,
  })
  async list(@Caller() caller: Principal, @Input('query') query: AuditQuery): Promise<Page<AuditRow> | StreamableFile> {
    if (query.format === 'json') return this.audit.list(caller, query);
    return new StreamableFile(await begun(this.audit.csv(caller, query)), { type: 'text/csv; charset=utf-8' });
  }

  @Route({
    method: 'GET',
    path: '/v1/sla/failover-audit/summary',
    scope: 'sla:read',
    summary: 'Failovers counted by where from, where to, failure class and reason',
    query: summaryQuery,
    answer: summaryAnswer,
  })
  summary(@Caller() caller: Principal, @Input('query') query: SummaryQuery): Promise<Summary> {
    return this.audit.summary(caller, query);
  }
}

/** Behind its first part: a store that is down is an error of the answer, not an answer that breaks off. */
async function begun(parts: AsyncGenerator<string>): Promise<Readable> {
  const first = await parts.next();
  return Readable.from(
    (async function* () {
      if (first.done !== true) yield first.value;
      yield* parts;
    })(),
  );
}
