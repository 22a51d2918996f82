/** A conversation's turns as messages that Anthropic accepts. */
import type Anthropic from '@anthropic-ai/sdk';
import type { Conversation } from '../../../../../src/gateway/domain/conversation/conversation';
import { aTool, base64, text } from '../../conversation/conversations';
import { write } from './bodies';

const call = { type: 'tool_call', name: 'f', arguments: '{"a":1}', signature: null, cache: null } as const;
const result = { type: 'tool_result', parts: [], isError: false, cache: null } as const;
const thought = { type: 'reasoning', text: 't', signature: 'bursar:anthropic_messages:s', redacted: false } as const;

describe('turns', () => {
  const messages = (turns: Conversation['turns'], more: Partial<Conversation> = {}): unknown =>
    write({ ...more, turns }).messages;

  it('alternate: neighbours are joined, and results of tools come first', () => {
    expect(
      messages([
        { role: 'user', parts: [text('a')] },
        { role: 'assistant', parts: [text('b')] },
        { role: 'assistant', parts: [{ ...call, id: 'c1' }] },
        { role: 'user', parts: [text('and')] },
        { role: 'user', parts: [{ ...result, callId: 'c1', parts: [text('ok')], isError: true }] },
      ]),
    ).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'a' }] },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'b' },
          { type: 'tool_use', id: 'c1', name: 'f', input: { a: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'c1', content: [{ type: 'text', text: 'ok' }], is_error: true },
          { type: 'text', text: 'and' },
        ],
      },
    ] satisfies Anthropic.MessageParam[]);
  });

  it('hold media as Anthropic takes them', () => {
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' } as const;
    const plain = { kind: 'base64', mediaType: 'text/csv', data: Buffer.from('a,ü').toString('base64') } as const;
    const url = { kind: 'url', url: 'https://a.example/b' } as const;
    const none = { cache: null };
    expect(
      messages([
        {
          role: 'user',
          parts: [
            { type: 'image', source: base64, detail: 'low', ...none },
            { type: 'image', source: url, detail: null, ...none },
            { type: 'file', source: pdf, name: 'p.pdf', ...none },
            { type: 'file', source: plain, name: null, ...none },
            { type: 'file', source: url, name: null, ...none },
          ],
        },
      ]),
    ).toEqual([
      {
        role: 'user',
        content: [
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
          { type: 'image', source: { type: 'url', url: 'https://a.example/b' } },
          {
            type: 'document',
            source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0=' },
            title: 'p.pdf',
          },
          { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'a,ü' } },
          { type: 'document', source: { type: 'url', url: 'https://a.example/b' } },
        ],
      },
    ] satisfies Anthropic.MessageParam[]);
  });

  it('give back its own thoughts and leave those of others out', () => {
    const parts = [
      thought,
      { ...thought, signature: 'bursar:google_generate:s' },
      { ...thought, signature: null },
      { ...thought, text: '', signature: 'bursar:anthropic_messages:e', redacted: true },
      { type: 'refusal', text: 'no' } as const,
    ];
    expect(messages([{ role: 'assistant', parts }])).toEqual([
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 't', signature: 's' },
          { type: 'redacted_thinking', data: 'e' },
          { type: 'text', text: 'no' },
        ],
      },
    ] satisfies Anthropic.MessageParam[]);
  });

  it.each([
    ['{"a":1}', { a: 1 }],
    ['', {}],
    ['{"a":', { arguments_as_written: '{"a":' }],
    ['[1]', { arguments_as_written: '[1]' }],
  ])('bring the arguments %j as an object, and lose nothing of them', (json, input) => {
    expect(messages([{ role: 'assistant', parts: [{ ...call, id: 'c1', arguments: json }] }])).toEqual([
      { role: 'assistant', content: [{ type: 'tool_use', id: 'c1', name: 'f', input }] },
    ]);
  });

  it('change ids that Anthropic refuses, of call and result alike', () => {
    expect(
      messages([
        { role: 'assistant', parts: [{ ...call, id: 'functions.f:0' }] },
        { role: 'user', parts: [{ ...result, callId: 'functions.f:0' }] },
      ]),
    ).toMatchObject([{ content: [{ id: 'functions_f_0' }] }, { content: [{ tool_use_id: 'functions_f_0' }] }]);
  });

  it('leave out what says nothing, as Anthropic refuses blank text', () => {
    expect(
      messages([
        { role: 'user', parts: [text(' \n'), text('a')] },
        { role: 'assistant', parts: [text('')] },
      ]),
    ).toEqual([{ role: 'user', content: [{ type: 'text', text: 'a' }] }]);
  });

  it('begin with the last instruction where there is nothing else to answer', () => {
    const { system, messages: only } = write({ turns: [], instructions: [text('a'), text('b')] });
    expect([system, only]).toEqual([
      [{ type: 'text', text: 'a' }],
      [{ role: 'user', content: [{ type: 'text', text: 'b' }] }],
    ]);
  });
});

describe('cache hints', () => {
  const hinted = (words: string, cache: '5m' | '1h'): object => ({ ...text(words), cache });

  it('mark the last four places, tools and system before the turns', () => {
    const body = write({
      tools: [{ ...aTool('f'), cache: '1h' }],
      instructions: [hinted('s', '1h'), hinted('t', '1h')] as Conversation['instructions'],
      turns: [{ role: 'user', parts: [hinted('a', '5m'), hinted('b', '1h')] }] as Conversation['turns'],
    });
    expect(body.tools?.[0]).not.toHaveProperty('cache_control');
    expect([body.system, body.messages[0]?.content]).toEqual([
      [
        { type: 'text', text: 's', cache_control: { type: 'ephemeral', ttl: '1h' } },
        { type: 'text', text: 't', cache_control: { type: 'ephemeral', ttl: '1h' } },
      ],
      [
        { type: 'text', text: 'a', cache_control: { type: 'ephemeral' } },
        // An hour behind five minutes is refused.
        { type: 'text', text: 'b', cache_control: { type: 'ephemeral' } },
      ],
    ]);
  });
});
