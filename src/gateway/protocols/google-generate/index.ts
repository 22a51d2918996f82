/** Gemini's generateContent, streamGenerateContent and batchEmbedContents, as a provider. */
import type { ProviderDialect } from '../dialect';
import { GoogleAnswerReader } from './read-answer';
import { googleRequests } from './write-request';

export { googleEmbeddings } from './embeddings';
export { classOfGoogleError, messageOfGoogleError, retryAfterOfGoogleError } from './errors';

export const googleGenerate: ProviderDialect = {
  name: 'google_generate',
  requests: googleRequests,
  reader: () => new GoogleAnswerReader(),
};

/** Behind the provider's base URL (`https://generativelanguage.googleapis.com/v1beta`). */
export const googlePath = {
  answer: (model: string): string => `/models/${encodeURIComponent(model)}:generateContent`,
  stream: (model: string): string => `/models/${encodeURIComponent(model)}:streamGenerateContent?alt=sse`,
  embeddings: (model: string): string => `/models/${encodeURIComponent(model)}:batchEmbedContents`,
} as const;
