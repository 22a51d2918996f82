/** Embeddings by Gemini's batchEmbedContents. */
import type { JsonObject } from '../dialect';
import type { EmbeddingAnswer, EmbeddingRequest, EmbeddingTranslation } from '../openai-embeddings';
import { countOf, objectOf, objectsOf } from '../wire';
import { SUPPORT } from './support';

export const googleEmbeddings: EmbeddingTranslation = {
  name: 'google_generate',
  support: SUPPORT,
  write: writeRequest,
  read: readAnswer,
};

function writeRequest({ texts, dimensions }: EmbeddingRequest, upstreamModel: string): JsonObject {
  const model = upstreamModel.startsWith('models/') ? upstreamModel : `models/${upstreamModel}`;
  return {
    requests: texts.map((text) => ({
      ...{ model, content: { parts: [{ text }] } },
      ...(dimensions !== null && { outputDimensionality: dimensions }),
    })),
  };
}

/** Gemini does not count what its older models embed. */
function readAnswer(answer: JsonObject, count: number): EmbeddingAnswer | null {
  const vectors = objectsOf(answer['embeddings']).map(({ values }) => values);
  if (vectors.length !== count || !vectors.every(isVector)) return null;
  return { vectors, promptTokens: countOf(objectOf(answer['usageMetadata'])['promptTokenCount']) };
}

const isVector = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number');
