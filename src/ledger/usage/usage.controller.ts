/** `GET /v1/usage` and `GET /v1/usage/self`. */
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Caller, Input, Route } from '../../http';
import { type Principal } from '../../shared/domain/access';
import { USAGE_BUCKETS } from '../../shared/domain/usage';
import { type UsageQuery, usageQuery } from './usage.query';
import { UsageService } from './usage.service';
import { usageCsv } from './usage.view';

const usageRow = z.looseObject({
  requests: z.number(),
  attempts: z.number(),
  failures: z.number(),
  ...Object.fromEntries(USAGE_BUCKETS.map((bucket) => [`${bucket}_tokens`, z.number()])),
  /** As recorded at the time. */
  cost_usd: z.string().nullable(),
  /** What later price corrections add to it. */
  adjustment_usd: z.string(),
  total_usd: z.string().nullable(),
  unpriced_attempts: z.number(),
  priced_token_share: z.number().nullable(),
  mean_duration_ms: z.number().nullable(),
});

@Controller()
export class UsageController {
  constructor(private readonly service: UsageService) {}

  @Route({
    method: 'GET',
    path: '/v1/usage',
    scope: 'usage:read',
    summary: 'Usage and cost by up to two dimensions, in any time zone, as JSON or CSV',
    query: usageQuery,
    answer: z.object({
      ...{ from: z.string(), to: z.string(), tz: z.string(), source: z.string() },
      ...{ priced_token_share: z.number().nullable(), coverage: z.string(), data: z.array(usageRow) },
    }),
  })
  async usage(
    @Caller() caller: Principal,
    @Input('query') query: UsageQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.service.usage(caller, query);
    if (query.format === 'json') return answer;
    void reply.header('content-type', 'text/csv; charset=utf-8');
    return usageCsv(answer.data, query.group_by);
  }

  @Route({
    method: 'GET',
    path: '/v1/usage/self',
    scope: 'usage:self',
    summary: "The calling key's own usage today and this month",
    answer: z.object({ key_id: z.string(), tz: z.string(), today: usageRow, month: usageRow }),
  })
  own(@Caller() caller: Principal): Promise<Record<string, unknown>> {
    return this.service.own(caller);
  }
}
