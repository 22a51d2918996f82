/** Embeddings in no provider's words: what callers ask for, what comes back, and who has other words for it than OpenAI. */
import type { Parameter, SupportTable } from '../../domain/conversation/parameters';
import type { JsonObject } from '../dialect';

export interface EmbeddingRequest {
  /** Empty where the caller sent tokens: those are numbers of one tokenizer, and said to no other. */
  readonly texts: readonly string[];
  readonly dimensions: number | null;
  /** OpenAI's SDKs ask for `base64` unless they are told otherwise. */
  readonly encoding: 'float' | 'base64';
  readonly said: readonly Parameter[];
  readonly unknown: readonly string[];
}

export interface EmbeddingAnswer {
  readonly vectors: readonly (readonly number[])[];
  /** null: not told. */
  readonly promptTokens: number | null;
}

/** A provider's own words, where they are not OpenAI's. */
export interface EmbeddingTranslation {
  /** Whose words, for warnings. */
  readonly name: string;
  readonly support: SupportTable;
  write(request: EmbeddingRequest, upstreamModel: string): JsonObject;
  /** null when it is no answer to a request of `count` texts. */
  read(answer: JsonObject, count: number): EmbeddingAnswer | null;
}
