/**
 * POST routes on Node's own request and response, before Fastify is asked: for the few that carry nearly all calls, whose
 * every microsecond is multiplied by their number. Fastify's router, hooks and body parser take about as long as a decision.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { BursarError } from '../shared/errors';

export type DirectHandler = (request: IncomingMessage, response: ServerResponse) => void;

export class DirectRoutes {
  private readonly handlers = new Map<string, DirectHandler>();

  post(path: string, handler: DirectHandler): void {
    this.handlers.set(path, handler);
  }

  /** Answers `server` with these routes, and with `otherwise` what is none of theirs. */
  serve(server: Server, otherwise: DirectHandler): Server {
    return server.on('request', (request, response) => {
      const handler = this.handlerOf(request);
      if (handler === null) {
        otherwise(request, response);
        return;
      }
      // Closing waits for the connections to end.
      if (!server.listening) response.shouldKeepAlive = false;
      handler(request, response);
    });
  }

  private handlerOf({ method, url = '' }: IncomingMessage): DirectHandler | null {
    if (method !== 'POST') return null;
    return this.handlers.get(url) ?? this.handlers.get(pathOf(url)) ?? null;
  }
}

/** As Fastify is told to match: without the query and a slash at the end. */
function pathOf(url: string): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

/**
 * The whole body of a request of JSON; null: the caller left before its end.
 * @throws BursarError `unsupported_media_type`, `body_too_large`
 */
export function readJsonBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer | null> {
  const { headers } = request;
  const length = Number(headers['content-length'] ?? 0);
  const empty = length === 0 && headers['transfer-encoding'] === undefined;
  if (!empty && !isJson(headers['content-type'])) return Promise.reject(new BursarError('unsupported_media_type'));
  if (length > limitBytes) return Promise.reject(tooLarge(limitBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) reject(tooLarge(limitBytes));
      else chunks.push(chunk);
    });
    request.once('end', () => {
      const [only] = chunks;
      resolve(chunks.length === 1 && only ? only : Buffer.concat(chunks));
    });
    request.once('error', () => {
      resolve(null);
    });
  });
}

const tooLarge = (limitBytes: number): BursarError => new BursarError('body_too_large', { limit_bytes: limitBytes });

// Parameters may follow (RFC 9110 §8.3.1).
const JSON_TYPE = /^\s*application\/json\s*(?:;|$)/i;
const isJson = (type: string | undefined): boolean =>
  type === 'application/json' || (type !== undefined && JSON_TYPE.test(type));
