/** Puts the gateway's routes on the server and into the API document. */
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { RouteRegistry } from '../http';
import { GATEWAY_ROUTES } from './gateway.routes';
import { gatewayHandlers, type HandlerParts } from './gateway-handlers';
import { GatewayParts } from './gateway-parts';
import { MODEL_ROUTES, modelRoutes } from './models.routes';

export const HANDLER_PARTS = Symbol('gateway-handler-parts');

@Injectable()
export class GatewayHttp {
  constructor(
    @Inject(HANDLER_PARTS) private readonly parts: HandlerParts,
    private readonly host: HttpAdapterHost,
    private readonly registry: RouteRegistry,
    private readonly gateway: GatewayParts,
  ) {}

  register(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    for (const [path, handler] of gatewayHandlers(this.parts)) server.direct.post(path, handler);
    const { keys, catalogs, clock } = this.gateway;
    void server.register(modelRoutes({ keys, catalogs, clock, log: this.parts.log }));
    for (const spec of [...Object.values(GATEWAY_ROUTES), ...Object.values(MODEL_ROUTES)]) this.registry.add(spec);
  }
}
