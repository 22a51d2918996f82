/** Embeddings: OpenAI's request as Gemini's batchEmbedContents, and Gemini's answer as OpenAI's. */
import type { JsonObject } from '../dialect';
import { invalid, NAME, oneOf, optional, type Place, POSITIVE, required } from '../fields';
import { countOf, objectOf, objectsOf } from '../wire';

export interface EmbeddingRequest {
  readonly texts: readonly string[];
  readonly dimensions: number | null;
  /** OpenAI's SDKs ask for `base64` unless they are told otherwise. */
  readonly encoding: 'float' | 'base64';
}

/** @throws BursarError `invalid_request`; tokens in place of text are refused: they are numbers of OpenAI's alone */
export function readEmbeddingRequest(body: JsonObject): EmbeddingRequest {
  const place: Place = { object: body, path: '' };
  return {
    texts: typeof body['input'] === 'string' ? [required(place, 'input', NAME)] : textsOf(body['input']),
    dimensions: optional(place, 'dimensions', POSITIVE),
    encoding: optional(place, 'encoding_format', oneOf(['float', 'base64'])) ?? 'float',
  };
}

function textsOf(input: unknown): string[] {
  if (!Array.isArray(input) || input.length === 0) throw invalid('input', 'must be a text or a list of texts');
  return input.map((text: unknown, at) => {
    if (!NAME.is(text)) throw invalid(`input[${at}]`, `must be ${NAME.what}`);
    return text;
  });
}

export function writeEmbeddingRequest({ texts, dimensions }: EmbeddingRequest, upstreamModel: string): JsonObject {
  const model = upstreamModel.startsWith('models/') ? upstreamModel : `models/${upstreamModel}`;
  return {
    requests: texts.map((text) => ({
      ...{ model, content: { parts: [{ text }] } },
      ...(dimensions !== null && { outputDimensionality: dimensions }),
    })),
  };
}

export interface EmbeddingAnswer {
  readonly vectors: readonly (readonly number[])[];
  /** null: Gemini does not count what its older models embed. */
  readonly promptTokens: number | null;
}

/** null when it is no answer to a request of `count` texts. */
export function readEmbeddingAnswer(body: unknown, count: number): EmbeddingAnswer | null {
  const answer = objectOf(body);
  const vectors = objectsOf(answer['embeddings']).map(({ values }) => values);
  if (vectors.length !== count || !vectors.every(isVector)) return null;
  return { vectors, promptTokens: countOf(objectOf(answer['usageMetadata'])['promptTokenCount']) };
}

const isVector = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'number');

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
