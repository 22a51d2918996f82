/** The Fastify instance under everything: JSON bodies with positions in errors, request ids, quiet logging. */
import { createServer as createHttpServer } from 'node:http';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Settings } from '../config';
import { ulid } from '../shared/ids';
import type { Clock } from '../shared/clock';
import { DirectRoutes } from './direct-routes';
import { parseJsonBody } from './json-body';

declare module 'fastify' {
  interface FastifyInstance {
    /** Asked before the routes of this instance. */
    readonly direct: DirectRoutes;
  }
}

// Longer than the idle time of common load balancers (60 s), so that they close first and never meet a closed connection.
const KEEP_ALIVE_MS = 75_000;
// A long prompt over a slow line may take its time.
const HTTP_OPTIONS = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0 };

export function createServer(settings: Settings, clock: Clock): FastifyInstance {
  const direct = new DirectRoutes();
  const server = Fastify({
    serverFactory: (otherwise) => direct.serve(createHttpServer(HTTP_OPTIONS), otherwise),
    bodyLimit: settings.GATEWAY_BODY_LIMIT_BYTES,
    genReqId: () => `req_${ulid(clock.nowMs())}`,
    routerOptions: { ignoreTrailingSlash: true },
  });
  server.decorate('direct', direct);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? undefined : parseJsonBody(body as string));
    } catch (error) {
      done(error as Error);
    }
  });
  return server;
}
