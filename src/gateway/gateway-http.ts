/** Puts the gateway's routes on the server and into the API document. */
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { RouteRegistry } from '../http';
import { LOG, type Log } from '../shared/log';
import { CallService } from './call.service';
import { GATEWAY_ROUTES, gatewayRoutes } from './gateway.routes';
import { GatewayMetrics } from './gateway-metrics';

@Injectable()
export class HttpSurroundings {
  constructor(
    readonly host: HttpAdapterHost,
    readonly registry: RouteRegistry,
  ) {}
}

@Injectable()
export class GatewayHttp {
  constructor(
    private readonly calls: CallService,
    private readonly metrics: GatewayMetrics,
    @Inject(LOG) private readonly log: Log,
    private readonly surroundings: HttpSurroundings,
  ) {}

  register(): void {
    const { host, registry } = this.surroundings;
    const parts = { calls: this.calls, metrics: this.metrics, log: this.log };
    void host.httpAdapter.getInstance<FastifyInstance>().register(gatewayRoutes(parts));
    for (const spec of Object.values(GATEWAY_ROUTES)) registry.add(spec);
  }
}
