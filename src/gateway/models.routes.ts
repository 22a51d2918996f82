/** `GET /v1/models`: what the calling key may name as `model`, in OpenAI's shape or, for its own clients, in Anthropic's. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Catalog, CatalogService } from '../catalog';
import { parseInput, publicError, type RouteSpec } from '../http';
import type { KeyRing } from '../identity';
import type { Principal } from '../shared/domain/access';
import type { Clock } from '../shared/clock';
import { BursarError } from '../shared/errors';
import type { Log } from '../shared/log';
import { callableModels, modelCalled } from './callable-models';
import { requestIdHeaders } from './client-response';
import { anthropicMessages, MAX_PAGE, modelEntry, modelPage } from './protocols/anthropic-messages';
import type { CallerDialect } from './protocols/dialect';
import { openAiChat } from './protocols/openai-chat';
import { openAiModel, openAiModels } from './protocols/openai-models';
import { authenticate } from './stages/authenticate';

const openAiEntry = z.object({
  ...{ id: z.string(), object: z.literal('model'), created: z.number(), owned_by: z.string() },
});
const anthropicEntry = z.looseObject({ id: z.string(), type: z.literal('model'), display_name: z.string() });

/** Anthropic's; OpenAI's list has no pages. */
const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(MAX_PAGE).default(MAX_PAGE),
  after_id: z.string().optional(),
  before_id: z.string().optional(),
});

export const MODEL_ROUTES = {
  list: {
    method: 'GET',
    path: '/v1/models',
    scope: 'inference:call',
    summary:
      "Endpoints, tiers and models that the key can call, in OpenAI's shape, or Anthropic's with anthropic-version",
    query: pageQuery,
    answer: z.union([
      z.object({ object: z.literal('list'), data: z.array(openAiEntry) }),
      z.looseObject({ data: z.array(anthropicEntry), has_more: z.boolean() }),
    ]),
  },
  one: {
    method: 'GET',
    path: '/v1/models/:name',
    scope: 'inference:call',
    summary: 'One of them, by any name that a call may give it; a `/` within the name is written `%2F`',
    answer: z.union([openAiEntry, anthropicEntry]),
  },
} as const satisfies Record<string, RouteSpec>;

export interface ModelRouteParts {
  readonly keys: KeyRing;
  readonly catalogs: CatalogService;
  readonly clock: Clock;
  readonly log: Log;
}

/** A Fastify plugin: its error shape holds for these routes only. */
export const modelRoutes =
  ({ keys, catalogs, clock, log }: ModelRouteParts) =>
  (server: FastifyInstance, _options: unknown, done: () => void): void => {
    server.setErrorHandler((thrown, request, reply) => {
      const error = publicError(thrown, request);
      if (error.code === 'internal') log.error({ err: thrown, requestId: request.id }, 'a list of models failed');
      const dialect = dialectOf(request.headers);
      return reply
        .status(error.status)
        .headers(requestIdHeaders(dialect.name, request.id))
        .send(dialect.error(error, request.id));
    });
    const knownTo = ({ headers }: FastifyRequest): [Catalog, Principal] => {
      const principal = authenticate(headers, keys, clock.nowMs());
      return [catalogs.current(principal.tenantId), principal];
    };

    server.get(MODEL_ROUTES.list.path, (request, reply) => {
      const models = callableModels(...knownTo(request));
      const answer = isAnthropics(request.headers)
        ? modelPage(models, parseInput(pageQuery, request.query))
        : openAiModels(models);
      return reply.headers(requestIdHeaders(dialectOf(request.headers).name, request.id)).send(answer);
    });

    server.get<{ Params: { name: string } }>(MODEL_ROUTES.one.path, (request, reply) => {
      const { name } = request.params;
      const model = modelCalled(name, ...knownTo(request));
      if (model === null) throw new BursarError('model_not_found', { model: name });
      const answer = isAnthropics(request.headers) ? modelEntry(model) : openAiModel(model);
      return reply.headers(requestIdHeaders(dialectOf(request.headers).name, request.id)).send(answer);
    });
    done();
  };

/** Only Anthropic's clients send it, and they always do. */
const isAnthropics = (headers: IncomingHttpHeaders): boolean => headers['anthropic-version'] !== undefined;

const dialectOf = (headers: IncomingHttpHeaders): CallerDialect =>
  isAnthropics(headers) ? anthropicMessages : openAiChat;
