/** What stands in the messages of callers of Anthropic's dialect. */
import type Anthropic from '@anthropic-ai/sdk';
import { text } from '../../conversation/conversations';
import { type Body, HELLO, read } from './bodies';

const user = (content: Anthropic.ContentBlockParam[]): Pick<Body, 'messages'> => ({
  messages: [{ role: 'user', content }],
});
const assistant = (content: Anthropic.ContentBlockParam[]): Pick<Body, 'messages'> => ({
  messages: [HELLO, { role: 'assistant', content }],
});
const partsOf = (more: Partial<Body>): unknown => read(more).turns.at(-1)?.parts;

const EPHEMERAL = { type: 'ephemeral' } as const;
const PNG = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } as const;
const PDF = { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' } as const;
const NONE = { cache: null };

describe('content', () => {
  it('reads a system prompt in blocks, with their hints, and what a system message adds later', () => {
    const { instructions, turns } = read({
      system: [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b', cache_control: { type: 'ephemeral', ttl: '1h' } },
      ],
      messages: [HELLO, { role: 'system', content: 'c' }],
    });
    expect(instructions).toEqual([text('a'), { ...text('b'), cache: '1h' }, text('c')]);
    expect(turns).toHaveLength(1);
  });

  it.each<[string, Anthropic.ContentBlockParam, unknown]>([
    ['text', { type: 'text', text: 'a', cache_control: EPHEMERAL }, [{ ...text('a'), cache: '5m' }]],
    [
      'an image',
      { type: 'image', source: PNG },
      [{ type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: PNG.data }, detail: null, ...NONE }],
    ],
    [
      'an image elsewhere',
      { type: 'image', source: { type: 'url', url: 'https://a.example/b.png' } },
      [{ type: 'image', source: { kind: 'url', url: 'https://a.example/b.png' }, detail: null, ...NONE }],
    ],
    [
      'an upload',
      { type: 'image', source: { type: 'file', file_id: 'file_1' } },
      [{ type: 'image', source: { kind: 'file_id', id: 'file_1' }, detail: null, ...NONE }],
    ],
    [
      'a PDF',
      { type: 'document', source: PDF, title: 'T' },
      [{ type: 'file', source: { kind: 'base64', mediaType: 'application/pdf', data: PDF.data }, name: 'T', ...NONE }],
    ],
    [
      'a plain document',
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'd' }, title: 'T', context: 'C' },
      [text('T\nC'), text('d')],
    ],
    [
      'a document of blocks',
      { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'd' }] } },
      [text('d')],
    ],
    [
      'a search result',
      { type: 'search_result', title: 'T', source: 'S', content: [{ type: 'text', text: 'd' }] },
      [text('T (S)'), text('d')],
    ],
    [
      'a result',
      { type: 'tool_result', tool_use_id: 'c1', content: 'ok' },
      [{ type: 'tool_result', callId: 'c1', parts: [text('ok')], isError: false, ...NONE }],
    ],
    [
      'an empty failure',
      { type: 'tool_result', tool_use_id: 'c1', is_error: true },
      [{ type: 'tool_result', callId: 'c1', parts: [], isError: true, ...NONE }],
    ],
    [
      'a result with an image',
      { type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'image', source: PNG }] },
      [expect.objectContaining({ parts: [expect.objectContaining({ type: 'image' })] })],
    ],
  ])('reads %s of a user', (_what, block, expected) => {
    expect(partsOf(user([block]))).toEqual(expected);
  });

  it.each<[string, Anthropic.ContentBlockParam[], unknown]>([
    ['text', [{ type: 'text', text: 'a' }], [text('a')]],
    [
      'a signed thought',
      [{ type: 'thinking', thinking: 't', signature: 's' }],
      [{ type: 'reasoning', text: 't', signature: 'bursar:anthropic_messages:s', redacted: false }],
    ],
    [
      'a thought of another’s',
      [{ type: 'thinking', thinking: '', signature: 'bursar:openai_responses:s' }],
      [{ type: 'reasoning', text: '', signature: 'bursar:openai_responses:s', redacted: false }],
    ],
    [
      'an unsigned thought',
      [{ type: 'thinking', thinking: 't', signature: '' }],
      [{ type: 'reasoning', text: 't', signature: null, redacted: false }],
    ],
    [
      'an encrypted thought',
      [{ type: 'redacted_thinking', data: 'e' }],
      [{ type: 'reasoning', text: '', signature: 'bursar:anthropic_messages:e', redacted: true }],
    ],
    [
      'parallel calls',
      [
        { type: 'tool_use', id: 'c1', name: 'f', input: { a: [1] } },
        { type: 'tool_use', id: 'c2', name: 'g', input: {} },
      ],
      [
        { type: 'tool_call', id: 'c1', name: 'f', arguments: '{"a":[1]}', signature: null, ...NONE },
        { type: 'tool_call', id: 'c2', name: 'g', arguments: '{}', signature: null, ...NONE },
      ],
    ],
    [
      'a call with what its issuer wants back',
      [
        { type: 'redacted_thinking', data: 'bursar-call:bursar:google_generate:sig' },
        { type: 'tool_use', id: 'c1', name: 'f', input: {} },
      ],
      [{ type: 'tool_call', id: 'c1', name: 'f', arguments: '{}', signature: 'bursar:google_generate:sig', ...NONE }],
    ],
    [
      'the text beside what the provider’s tools did',
      [
        { type: 'text', text: 'before' },
        { type: 'server_tool_use', id: 's1', name: 'web_search', input: {} },
        { type: 'web_search_tool_result', tool_use_id: 's1', content: [] },
        { type: 'text', text: 'after' },
      ],
      [text('before'), text('after')],
    ],
  ])('reads %s of an assistant', (_what, content, expected) => {
    expect(partsOf(assistant(content))).toEqual(expected);
  });

  it('takes a hint for the whole body as one on its last block', () => {
    expect(
      partsOf({
        ...user([
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ]),
        cache_control: EPHEMERAL,
      }),
    ).toEqual([...[text('a'), { ...text('b'), cache: '5m' }]]);
  });
});
