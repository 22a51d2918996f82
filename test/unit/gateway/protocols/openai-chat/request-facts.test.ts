/** What a chat body says about where it can go, and what is wrong with one that is refused. */
import { type ChatRequest, readChatRequest } from '../../../../../src/gateway/protocols/openai-chat/request-facts';
import { BursarError } from '../../../../../src/shared/errors';

const USER = { role: 'user', content: 'Hello' };
const body = (more: object = {}): object => ({ model: 'm', messages: [USER], ...more });
const read = (more: object = {}): ChatRequest => readChatRequest(body(more));

const faultOf = (value: unknown): unknown => {
  try {
    readChatRequest(value);
  } catch (error) {
    return error instanceof BursarError ? { code: error.code, ...error.details } : error;
  }
  return 'accepted';
};

describe('readChatRequest', () => {
  it('reads the shortest body', () => {
    expect(read()).toEqual({
      ...{ model: 'm', stream: false, includeUsage: false, streamOptions: null, maxOutputTokens: null },
      ...{ hasTools: false, hasSchema: false, hasJsonMode: false, hasImages: false, hasAudio: false },
      ...{
        messagesCount: 1,
        inputTokens: expect.any(Number),
        metadata: null,
        seed: null,
        serviceTier: null,
        priceRegion: null,
        hasPolicy: false,
      },
      models: null,
      messages: [{ role: 'user', content: 'Hello' }],
    });
  });

  it.each<[string, object, Partial<ChatRequest>]>([
    ['streaming', { stream: true }, { stream: true, includeUsage: false }],
    ['usage asked for', { stream: true, stream_options: { include_usage: true } }, { includeUsage: true }],
    ['usage declined', { stream: true, stream_options: { include_usage: false } }, { includeUsage: false }],
    ['a limit', { max_tokens: 7 }, { maxOutputTokens: 7 }],
    ['the newer limit before the older', { max_tokens: 7, max_completion_tokens: 9 }, { maxOutputTokens: 9 }],
    ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }, { hasTools: true }],
    ['no tools in an empty list', { tools: [] }, { hasTools: false }],
    [
      'a schema, which is not mere JSON mode',
      { response_format: { type: 'json_schema', json_schema: {} } },
      { hasSchema: true, hasJsonMode: false },
    ],
    ['JSON mode', { response_format: { type: 'json_object' } }, { hasSchema: false, hasJsonMode: true }],
    ['plain text', { response_format: { type: 'text' } }, { hasSchema: false, hasJsonMode: false }],
    ['metadata', { metadata: { ticket: '7' } }, { metadata: { ticket: '7' } }],
    [
      'images and sound',
      { messages: [{ role: 'user', content: [{ type: 'image_url' }, { type: 'input_audio' }] }] },
      { hasImages: true, hasAudio: true },
    ],
    [
      'nulls as absent',
      { stream: null, stream_options: null, max_tokens: null, tools: null, response_format: null, metadata: null },
      { stream: false, maxOutputTokens: null, hasTools: false, metadata: null },
    ],
    ['messages without content', { messages: [{ role: 'assistant', content: null }, USER] }, { messagesCount: 2 }],
    ['a list of fallbacks behind the model', { models: ['n', 'o'] }, { model: 'm', models: ['n', 'o'] }],
    ['the first of a list that stands alone', { model: undefined, models: ['n', 'o'] }, { model: 'n', models: ['o'] }],
    ['a list of one', { model: undefined, models: ['n'] }, { model: 'n', models: [] }],
  ])('reads %s', (_what, more, expected) => {
    expect(read(more)).toMatchObject(expected);
  });

  it.each<[object, string]>([
    [{ models: 'n' }, 'models'],
    [{ models: ['n', 7] }, 'models[1]'],
    [{ models: ['n', ''] }, 'models[1]'],
    [{ models: Array.from({ length: 21 }, () => 'n') }, 'models'],
  ])('refuses a list of fallbacks that is none: %j', (more, path) => {
    expect(faultOf(body(more))).toMatchObject({ code: 'invalid_request', path });
  });

  it('counts everything that the model has to read', () => {
    const { inputTokens } = read();
    const text = 'A rather longer question about the ways of the world and its budgets.';
    const longer: readonly object[] = [
      { messages: [{ role: 'user', content: text }] },
      { messages: [{ role: 'user', content: [{ type: 'text', text }] }] },
      { messages: [USER, { role: 'assistant', tool_calls: [{ function: { arguments: text } }] }] },
      { messages: [USER, USER] },
      { tools: [{ type: 'function', function: { name: 'f', description: text } }] },
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'data:' } }] }] },
    ];
    expect(longer.filter((more) => read(more).inputTokens <= inputTokens)).toEqual([]);
  });

  it.each<[unknown, string]>([
    [null, 'body'],
    [[], 'body'],
    ['text', 'body'],
    [{ messages: [USER] }, 'model'],
    [body({ model: 7 }), 'model'],
    [body({ model: '' }), 'model'],
    [body({ messages: undefined }), 'messages'],
    [body({ messages: {} }), 'messages'],
    [body({ messages: [] }), 'messages'],
    [body({ messages: [USER, null] }), 'messages[1]'],
    [body({ messages: [{ content: 'x' }] }), 'messages[0].role'],
    [body({ messages: [{ role: 7, content: 'x' }] }), 'messages[0].role'],
    [body({ messages: [{ role: 'user', content: 7 }] }), 'messages[0].content'],
    [body({ messages: [{ role: 'user', content: {} }] }), 'messages[0].content'],
    [body({ messages: [{ role: 'user', content: ['x'] }] }), 'messages[0].content[0].type'],
    [body({ messages: [{ role: 'user', content: [{ text: 'x' }] }] }), 'messages[0].content[0].type'],
    [body({ stream: 'yes' }), 'stream'],
    [body({ stream_options: true }), 'stream_options'],
    [body({ max_tokens: '7' }), 'max_tokens'],
    [body({ max_tokens: 0 }), 'max_tokens'],
    [body({ max_completion_tokens: 1.5 }), 'max_completion_tokens'],
    [body({ tools: {} }), 'tools'],
    [body({ response_format: 'json' }), 'response_format'],
    [body({ metadata: 'x' }), 'metadata'],
  ])('refuses %j naming %s', (value, path) => {
    expect(faultOf(value)).toEqual({ code: 'invalid_request', path, problem: expect.stringMatching(/^must be /) });
  });
});
