/** Vectors, as OpenAI gives them and those who follow it, and as Google does: one for each text, all of two numbers. */
import { inputTokensOf } from '../../../src/shared/domain/usage';
import { google } from './google';
import { OPENAI_LIMITS, openAiChat, openAiError } from './openai-chat';
import type { Ask, SimulatedDialect } from './dialect';

/** The place of the text, and a number that 32 bits hold exactly. */
const vectorAt = (index: number): readonly number[] => [index, -0.5];

const base64Of = (vector: readonly number[]): string =>
  Buffer.from(Float32Array.from(vector).buffer).toString('base64');

const countOf = (listed: unknown): number => (Array.isArray(listed) ? listed.length : 1);
const places = ({ texts = 0 }: Ask): number[] => Array.from({ length: texts }, (_, index) => index);

export const openAiEmbeddings: SimulatedDialect = {
  name: 'openai_embeddings',
  ask: (path, { model = '', input, encoding_format: encoding }) =>
    /\/embeddings(\?|$)/.test(path)
      ? { model, stream: false, usage: 'with_finish', texts: countOf(input), base64: encoding === 'base64' }
      : null,
  whole: ({ usage }, ask) => ({
    object: 'list',
    data: places(ask).map((index) => ({
      ...{ object: 'embedding', index },
      embedding: ask.base64 === true ? base64Of(vectorAt(index)) : vectorAt(index),
    })),
    model: ask.model,
    ...(usage !== null && { usage: { prompt_tokens: inputTokensOf(usage), total_tokens: inputTokensOf(usage) } }),
  }),
  stream: () => [],
  error: openAiError,
  saysWaitInBody: false,
  keepAlive: openAiChat.keepAlive,
  quota: openAiChat.quota,
  errorEvent: openAiChat.errorEvent,
  limits: OPENAI_LIMITS,
};

export const googleEmbeddings: SimulatedDialect = {
  name: 'google_embeddings',
  ask: (path, { requests }) => {
    const [, model] = /\/models\/([^:]+):batchEmbedContents/.exec(path) ?? [];
    return model === undefined
      ? null
      : { model: decodeURIComponent(model), stream: false, usage: 'with_finish', texts: countOf(requests) };
  },
  whole: ({ usage }, ask) => ({
    embeddings: places(ask).map((index) => ({ values: vectorAt(index) })),
    ...(usage !== null && { usageMetadata: { promptTokenCount: inputTokensOf(usage) } }),
  }),
  stream: () => [],
  error: google.error,
  saysWaitInBody: google.saysWaitInBody,
  keepAlive: google.keepAlive,
  quota: google.quota,
  errorEvent: google.errorEvent,
  limits: {},
};
