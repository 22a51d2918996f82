/** The Fastify instance under everything: JSON bodies with positions in errors, request ids, quiet logging. */
import Fastify, { type FastifyInstance } from 'fastify';
import type { Settings } from '../config';
import { ulid } from '../shared/ids';
import type { Clock } from '../shared/clock';
import { parseJsonBody } from './json-body';

// Longer than the idle time of common load balancers (60 s), so that they close first and never meet a closed connection.
const KEEP_ALIVE_MS = 75_000;

export function createServer(settings: Settings, clock: Clock): FastifyInstance {
  const server = Fastify({
    bodyLimit: settings.GATEWAY_BODY_LIMIT_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    genReqId: () => `req_${ulid(clock.nowMs())}`,
    routerOptions: { ignoreTrailingSlash: true },
  });
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
