/** What answers the routes that SDKs call: raw bytes in, raw bytes out, and a refusal in the caller's dialect. */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { type DirectHandler, parseInput, problemDetails, publicError, readJsonBytes } from '../http';
import { decisionView } from '../routing';
import type { Clock } from '../shared/clock';
import type { BursarError } from '../shared/errors';
import { ulid } from '../shared/ids';
import type { Log } from '../shared/log';
import type { CallService } from './call.service';
import { requestIdHeaders, sendError, sendJson } from './client-response';
import { GATEWAY_ROUTES } from './gateway.routes';
import type { GatewayMetrics } from './gateway-metrics';
import { tokenCount } from './protocols/anthropic-messages';
import { CALLERS, type CallerProtocol } from './protocols/callers';
import { dialectQuery } from './protocols/recognise';

export interface HandlerParts {
  readonly calls: CallService;
  readonly metrics: GatewayMetrics;
  readonly log: Log;
  readonly clock: Clock;
  readonly bodyLimitBytes: number;
}

interface Incoming {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly url: string;
}

interface Handler {
  readonly path: string;
  /** Rejects, or throws, with what the caller is refused for; afterwards the answer is its own business. */
  readonly answer: (calls: CallService, incoming: Incoming, response: ServerResponse) => Promise<void> | void;
  readonly refuse: (response: ServerResponse, error: BursarError, requestId: string) => void;
}

const spoken = ({ path }: { readonly path: string }, protocol: CallerProtocol): Handler => ({
  path,
  answer: (calls, incoming, response) => calls.complete({ protocol, ...incoming }, response),
  refuse: inDialect(protocol),
});

const inDialect =
  ({ dialect }: CallerProtocol): Handler['refuse'] =>
  (response, error, requestId) => {
    sendError(response, { error, dialect, requestId });
  };

const countTokens: Handler = {
  path: GATEWAY_ROUTES.countTokens.path,
  answer: (calls, { headers, body }, response) => {
    const { requestId, tokens } = calls.countTokens(headers, body);
    sendJson(response, 200, tokenCount(tokens), requestIdHeaders('anthropic_messages', requestId));
  },
  refuse: inDialect(CALLERS.anthropic_messages),
};

const route: Handler = {
  path: GATEWAY_ROUTES.route.path,
  answer: (calls, { headers, body, url }, response) => {
    const { dialect } = parseInput(dialectQuery, queryOf(url));
    const protocol = dialect === undefined ? null : CALLERS[dialect];
    const { facts, catalog, decision } = calls.preview({ headers, body, protocol });
    sendJson(response, 200, { facts, catalog_hash: catalog.hash, ...decisionView(decision, facts) });
  },
  refuse: (response, error) => {
    sendJson(response, error.status, problemDetails(error));
  },
};

const HANDLERS: readonly Handler[] = [
  spoken(GATEWAY_ROUTES.chat, CALLERS.openai_chat),
  spoken(GATEWAY_ROUTES.responses, CALLERS.openai_responses),
  spoken(GATEWAY_ROUTES.messages, CALLERS.anthropic_messages),
  spoken(GATEWAY_ROUTES.embeddings, CALLERS.openai_embeddings),
  countTokens,
  route,
];

/** By path. */
export const gatewayHandlers = (parts: HandlerParts): readonly (readonly [string, DirectHandler])[] =>
  HANDLERS.map((handler) => [
    handler.path,
    (request, response) => {
      handle(parts, handler, { request, response }).catch((thrown: unknown) => {
        refuse(parts, handler, { request, response, thrown });
      });
    },
  ]);

interface Pair {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function handle(
  { calls, bodyLimitBytes }: HandlerParts,
  handler: Handler,
  { request, response }: Pair,
): Promise<void> {
  const body = await readJsonBytes(request, bodyLimitBytes);
  if (body !== null) await handler.answer(calls, { headers: request.headers, body, url: request.url ?? '' }, response);
}

function queryOf(url: string): Readonly<Record<string, string>> {
  const at = url.indexOf('?');
  return at < 0 ? {} : Object.fromEntries(new URLSearchParams(url.slice(at)));
}

/** Nobody was called. */
function refuse(
  { clock, log, metrics }: HandlerParts,
  handler: Handler,
  { request, response, thrown }: Pair & { readonly thrown: unknown },
): void {
  const requestId = `req_${ulid(clock.nowMs())}`;
  const error = publicError(thrown, { id: requestId });
  if (error.code === 'internal') log.error({ err: thrown, requestId }, 'a call failed');
  metrics.refused(error.code);
  // What is left of the body nobody reads.
  if (!request.complete) response.shouldKeepAlive = false;
  handler.refuse(response, error, requestId);
}
