/** OpenAI's embeddings: what callers speak on `POST /v1/embeddings`, and most providers too. */
export { readEmbeddingUsage, writeEmbeddingAnswer } from './answer';
export type { EmbeddingAnswer, EmbeddingRequest, EmbeddingTranslation } from './embedding';
export { readEmbeddingCall, readEmbeddingRequest } from './request';
