/** Embeddings asked for in OpenAI's words and answered by Gemini. */
import fc from 'fast-check';
import OpenAI from 'openai';
import {
  readEmbeddingAnswer,
  readEmbeddingRequest,
  writeEmbeddingAnswer,
  writeEmbeddingRequest,
} from '../../../../../src/gateway/protocols/google-generate/index';
import { BursarError } from '../../../../../src/shared/errors';
import { mutations } from '../mutations';

const pathOf = (body: object): unknown => {
  try {
    return readEmbeddingRequest({ ...body });
  } catch (error) {
    return error instanceof BursarError ? error.details['path'] : error;
  }
};

describe('an embedding request', () => {
  it('becomes one of Gemini’s for each text', () => {
    const request = readEmbeddingRequest({ model: 'm', input: ['one', 'two'], dimensions: 256 });
    expect(writeEmbeddingRequest(request, 'gemini-embedding-001')).toEqual({
      requests: ['one', 'two'].map((text) => ({
        ...{ model: 'models/gemini-embedding-001', content: { parts: [{ text }] }, outputDimensionality: 256 },
      })),
    });
    expect(writeEmbeddingRequest(readEmbeddingRequest({ input: 'one' }), 'models/e')).toEqual({
      requests: [{ model: 'models/e', content: { parts: [{ text: 'one' }] } }],
    });
  });

  it.each<[object, string]>([
    [{}, 'input'],
    [{ input: [] }, 'input'],
    [{ input: '' }, 'input'],
    [{ input: [1, 2] }, 'input[0]'],
    [{ input: ['a', ''] }, 'input[1]'],
    [{ input: 'a', dimensions: 0 }, 'dimensions'],
    [{ input: 'a', encoding_format: 'int8' }, 'encoding_format'],
  ])('that cannot be understood is an error that names its path: %j', (body, path) => {
    expect(pathOf(body)).toBe(path);
  });
});

describe('an embedding answer', () => {
  const ANSWER = { embeddings: [{ values: [0.5, -1] }, { values: [0, 2] }], usageMetadata: { promptTokenCount: 4 } };

  it.each(['float', 'base64'] as const)('is what the official SDK takes, in %s', async (encoding) => {
    const { vectors, promptTokens } = readEmbeddingAnswer(ANSWER, 2) ?? { vectors: [], promptTokens: null };
    const written = writeEmbeddingAnswer(vectors, { model: 'e', encoding, promptTokens: promptTokens ?? 0 });
    const client = new OpenAI({ apiKey: 'k', fetch: () => Promise.resolve(Response.json(written)) });
    const asked = encoding === 'float' ? { encoding_format: encoding } : {};
    const { data, usage } = await client.embeddings.create({ model: 'e', input: ['a', 'b'], ...asked });
    expect(data.map(({ embedding, index }) => [index, ...embedding])).toEqual([
      [0, 0.5, -1],
      [1, 0, 2],
    ]);
    expect(usage).toEqual({ prompt_tokens: 4, total_tokens: 4 });
  });

  it('has one vector for each text, or is none', () => {
    expect(readEmbeddingAnswer(ANSWER, 1)).toBeNull();
    expect(readEmbeddingAnswer({ embeddings: [{ values: ['x'] }] }, 1)).toBeNull();
    expect(readEmbeddingAnswer({ embeddings: [{ values: [1] }] }, 1)).toEqual({ vectors: [[1]], promptTokens: null });
  });

  it('never throws, whatever Google sends', () => {
    fc.assert(
      fc.property(mutations(ANSWER), (rubbish) => {
        expect(() => readEmbeddingAnswer(rubbish, 2)).not.toThrow();
      }),
    );
  });
});
