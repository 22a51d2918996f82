/** Vectors as OpenAI gives them. */
import { NO_USAGE, type Usage } from '../../../shared/domain/usage';
import type { JsonObject } from '../dialect';
import { countOf, objectOf } from '../wire';
import type { EmbeddingAnswer, EmbeddingRequest } from './embedding';

/** null when it is no usage; what is read is all that an embedding costs. */
export function readEmbeddingUsage(usage: unknown): Usage | null {
  const input = countOf(objectOf(usage)['prompt_tokens']);
  return input === null ? null : { ...NO_USAGE, input };
}

interface EmbeddingAnswerHead {
  readonly model: string;
  readonly encoding: EmbeddingRequest['encoding'];
  /** Told by the provider, or else estimated. */
  readonly promptTokens: number;
}

export function writeEmbeddingAnswer(vectors: EmbeddingAnswer['vectors'], head: EmbeddingAnswerHead): JsonObject {
  const { model, encoding, promptTokens } = head;
  return {
    object: 'list',
    data: vectors.map((vector, index) => ({
      ...{ object: 'embedding', index, embedding: encoding === 'float' ? vector : base64Of(vector) },
    })),
    model,
    usage: { prompt_tokens: promptTokens, total_tokens: promptTokens },
  };
}

/** Floats of 32 bits, the lowest byte first, as OpenAI's SDKs decode them. */
function base64Of(vector: readonly number[]): string {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT);
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * Float32Array.BYTES_PER_ELEMENT);
  return bytes.toString('base64');
}
