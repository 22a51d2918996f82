/** What callers of Anthropic's dialect ask for, in no provider's words. */
import fc from 'fast-check';
import type { Conversation } from '../../../../../src/gateway/domain/conversation/conversation';
import { text } from '../../conversation/conversations';
import { aBody, type Body, faultOf, read } from './bodies';

const PNG = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' };

describe('the shortest body', () => {
  it('asks for nothing but a limit', () => {
    expect(read()).toEqual({
      ...{ instructions: [], turns: [{ role: 'user', parts: [text('Hello')] }], tools: [], toolChoice: null },
      ...{ parallelTools: null, format: null, reasoning: null, maxOutputTokens: 9, stop: [], serviceTier: null },
      sampling: {
        ...{ temperature: null, topP: null, topK: null, seed: null, presencePenalty: null, frequencyPenalty: null },
      },
      ...{ endUser: null, verbosity: null, store: null, metadata: null, cacheKey: null },
      ...{ stream: false, said: ['max_output_tokens'], unknown: [] },
    });
  });
});

describe('parameters', () => {
  it.each<[string, Partial<Body>, Partial<Conversation>, string | null]>([
    ['a temperature', { temperature: 0.5 }, { sampling: { ...read().sampling, temperature: 0.5 } }, 'temperature'],
    ['top_p', { top_p: 0.9 }, { sampling: { ...read().sampling, topP: 0.9 } }, 'top_p'],
    ['top_k', { top_k: 40 }, { sampling: { ...read().sampling, topK: 40 } }, 'top_k'],
    ['where to stop', { stop_sequences: ['END'] }, { stop: ['END'] }, 'stop'],
    ['a stream', { stream: true }, { stream: true }, null],
    ['a user', { metadata: { user_id: 'u1' } }, { endUser: 'u1' }, 'end_user'],
    ['any capacity', { service_tier: 'auto' }, { serviceTier: 'auto' }, 'service_tier'],
    ['standard capacity', { service_tier: 'standard_only' }, { serviceTier: 'standard' }, 'service_tier'],
    [
      'a schema',
      { output_config: { format: { type: 'json_schema', schema: { type: 'object' } } } },
      { format: { kind: 'schema', name: 'answer', description: null, schema: { type: 'object' }, strict: true } },
      'json_schema',
    ],
    [
      'a schema in its older place',
      { output_format: { type: 'json_schema', schema: {} } },
      { format: { kind: 'schema', name: 'answer', description: null, schema: {}, strict: true } },
      'json_schema',
    ],
    [
      'a budget for thoughts',
      { thinking: { type: 'enabled', budget_tokens: 2048 } },
      { reasoning: { effort: null, budgetTokens: 2048, visible: true } },
      'reasoning_budget',
    ],
    [
      'thoughts as the model likes',
      { thinking: { type: 'adaptive', display: 'omitted' }, output_config: { effort: 'xhigh' } },
      { reasoning: { effort: 'xhigh', budgetTokens: null, visible: false } },
      'reasoning_effort',
    ],
    [
      'no thoughts',
      { thinking: { type: 'disabled' } },
      { reasoning: { effort: 'none', budgetTokens: null, visible: false } },
      'reasoning_effort',
    ],
    [
      'effort alone',
      { output_config: { effort: 'low' } },
      { reasoning: { effort: 'low', budgetTokens: null, visible: false } },
      'reasoning_effort',
    ],
    ['any tool', { tool_choice: { type: 'any' } }, { toolChoice: { kind: 'required' } }, 'tool_choice'],
    ['no tool', { tool_choice: { type: 'none' } }, { toolChoice: { kind: 'none' } }, 'tool_choice'],
    [
      'one call of one tool at a time',
      { tool_choice: { type: 'tool', name: 'f', disable_parallel_tool_use: true } },
      { toolChoice: { kind: 'tool', name: 'f' }, parallelTools: false },
      'parallel_tools',
    ],
    [
      'a tool',
      { tools: [{ name: 'f', description: 'd', input_schema: { type: 'object' }, strict: true }] },
      { tools: [{ name: 'f', description: 'd', parameters: { type: 'object' }, strict: true, cache: null }] },
      'strict_tools',
    ],
    [
      'a tool of the provider’s',
      { tools: [{ type: 'web_search_20250305', name: 'web_search' }] },
      { tools: [] },
      'hosted_tools',
    ],
    [
      'a thread',
      { thread: { type: 'continue', previous_message_id: 'msg_1' } } as Partial<Body>,
      {},
      'previous_response',
    ],
    ['a note', { metadata: { ticket: '7' } } as Partial<Body>, {}, 'metadata'],
  ])('reads %s', (_what, more, expected, said) => {
    const conversation = read(more);
    expect(conversation).toMatchObject(expected);
    if (said !== null) expect(conversation.said).toContain(said);
    expect(conversation.unknown).toEqual([]);
  });

  it('names what it does not know, and none of our own', () => {
    const { unknown, said } = read({
      ...{ inference_geo: 'eu', container: null, policy_ir: 'x' },
      metadata: { user_id: 'u', 'x-bursar-task': 'chat' },
    } as Partial<Body>);
    expect(unknown).toEqual(['inference_geo']);
    expect(said).not.toContain('metadata');
  });
});

describe('what cannot be understood', () => {
  it.each<[string, object, string]>([
    ['messages of another type', { messages: 'hi' }, 'messages'],
    ['an unknown role', { messages: [{ role: 'tool', content: '' }] }, 'messages[0].role'],
    ['an unknown block', { messages: [{ role: 'user', content: [{ type: 'smell' }] }] }, 'messages[0].content[0].type'],
    [
      'a call of a user’s',
      { messages: [{ role: 'user', content: [{ type: 'tool_use' }] }] },
      'messages[0].content[0].type',
    ],
    [
      'an image from nowhere',
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'ftp' } }] }] },
      'messages[0].content[0].source.type',
    ],
    [
      'a result of no call',
      { messages: [{ role: 'user', content: [{ type: 'tool_result' }] }] },
      'messages[0].content[0].tool_use_id',
    ],
    ['a hot temperature', { temperature: 'hot' }, 'temperature'],
    ['a tool without a name', { tools: [{}] }, 'tools[0].name'],
    ['a choice of nothing', { tool_choice: { type: 'tool' } }, 'tool_choice.name'],
    ['half a budget', { thinking: { type: 'enabled', budget_tokens: 1.5 } }, 'thinking.budget_tokens'],
    [
      'a cache for a day',
      { system: [{ type: 'text', text: 'a', cache_control: { ttl: '1d' } }] },
      'system[0].cache_control.ttl',
    ],
  ])('names the place of %s', (_what, more, path) => {
    expect(faultOf(more)).toMatchObject({ code: 'invalid_request', path });
  });

  it('is an error that names a place, or no error, whatever stands anywhere', () => {
    const seed = aBody({
      ...{ system: [{ type: 'text', text: 'a' }], tools: [{ name: 'f', input_schema: { type: 'object' } }] },
      ...{ tool_choice: { type: 'auto' }, thinking: { type: 'adaptive' }, metadata: { user_id: 'u' } },
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'image', source: PNG },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'f', input: {} }] },
        { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', content: [{ type: 'text', text: 'x' }] }] },
      ],
    });
    const paths = pathsOf(seed);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const fault = faultOf(replaced(seed, path, value) as object);
        if (fault !== 'accepted') expect(fault).toMatchObject({ code: 'invalid_request', path: expect.any(String) });
      }),
    );
  });
});

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [
    ...(path.length > 0 ? [path] : []),
    ...Object.entries(value).flatMap(([key, member]) =>
      pathsOf(member, [...path, Array.isArray(value) ? Number(key) : key]),
    ),
  ];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  const members = copy as Record<string | number, unknown>;
  members[key] = replaced(members[key], rest, by);
  return copy;
}
