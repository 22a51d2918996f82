/** `GET /v1/sla/report`. */
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type Report, reportAnswer, reportCsv, type ReportQuery, reportQuery } from './sla-report.schema';
import { SlaReport } from './sla-report.service';

@Controller()
export class SlaReportController {
  constructor(private readonly reports: SlaReport) {}

  @Route({
    method: 'GET',
    path: '/v1/sla/report',
    scope: 'sla:read',
    summary:
      "Availability as callers saw it against each provider's, requests saved by failover, and outages, as JSON or CSV",
    query: reportQuery,
    answer: reportAnswer,
  })
  async read(
    @Caller() caller: Principal,
    @Input('query') query: ReportQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Report | string> {
    const report = await this.reports.read(caller, query);
    if (query.format === 'json') return report;
    void reply.header('content-type', 'text/csv; charset=utf-8');
    return reportCsv(report);
  }
}
