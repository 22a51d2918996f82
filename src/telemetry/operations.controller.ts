/** `/healthz`, `/readyz` and `/metrics`. */
import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Route } from '../http';
import { VERSION } from '../shared/version';
import { type Health, HealthChecks } from './health';
import { Metrics } from './metrics';

@Controller()
export class OperationsController {
  constructor(
    private readonly checks: HealthChecks,
    private readonly metrics: Metrics,
  ) {}

  @Route({
    method: 'GET',
    path: '/healthz',
    scope: 'public',
    summary: 'Whether the process is alive',
    answer: z.object({ status: z.literal('ok'), version: z.string() }),
  })
  alive(): object {
    return { status: 'ok', version: VERSION };
  }

  @Route({
    method: 'GET',
    path: '/readyz',
    scope: 'public',
    summary: 'Whether calls can be answered (503 when not), with the state of each part',
    answer: z.object({ ready: z.boolean(), checks: z.record(z.string(), z.string()) }),
  })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const health = await this.checks.ask();
    if (!health.ready) void reply.status(503);
    return health;
  }

  @Route({ method: 'GET', path: '/metrics', scope: 'public', summary: 'Prometheus metrics', answer: ['text/plain'] })
  async prometheus(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.metrics();
  }
}
