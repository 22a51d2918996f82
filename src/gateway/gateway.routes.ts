/** The routes that SDKs call, as the API document has them. */
import { z } from 'zod';
import type { RouteSpec } from '../http';
import { dialectQuery } from './protocols/recognise';

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
    summary: 'The decision for a body in any dialect, or for facts alone, without calling anybody',
    query: dialectQuery,
    body: z.looseObject({ model: z.string().optional(), facts: z.looseObject({}).optional() }),
    answer: z.looseObject({ selected_model: z.string().nullable(), candidates: z.array(z.looseObject({})) }),
  },
} as const satisfies Record<string, RouteSpec>;
