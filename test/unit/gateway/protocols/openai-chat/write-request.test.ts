/** Conversations as chat bodies, in each flavour, and back. */
import fc from 'fast-check';
import type OpenAI from 'openai';
import type {
  AssistantPart,
  Conversation,
  Turn,
  UserPart,
} from '../../../../../src/gateway/domain/conversation/conversation';
import { PARAMETERS, type Parameter } from '../../../../../src/gateway/domain/conversation/parameters';
import type { Destination } from '../../../../../src/gateway/protocols/dialect';
import {
  chatProvider,
  COMPATIBLE,
  DEEPSEEK,
  MISTRAL,
  OPENAI,
  openAiChat,
} from '../../../../../src/gateway/protocols/openai-chat/index';
import { aConversation, aTool, base64, text } from '../../conversation/conversations';
import { SAYING } from '../../conversation/saying';

type Params = OpenAI.ChatCompletionCreateParams;

const TO: Destination = { upstreamModel: 'gpt-5', maxOutput: 1000, reasons: false };
const THINKER: Destination = { ...TO, reasons: true };

const write = (more: Partial<Conversation>, to = TO, flavour = OPENAI): object =>
  chatProvider(flavour).requests.write(aConversation(more), to);
const messagesOf = (...turns: Turn[]): unknown => (write({ turns }) as { messages: unknown }).messages;
const user = (...parts: UserPart[]): Turn => ({ role: 'user', parts });
const assistant = (...parts: AssistantPart[]): Turn => ({ role: 'assistant', parts });

const quiet = { cache: null } as const;
const call = (id: string): AssistantPart => ({
  ...{ type: 'tool_call', id, name: 'f', arguments: '{"x":1}', signature: null, cache: null },
});
const result = (callId: string, ...parts: Extract<UserPart, { type: 'tool_result' }>['parts']): UserPart => ({
  ...{ type: 'tool_result', callId, parts, isError: false, cache: null },
});

describe('a chat body', () => {
  it('is one that OpenAI publishes', () => {
    const body = write(
      {
        instructions: [text('Be short.'), text('Be kind.')],
        tools: [{ ...aTool('f'), description: 'd', strict: true }],
        ...{ toolChoice: { kind: 'tool', name: 'f' }, parallelTools: false, stream: true, maxOutputTokens: 9 },
        format: { kind: 'schema', name: 's', description: null, schema: { type: 'object' }, strict: true },
        ...{ reasoning: { effort: 'low', budgetTokens: null, visible: true }, stop: ['END'], endUser: 'u' },
        ...{ sampling: { ...aConversation({}).sampling, topP: 0.5, temperature: 0 }, serviceTier: 'standard' },
      },
      THINKER,
    );
    expect(body).toEqual({
      model: 'gpt-5',
      messages: [
        { role: 'system', content: 'Be short.\n\nBe kind.' },
        { role: 'user', content: 'Hello' },
      ],
      ...{ stream: true, stream_options: { include_usage: true } },
      tools: [
        {
          type: 'function',
          function: {
            ...{ name: 'f', description: 'd', strict: true },
            parameters: { type: 'object', properties: { city: { type: 'string' } } },
          },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'f' } },
      parallel_tool_calls: false,
      response_format: { type: 'json_schema', json_schema: { name: 's', schema: { type: 'object' }, strict: true } },
      ...{ reasoning_effort: 'low', max_completion_tokens: 9, stop: ['END'] },
      ...{ service_tier: 'default', safety_identifier: 'u' },
    } satisfies Params);
  });

  it('says every kind of part', () => {
    const url = { kind: 'url', url: 'https://example.com/x.png' } as const;
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBE' } as const;
    const turn = user(
      text('Look'),
      { type: 'image', source: base64, detail: 'low', ...quiet },
      { type: 'image', source: url, detail: null, ...quiet },
      { type: 'audio', data: 'UklG', format: 'mp3', ...quiet },
      { type: 'file', source: pdf, name: 'a.pdf', ...quiet },
      { type: 'file', source: pdf, name: null, ...quiet },
    );
    const file_data = 'data:application/pdf;base64,JVBE';
    expect(messagesOf(turn)).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=', detail: 'low' } },
          { type: 'image_url', image_url: { url: 'https://example.com/x.png' } },
          { type: 'input_audio', input_audio: { data: 'UklG', format: 'mp3' } },
          { type: 'file', file: { filename: 'a.pdf', file_data } },
          { type: 'file', file: { filename: 'file.pdf', file_data } },
        ],
      },
    ] satisfies Params['messages']);
  });

  it('puts results of tools right behind their calls, and what they show behind all of them', () => {
    const picture = { type: 'image', source: base64, detail: null, ...quiet } as const;
    const turns = [
      assistant(text('One moment.'), call('a'), call('b'), call('c')),
      user(text('Well?'), result('a', text('one'), text('two')), result('b', picture), {
        ...{ type: 'tool_result', callId: 'c', parts: [text('gone')], isError: true, cache: null },
      }),
    ];
    const called = { type: 'function', function: { name: 'f', arguments: '{"x":1}' } } as const;
    expect(messagesOf(...turns)).toEqual([
      {
        role: 'assistant',
        content: 'One moment.',
        tool_calls: ['a', 'b', 'c'].map((id) => ({ id, ...called })),
      },
      { role: 'tool', tool_call_id: 'a', content: 'one\ntwo' },
      { role: 'tool', tool_call_id: 'b', content: '(see below)' },
      { role: 'tool', tool_call_id: 'c', content: 'Error: gone' },
      {
        role: 'user',
        content: [
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
          { type: 'text', text: 'Well?' },
        ],
      },
    ] satisfies Params['messages']);
  });

  it("leaves out other issuers' thoughts, and an answer of nothing else", () => {
    const foreign: AssistantPart = {
      ...{ type: 'reasoning', text: 'Hm', signature: 'bursar:anthropic_messages:s', redacted: false },
    };
    expect(messagesOf(assistant(foreign), assistant(foreign, text('Yes')))).toEqual([
      { role: 'assistant', content: 'Yes' },
    ]);
  });

  it('gives its own signatures back as they came', () => {
    const turn = assistant(
      { type: 'reasoning', text: 'Hm', signature: 'bursar:openai_chat:s', redacted: false },
      { type: 'reasoning', text: '', signature: 'bursar:openai_chat:e', redacted: true },
      { ...call('a'), signature: 'bursar:openai_chat:g' } as AssistantPart,
    );
    expect(messagesOf(turn)).toMatchObject([
      {
        reasoning_details: [
          { type: 'reasoning.text', text: 'Hm', signature: 's' },
          { type: 'reasoning.encrypted', data: 'e' },
        ],
        tool_calls: [{ extra_content: { google: { thought_signature: 'g' } } }],
      },
    ]);
  });

  it('gives thoughts back to those who want them, and to nobody else', () => {
    const turns = [assistant({ type: 'reasoning', text: 'Hm', signature: null, redacted: false }, call('a'))];
    expect(write({ turns }, TO, DEEPSEEK)).toMatchObject({ messages: [{ reasoning_content: 'Hm' }] });
    expect(JSON.stringify(write({ turns }, TO, OPENAI))).not.toContain('Hm');
    expect(JSON.stringify(write({ turns }, TO, COMPATIBLE))).not.toContain('Hm');
  });

  it('speaks each flavour', () => {
    const said: Partial<Conversation> = {
      ...{ maxOutputTokens: 9, stream: true, endUser: 'u' },
      sampling: { ...aConversation({}).sampling, seed: 7, temperature: 1 },
    };
    const usage = { stream_options: { include_usage: true } };
    const messages = [{ role: 'user', content: 'Hello' }];
    const common = { model: 'gpt-5', messages, stream: true };
    expect(write(said)).toEqual({
      ...{ ...common, ...usage, max_completion_tokens: 9, temperature: 1, seed: 7, safety_identifier: 'u' },
    });
    expect(write(said, THINKER)).toEqual({
      ...{ ...common, ...usage, max_completion_tokens: 9, seed: 7, safety_identifier: 'u' },
    });
    expect(write(said, THINKER, COMPATIBLE)).toEqual({
      ...{ ...common, ...usage, max_tokens: 9, temperature: 1, seed: 7, user: 'u' },
    });
    expect(write(said, TO, MISTRAL)).toEqual({ ...common, max_tokens: 9, temperature: 1, random_seed: 7 });
  });

  it('gives Mistral ids of the only form that it takes, the same to a call and its result', () => {
    const turns = [assistant(call('toolu_01A'), call('abcDEF123')), user(result('toolu_01A', text('done')))];
    const { messages } = write({ turns }, TO, MISTRAL) as { messages: [{ tool_calls: { id: string }[] }, object] };
    const [first, second] = messages[0].tool_calls.map(({ id }) => id);
    expect(first).toMatch(/^[a-z0-9]{9}$/);
    expect(second).toBe('abcDEF123');
    expect(messages[1]).toMatchObject({ tool_call_id: first });
  });

  it.each([
    [500, 'minimal'],
    [2048, 'low'],
    [5000, 'medium'],
    [100_000, 'high'],
  ])('says a budget of %i tokens as %s', (budgetTokens, reasoning_effort) => {
    const reasoning = { effort: null, budgetTokens, visible: true };
    expect(write({ reasoning }, THINKER)).toMatchObject({ reasoning_effort });
    expect(write({ reasoning }, TO)).not.toHaveProperty('reasoning_effort');
  });
});

describe('the table of support', () => {
  const FLAVOURS = { OPENAI, COMPATIBLE, DEEPSEEK, MISTRAL };
  const rows = Object.entries(FLAVOURS).flatMap(([name, flavour]) =>
    PARAMETERS.filter((parameter) => SAYING[parameter] !== undefined).map(
      (parameter): [string, Parameter, typeof flavour] => [name, parameter, flavour],
    ),
  );

  it.each(rows)('of %s tells the truth about %s', (_name, parameter, flavour) => {
    const { silent, saying } = SAYING[parameter] ?? { silent: {}, saying: {} };
    const { support, exceptions } = chatProvider(flavour).requests;
    for (const to of [TO, THINKER]) {
      const told = { ...support, ...exceptions?.(to) }[parameter].support;
      if (told === 'refused') continue;
      const changes = JSON.stringify(write(saying, to, flavour)) !== JSON.stringify(write(silent, to, flavour));
      expect(changes).toBe(told !== 'dropped');
    }
  });
});

describe('there and back', () => {
  const words = fc.string({ minLength: 1 });
  const textPart = words.map(text);
  const image = fc
    .constantFrom<'low' | 'high' | null>('low', 'high', null)
    .map((detail): UserPart => ({ type: 'image', source: base64, detail, ...quiet }));
  const calls = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 3 });
  // A turn of results alone, or of content alone: together they are two messages.
  const turns = fc.array(
    fc.oneof(
      fc.array(fc.oneof(textPart, image), { minLength: 1, maxLength: 3 }).map((parts) => [user(...parts)]),
      fc
        .tuple(fc.array(textPart, { maxLength: 2 }), calls)
        .map(([texts, ids]): Turn[] => [
          ...(texts.length + ids.length === 0 ? [] : [assistant(...texts, ...ids.map(call))]),
          ...ids.map((id) => user(result(id, text('done')))),
        ]),
    ),
    { maxLength: 4 },
  );
  const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(value);
  const conversations: fc.Arbitrary<Partial<Conversation>> = fc.record({
    instructions: fc.array(textPart, { maxLength: 1 }),
    turns: turns.map((list) => list.flat()),
    tools: fc.constantFrom([], [aTool('f')], [{ ...aTool('g'), strict: true, description: 'd' }]),
    format: fc.constantFrom<Conversation['format']>(
      null,
      { kind: 'json' },
      {
        ...{ kind: 'schema', name: 's', description: null, schema: { type: 'object' }, strict: true },
      },
    ),
    reasoning: maybe(fc.constant({ effort: 'low', budgetTokens: null, visible: true } as const)),
    maxOutputTokens: maybe(fc.integer({ min: 1, max: 9999 })),
    stop: fc.array(words, { maxLength: 2 }),
    serviceTier: maybe(fc.constantFrom('standard', 'flex', 'priority', 'auto')),
    endUser: maybe(fc.string()),
    stream: fc.boolean(),
  });

  it('a conversation that chat can say is read as it was', () => {
    fc.assert(
      fc.property(conversations, (more) => {
        const conversation = aConversation(more);
        const body = openAiChat.requests.write(conversation, THINKER);
        const { said: _said, ...read } = openAiChat.conversation(body);
        const { said: _none, ...expected } = conversation;
        expect(read).toEqual(expected);
      }),
    );
  });
});
