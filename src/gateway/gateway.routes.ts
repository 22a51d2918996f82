/** The routes that SDKs call, on Fastify itself: they take raw bytes and write raw bytes. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problemDetails, publicError, type RouteSpec } from '../http';
import { decisionView } from '../routing';
import { BursarError } from '../shared/errors';
import type { Log } from '../shared/log';
import type { CallService } from './call.service';
import { requestIdHeaders } from './client-response';
import { tokenCount } from './protocols/anthropic-messages';
import { CALLERS, type CallerProtocol } from './protocols/callers';
import type { GatewayMetrics } from './gateway-metrics';

const chatBody = z.looseObject({ model: z.string(), messages: z.array(z.looseObject({ role: z.string() })) });

export const GATEWAY_ROUTES = {
  chat: {
    method: 'POST',
    path: '/v1/chat/completions',
    scope: 'inference:call',
    summary: 'OpenAI chat completions, streaming or not; `model` is an endpoint, a model, `provider/model` or a tier',
    body: chatBody,
    answer: ['application/json', 'text/event-stream'],
  },
  responses: {
    method: 'POST',
    path: '/v1/responses',
    scope: 'inference:call',
    summary: "OpenAI's Responses, streaming or not; answered by providers of every kind",
    body: z.looseObject({ model: z.string() }),
    answer: ['application/json', 'text/event-stream'],
  },
  messages: {
    method: 'POST',
    path: '/v1/messages',
    scope: 'inference:call',
    summary: "Anthropic's Messages, streaming or not; answered by providers of every kind",
    body: chatBody,
    answer: ['application/json', 'text/event-stream'],
  },
  countTokens: {
    method: 'POST',
    path: '/v1/messages/count_tokens',
    scope: 'inference:call',
    summary: "Input tokens of a body of Anthropic's Messages, estimated; nobody is called",
    body: chatBody,
    answer: z.object({ input_tokens: z.number() }),
  },
  embeddings: {
    method: 'POST',
    path: '/v1/embeddings',
    scope: 'inference:call',
    summary: "OpenAI's embeddings, of models with the capability `embeddings`",
    body: z.looseObject({ model: z.string(), input: z.union([z.string(), z.array(z.unknown())]) }),
    answer: z.looseObject({ object: z.literal('list'), data: z.array(z.looseObject({})) }),
  },
  route: {
    method: 'POST',
    path: '/v1/route',
    scope: 'inference:call',
    summary: 'The decision for a chat body, without calling anybody',
    body: chatBody,
    answer: z.looseObject({ selected_model: z.string().nullable(), candidates: z.array(z.looseObject({})) }),
  },
} as const satisfies Record<string, RouteSpec>;

export interface GatewayRouteParts {
  readonly calls: CallService;
  readonly metrics: GatewayMetrics;
  readonly log: Log;
}

/** A Fastify plugin: its body parser and error shape hold for these routes only. */
export const gatewayRoutes =
  (parts: GatewayRouteParts) =>
  (server: FastifyInstance, _options: unknown, done: () => void): void => {
    server.removeAllContentTypeParsers();
    server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, parsed) => {
      parsed(null, body);
    });
    const failIn = (protocol: CallerProtocol) => (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
      sendError(parts, thrown, { request, reply, protocol });
    };
    server.setErrorHandler(failIn(CALLERS.openai_chat));

    for (const [{ path }, protocol] of SPOKEN) {
      server.post(path, { errorHandler: failIn(protocol) }, async (request, reply) => {
        await parts.calls.complete({ protocol, headers: request.headers, body: bodyOf(request) }, () => {
          reply.hijack();
          return reply.raw;
        });
        return reply;
      });
    }

    server.post(
      GATEWAY_ROUTES.countTokens.path,
      { errorHandler: failIn(CALLERS.anthropic_messages) },
      (request, reply) =>
        reply
          .headers(requestIdHeaders('anthropic_messages', request.id))
          .send(tokenCount(parts.calls.countTokens(request.headers, bodyOf(request)))),
    );

    server.post(GATEWAY_ROUTES.route.path, (request, reply) => {
      try {
        const call = parts.calls.preview(request.headers, bodyOf(request));
        return reply.send({
          facts: call.facts,
          catalog_hash: call.catalog.hash,
          ...decisionView(call.decision, call.facts),
        });
      } catch (error) {
        const problem = publicError(error, request);
        return reply.status(problem.status).send(problemDetails(problem));
      }
    });
    done();
  };

/** The routes whose answers come from a provider. */
const SPOKEN = [
  [GATEWAY_ROUTES.chat, CALLERS.openai_chat],
  [GATEWAY_ROUTES.responses, CALLERS.openai_responses],
  [GATEWAY_ROUTES.messages, CALLERS.anthropic_messages],
  [GATEWAY_ROUTES.embeddings, CALLERS.openai_embeddings],
] as const;

/** An absent body is one that fails to parse, with its position. */
const bodyOf = (request: FastifyRequest): Buffer => (Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));

function sendError(
  parts: GatewayRouteParts,
  thrown: unknown,
  { request, reply, protocol }: { request: FastifyRequest; reply: FastifyReply; protocol: CallerProtocol },
): void {
  const error = withLimit(publicError(thrown, request), request);
  if (error.code === 'internal') parts.log.error({ err: thrown, requestId: request.id }, 'a call failed');
  parts.metrics.refused(error.code);
  if (error.retryAfterS !== null) void reply.header('retry-after', error.retryAfterS);
  void reply
    .status(error.status)
    .headers(requestIdHeaders(protocol.dialect.name, request.id))
    .send(protocol.dialect.error(error, request.id));
}

const withLimit = (error: BursarError, request: FastifyRequest): BursarError =>
  error.code === 'body_too_large'
    ? new BursarError('body_too_large', { limit_bytes: request.routeOptions.bodyLimit })
    : error;
