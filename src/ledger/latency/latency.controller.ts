/** `GET /v1/latency`. */
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Caller, Input, Route } from '../../http';
import { type Principal } from '../../shared/domain/access';
import { type LatencyQuery, latencyQuery } from './latency.query';
import { LatencyService } from './latency.service';
import { latencyCsv } from './latency.view';

const latencyRow = z.looseObject({ attempts: z.number(), unanswered: z.number() });

@Controller()
export class LatencyController {
  constructor(private readonly service: LatencyService) {}

  @Route({
    method: 'GET',
    path: '/v1/latency',
    scope: 'usage:read',
    summary: 'Percentiles of the time to the first byte and to the end, over at most 31 days, as JSON or CSV',
    query: latencyQuery,
    answer: z.object({ from: z.string(), to: z.string(), tz: z.string(), data: z.array(latencyRow) }),
  })
  async latency(
    @Caller() caller: Principal,
    @Input('query') query: LatencyQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<unknown> {
    const answer = await this.service.latency(caller, query);
    if (query.format === 'json') return answer;
    void reply.header('content-type', 'text/csv; charset=utf-8');
    return latencyCsv(answer.data, query.group_by);
  }
}
