/** Chat bodies as conversations. */
import fc from 'fast-check';
import type OpenAI from 'openai';
import type { Conversation, Turn } from '../../../../../src/gateway/domain/conversation/conversation';
import { openAiChat } from '../../../../../src/gateway/protocols/openai-chat/index';
import { BursarError } from '../../../../../src/shared/errors';
import { aConversation, text } from '../../conversation/conversations';
import { anyJson, mutations } from '../mutations';

type Message = OpenAI.ChatCompletionMessageParam;

const USER: Message = { role: 'user', content: 'Hello' };
/** `more` is no type of the SDK's: old clients say it in words that it calls deprecated. */
const read = (more: object): Conversation => openAiChat.conversation({ model: 'm', messages: [USER], ...more });
const turnsOf = (...messages: object[]): readonly Turn[] => read({ messages }).turns;
const quiet = { cache: null } as const;

const faultOf = (body: object): unknown => {
  try {
    return openAiChat.conversation(body as Readonly<Record<string, unknown>>);
  } catch (error) {
    return error instanceof BursarError ? error.details['path'] : error;
  }
};

describe('messages', () => {
  it('reads the shortest body', () => {
    expect(read({})).toEqual(aConversation({}));
  });

  it('puts the operator above the turns, wherever it speaks', () => {
    const { instructions, turns } = read({
      messages: [
        { role: 'system', content: 'Be short.' },
        USER,
        { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
      ],
    });
    expect(instructions).toEqual([text('Be short.'), text('Be kind.')]);
    expect(turns).toEqual([{ role: 'user', parts: [text('Hello')] }]);
  });

  it('reads every kind of part of a user', () => {
    const turns = turnsOf({
      role: 'user',
      content: [
        { type: 'text', text: 'Look' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA', detail: 'low' } },
        { type: 'image_url', image_url: { url: 'https://example.com/x.png' } },
        { type: 'input_audio', input_audio: { data: 'UklG', format: 'wav' } },
        { type: 'file', file: { file_data: 'data:application/pdf;base64,JVBE', filename: 'a.pdf' } },
        { type: 'file', file: { file_data: 'JVBE' } },
        { type: 'file', file: { file_id: 'file-1' } },
      ],
    });
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBE' } as const;
    expect(turns[0]?.parts).toEqual([
      text('Look'),
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AAAA' }, detail: 'low', ...quiet },
      { type: 'image', source: { kind: 'url', url: 'https://example.com/x.png' }, detail: null, ...quiet },
      { type: 'audio', data: 'UklG', format: 'wav', ...quiet },
      { type: 'file', source: pdf, name: 'a.pdf', ...quiet },
      { type: 'file', source: pdf, name: null, ...quiet },
      { type: 'file', source: { kind: 'file_id', id: 'file-1' }, name: null, ...quiet },
    ]);
  });

  it('reads parallel calls and their results, arguments as they are', () => {
    const turns = turnsOf(
      {
        role: 'assistant',
        content: 'One moment.',
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x": 1' } },
          { id: 'b', type: 'function', function: { name: 'g', arguments: '' } },
          { id: 'c', type: 'custom', custom: { name: 'h', input: 'raw' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'sunny' },
      { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'cold' }] },
      { role: 'tool', tool_call_id: 'c', content: '' },
    );
    const call = { type: 'tool_call', signature: null, ...quiet } as const;
    const result = { type: 'tool_result', isError: false, ...quiet } as const;
    expect(turns).toEqual([
      {
        role: 'assistant',
        parts: [
          text('One moment.'),
          { ...call, id: 'a', name: 'f', arguments: '{"x": 1' },
          { ...call, id: 'b', name: 'g', arguments: '' },
          { ...call, id: 'c', name: 'h', arguments: 'raw' },
        ],
      },
      { role: 'user', parts: [{ ...result, callId: 'a', parts: [text('sunny')] }] },
      { role: 'user', parts: [{ ...result, callId: 'b', parts: [text('cold')] }] },
      { role: 'user', parts: [{ ...result, callId: 'c', parts: [] }] },
    ]);
  });

  it('gives the calls of before there were tools ids of their own', () => {
    const turns = turnsOf(
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
      { role: 'function', name: 'f', content: 'one' },
      { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } },
      { role: 'function', name: 'f', content: 'two' },
    );
    const ids = turns.flatMap(({ parts }) =>
      parts.map((part) => (part.type === 'tool_call' ? part.id : part.type === 'tool_result' ? part.callId : null)),
    );
    expect(ids).toEqual(['call_0', 'call_0', 'call_1', 'call_1']);
  });

  it('reads refusals, as a part and as a member', () => {
    const refusal = { type: 'refusal', text: 'No.' } as const;
    expect(turnsOf({ role: 'assistant', content: [{ type: 'refusal', refusal: 'No.' }] })[0]?.parts).toEqual([refusal]);
    expect(turnsOf({ role: 'assistant', refusal: 'No.' })[0]?.parts).toEqual([refusal]);
  });

  it.each<[object, object[]]>([
    [{ reasoning_content: 'Hm' }, [{ text: 'Hm', signature: null, redacted: false }]],
    [{ reasoning: 'Hm' }, [{ text: 'Hm', signature: null, redacted: false }]],
    [
      {
        reasoning_content: 'Hm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'Hm', signature: 'bursar:anthropic_messages:s' },
          { type: 'reasoning.encrypted', data: 'bursar:anthropic_messages:e' },
          { type: 'reasoning.text', text: 'Hm', signature: 'bursar:anthropic_messages:s' },
          { type: 'of-tomorrow' },
        ],
      },
      [
        { text: 'Hm', signature: 'bursar:anthropic_messages:s', redacted: false },
        { text: '', signature: 'bursar:anthropic_messages:e', redacted: true },
      ],
    ],
    [{ reasoning_details: 7, reasoning: [] }, []],
  ])('reads thoughts %j', (members, thoughts) => {
    const message = { role: 'assistant', content: 'Yes', ...members };
    expect(turnsOf(message)[0]?.parts).toEqual([
      ...thoughts.map((thought) => ({ type: 'reasoning', ...thought })),
      text('Yes'),
    ]);
  });

  it('reads cache hints in both words', () => {
    const parts = [
      { type: 'text', text: 'a', cache_control: { type: 'ephemeral' } },
      { type: 'text', text: 'b', cache_control: { type: 'ephemeral', ttl: '1h' } },
      { type: 'text', text: 'c', prompt_cache_breakpoint: { mode: 'explicit' } },
    ];
    const { turns, said } = read({ messages: [{ role: 'user', content: parts }] });
    expect(turns[0]?.parts.map((part) => 'cache' in part && part.cache)).toEqual(['5m', '1h', '1h']);
    expect(said).toEqual(['cache_hints']);
  });
});

describe('parameters', () => {
  const schema = { type: 'object' };
  const f = { type: 'function', function: { name: 'f', description: 'd', parameters: schema, strict: true } } as const;
  const g = { type: 'function', function: { name: 'g' } } as const;
  const tool = { name: 'f', description: 'd', parameters: schema, strict: true, cache: null };

  it.each<[object, Partial<Conversation>]>([
    [{ tools: [f] }, { tools: [tool], said: ['tools', 'strict_tools'] }],
    [{ tools: [{ type: 'custom', custom: { name: 'x' } }] }, { tools: [], said: ['hosted_tools'] }],
    [{ functions: [{ name: 'f' }] }, { tools: [{ ...tool, description: null, parameters: null, strict: null }] }],
    [{ tool_choice: 'required' }, { toolChoice: { kind: 'required' } }],
    [{ tool_choice: { type: 'function', function: { name: 'f' } } }, { toolChoice: { kind: 'tool', name: 'f' } }],
    [{ function_call: { name: 'f' } }, { toolChoice: { kind: 'tool', name: 'f' } }],
    [
      {
        tools: [f, g],
        tool_choice: { type: 'allowed_tools', allowed_tools: { mode: 'required', tools: [f] } },
      },
      { tools: [tool], toolChoice: { kind: 'required' } },
    ],
    [{ parallel_tool_calls: false }, { parallelTools: false, said: ['parallel_tools'] }],
    [{ response_format: { type: 'text' } }, { format: null, said: [] }],
    [{ response_format: { type: 'json_object' } }, { format: { kind: 'json' }, said: ['json_mode'] }],
    [
      { response_format: { type: 'json_schema', json_schema: { name: 's', schema, strict: true } } },
      { format: { kind: 'schema', name: 's', description: null, schema, strict: true }, said: ['json_schema'] },
    ],
    [{ reasoning_effort: 'low' }, { reasoning: { effort: 'low', budgetTokens: null, visible: true } }],
    [{ max_tokens: 7 }, { maxOutputTokens: 7 }],
    [
      { max_tokens: 7, max_completion_tokens: 9 },
      { maxOutputTokens: 9, said: ['max_output_tokens'] },
    ],
    [{ stop: 'END' }, { stop: ['END'] }],
    [{ stop: ['a', 'b'] }, { stop: ['a', 'b'], said: ['stop'] }],
    [{ service_tier: 'default' }, { serviceTier: 'standard' }],
    [{ service_tier: 'fast' }, { serviceTier: 'priority' }],
    [{ user: 'u' }, { endUser: 'u' }],
    [
      { safety_identifier: 's', user: 'u' },
      { endUser: 's', said: ['end_user'] },
    ],
    [{ stream: true }, { stream: true, said: [] }],
    [
      { n: 1, logprobs: false, store: false, metadata: { a: 'b' } },
      { said: [], unknown: [] },
    ],
    [{ n: 2, logprobs: true, logit_bias: { 5: 1 } }, { said: ['logit_bias', 'logprobs', 'several_choices'] }],
    [
      { store: true, metadata: { a: 'b' } },
      { metadata: { a: 'b' }, said: ['store', 'metadata'] },
    ],
    [{ modalities: ['text', 'audio'] }, { said: ['audio_output'] }],
    [
      { verbosity: 'low', web_search_options: {} },
      { verbosity: 'low', said: ['verbosity', 'web_search'] },
    ],
    [{ prediction: { type: 'content', content: 'x' } }, { said: ['prediction'] }],
    [{ temperature: null, stop: null, response_format: undefined }, { said: [] }],
    [
      { prompt_cache_key: 'k', moderation: null },
      { cacheKey: 'k', said: ['cache_key'], unknown: [] },
    ],
    [{ mirostat: 2 }, { unknown: ['mirostat'], said: [] }],
  ])('reads %j', (more, expected) => {
    expect(read(more)).toMatchObject(expected);
  });

  it.each<[object, Conversation['reasoning']]>([
    [
      { effort: 'high', exclude: true },
      { effort: 'high', budgetTokens: null, visible: false },
    ],
    [{ max_tokens: 2000 }, { effort: null, budgetTokens: 2000, visible: true }],
    [{ enabled: false }, { effort: 'none', budgetTokens: null, visible: true }],
  ])("reads OpenRouter's reasoning %j", (reasoning, expected) => {
    expect(read({ reasoning }).reasoning).toEqual(expected);
  });
});

describe('what cannot be understood', () => {
  it.each<[object, string]>([
    [{ messages: 'x' }, 'messages'],
    [{ messages: [USER, 3] }, 'messages[1]'],
    [{ messages: [{ role: 'judge' }] }, 'messages[0].role'],
    [{ messages: [{ role: 'user', content: 3 }] }, 'messages[0].content'],
    [{ messages: [{ role: 'user', content: [{ type: 'video_url' }] }] }, 'messages[0].content[0].type'],
    [{ messages: [{ role: 'user', content: [{ type: 'toString' }] }] }, 'messages[0].content[0].type'],
    [{ messages: [{ role: 'user', content: [{ type: 'text' }] }] }, 'messages[0].content[0].text'],
    [{ messages: [{ role: 'user', content: [{ type: 'image_url' }] }] }, 'messages[0].content[0].image_url'],
    [{ messages: [{ role: 'system', content: [{ type: 'image_url' }] }] }, 'messages[0].content[0].type'],
    [{ messages: [{ role: 'tool', content: 'x' }] }, 'messages[0].tool_call_id'],
    [{ messages: [{ role: 'assistant', tool_calls: [{ id: 'a' }] }] }, 'messages[0].tool_calls[0].function'],
    [{ tools: [{ type: 'function' }] }, 'tools[0].function'],
    [{ tool_choice: 'some' }, 'tool_choice'],
    [{ tool_choice: { type: 'allowed_tools', allowed_tools: { tools: [{}] } } }, 'tool_choice.allowed_tools.tools'],
    [{ reasoning_effort: 'hard' }, 'reasoning_effort'],
    [{ stop: [1] }, 'stop'],
    [{ max_tokens: 0 }, 'max_tokens'],
    [{ response_format: { type: 'xml' } }, 'response_format.type'],
    [{ response_format: { type: 'json_schema', json_schema: { name: 's' } } }, 'response_format.json_schema.schema'],
  ])('is an error that names its path: %j', (more, path) => {
    expect(faultOf({ messages: [USER], ...more })).toBe(path);
  });

  it('ends in a conversation or in an error with a path, whatever stands in place of any member', () => {
    const whole = {
      messages: [
        { role: 'system', content: [{ type: 'text', text: 's', cache_control: { type: 'ephemeral' } }] },
        { role: 'user', content: [{ type: 'image_url', image_url: { url: 'u', detail: 'low' } }] },
        { role: 'assistant', content: 'x', reasoning_details: [{ type: 'reasoning.text', text: 't' }] },
        { role: 'assistant', tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: 'a', content: 'x' },
      ],
      tools: [{ type: 'function', function: { name: 'f', parameters: {}, strict: true } }],
      tool_choice: { type: 'function', function: { name: 'f' } },
      response_format: { type: 'json_schema', json_schema: { name: 's', schema: {}, strict: true } },
      ...{ reasoning: { effort: 'low' }, reasoning_effort: 'low', stop: ['a'], metadata: { a: 'b' }, stream: true },
    };
    fc.assert(
      fc.property(mutations(whole), (body) => {
        const outcome = faultOf(body);
        expect(typeof outcome === 'string' || Array.isArray((outcome as Conversation).turns)).toBe(true);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(anyJson, (messages) => {
        const outcome = faultOf({ messages });
        expect(typeof outcome === 'string' || Array.isArray((outcome as Conversation).turns)).toBe(true);
      }),
    );
  });
});
