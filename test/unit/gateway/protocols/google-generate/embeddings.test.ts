/** Embeddings asked for in OpenAI's words and answered by Gemini. */
import fc from 'fast-check';
import OpenAI from 'openai';
import { googleEmbeddings } from '../../../../../src/gateway/protocols/google-generate/index';
import {
  readEmbeddingRequest,
  writeEmbeddingAnswer,
} from '../../../../../src/gateway/protocols/openai-embeddings/index';
import { mutations } from '../mutations';

describe('an embedding request', () => {
  it('becomes one of Gemini’s for each text', () => {
    const request = readEmbeddingRequest({ model: 'm', input: ['one', 'two'], dimensions: 256 });
    expect(googleEmbeddings.write(request, 'gemini-embedding-001')).toEqual({
      requests: ['one', 'two'].map((text) => ({
        ...{ model: 'models/gemini-embedding-001', content: { parts: [{ text }] }, outputDimensionality: 256 },
      })),
    });
    expect(googleEmbeddings.write(readEmbeddingRequest({ input: 'one' }), 'models/e')).toEqual({
      requests: [{ model: 'models/e', content: { parts: [{ text: 'one' }] } }],
    });
  });
});

describe('an embedding answer', () => {
  const ANSWER = { embeddings: [{ values: [0.5, -1] }, { values: [0, 2] }], usageMetadata: { promptTokenCount: 4 } };

  it.each(['float', 'base64'] as const)('is what the official SDK takes, in %s', async (encoding) => {
    const { vectors, promptTokens } = googleEmbeddings.read(ANSWER, 2) ?? { vectors: [], promptTokens: null };
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
    expect(googleEmbeddings.read(ANSWER, 1)).toBeNull();
    expect(googleEmbeddings.read({ embeddings: [{ values: ['x'] }] }, 1)).toBeNull();
    expect(googleEmbeddings.read({ embeddings: [{ values: [1] }] }, 1)).toEqual({
      vectors: [[1]],
      promptTokens: null,
    });
  });

  it('never throws, whatever Google sends', () => {
    fc.assert(
      fc.property(mutations(ANSWER), (rubbish) => {
        expect(() => googleEmbeddings.read({ ...rubbish }, 2)).not.toThrow();
      }),
    );
  });
});
