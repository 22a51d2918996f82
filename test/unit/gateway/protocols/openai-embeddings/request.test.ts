/** What is read of a body of `POST /v1/embeddings`. */
import {
  readEmbeddingCall,
  readEmbeddingRequest,
  readEmbeddingUsage,
} from '../../../../../src/gateway/protocols/openai-embeddings/index';
import { NO_USAGE } from '../../../../../src/shared/domain/usage';
import { BursarError } from '../../../../../src/shared/errors';

const pathOf = (read: () => unknown): unknown => {
  try {
    return read();
  } catch (error) {
    return error instanceof BursarError ? error.details['path'] : error;
  }
};

describe('a request for vectors', () => {
  it.each<[unknown, string]>([
    ['embed this', 'body'],
    [{ input: 'a' }, 'model'],
    [{ model: 'm' }, 'input'],
    [{ model: 'm', input: [] }, 'input'],
    [{ model: 'm', input: '' }, 'input'],
    [{ model: 'm', input: ['a', ''] }, 'input[1]'],
    [{ model: 'm', input: ['a', 2] }, 'input[1]'],
    [{ model: 'm', input: [1, [2, 'a']] }, 'input[0]'],
    [{ model: 'm', input: [[]] }, 'input[0]'],
  ])('that cannot be understood is an error that names its path: %j', (body, path) => {
    expect(pathOf(() => readEmbeddingCall(body))).toBe(path);
  });

  it.each<[object, string]>([
    [{ input: 'a', dimensions: 0 }, 'dimensions'],
    [{ input: 'a', encoding_format: 'int8' }, 'encoding_format'],
  ])('has parameters that only a provider of other words must understand: %j', (body, path) => {
    expect(pathOf(() => readEmbeddingRequest({ ...body }))).toBe(path);
    expect(readEmbeddingCall({ model: 'm', ...body }).model).toBe('m');
  });

  it('says what it asks for, and which members are nobody’s', () => {
    const body = { model: 'm', input: 'a', dimensions: 2, encoding_format: 'base64', user: 'u', truncate: true };
    expect(readEmbeddingRequest(body)).toEqual({
      ...{ texts: ['a'], dimensions: 2, encoding: 'base64' },
      said: ['dimensions', 'encoding_format', 'end_user'],
      unknown: ['truncate'],
    });
  });

  it.each([
    [[1, 2, 3], 3],
    [[[1, 2], [3]], 3],
  ])('of tokens counts them and holds no text: %j', (input, tokens) => {
    expect(readEmbeddingCall({ model: 'm', input }).inputTokens).toBe(tokens);
    expect(readEmbeddingRequest({ input })).toMatchObject({ texts: [], said: ['token_input'] });
  });

  it('of several texts is estimated as all of them', () => {
    const tokens = (input: unknown): number => readEmbeddingCall({ model: 'm', input }).inputTokens;
    const text = 'The quick brown fox jumps over the lazy dog. ';
    expect(tokens([text.repeat(20), text.repeat(20)])).toBeGreaterThan(tokens(text.repeat(30)));
  });
});

describe('the usage of vectors', () => {
  it('is what was read; silence is no usage', () => {
    expect(readEmbeddingUsage({ prompt_tokens: 7, total_tokens: 7 })).toEqual({ ...NO_USAGE, input: 7 });
    expect(readEmbeddingUsage({ prompt_tokens: 0 })).toEqual(NO_USAGE);
    expect(readEmbeddingUsage(undefined)).toBeNull();
  });
});
