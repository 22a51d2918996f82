/** A conversation's parameters in Anthropic's words, as its models take them. */
import type { Conversation, Reasoning } from '../../../../../src/gateway/domain/conversation/conversation';
import type { Destination } from '../../../../../src/gateway/protocols/dialect';
import { aConversation, aTool, text } from '../../conversation/conversations';
import { type Body, EARLY, write } from './bodies';

const ADAPTIVE: Destination = { ...EARLY, upstreamModel: 'claude-opus-4-6' };
const PRESENT: Destination = { ...EARLY, upstreamModel: 'claude-opus-4-8' };
const ALWAYS: Destination = { ...EARLY, upstreamModel: 'claude-sonnet-5-5' };

const SAMPLING = aConversation({}).sampling;
const tools = [aTool('f')];
const call = { type: 'tool_call', name: 'f', arguments: '{"a":1}', signature: null, cache: null } as const;
const result = { type: 'tool_result', parts: [], isError: false, cache: null } as const;
const thought = { type: 'reasoning', text: 't', signature: 'bursar:anthropic_messages:s', redacted: false } as const;

describe('the shortest conversation', () => {
  it('has a model, a limit and a turn', () => {
    expect(write({})).toEqual({
      ...{ model: 'claude-sonnet-4-5', max_tokens: 64_000 },
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    } satisfies Body);
  });

  it('keeps the order of its members, so that one request is one text', () => {
    const keys = Object.keys(write({ stream: true, endUser: 'u', tools, stop: ['x'], instructions: [text('s')] }));
    expect(keys).toEqual([
      ...['model', 'max_tokens', 'system', 'messages', 'tools', 'stop_sequences', 'metadata', 'stream'],
    ]);
  });
});

describe('the limit', () => {
  it.each<[string, number | null, number | null, number]>([
    ['the caller’s', 100, 64_000, 100],
    ['the model’s where the caller’s is higher', 90_000, 64_000, 64_000],
    ['the model’s where the caller has none', null, 8_192, 8_192],
    ['a usual one where nobody has any', null, null, 4_096],
    ['the caller’s where the model’s is not known', 90_000, null, 90_000],
  ])('is %s', (_what, wanted, maxOutput, expected) => {
    expect(write({ maxOutputTokens: wanted }, { ...EARLY, maxOutput }).max_tokens).toBe(expected);
  });
});

describe('parameters', () => {
  type Row = [what: string, said: Partial<Conversation>, expected: Partial<Body>, to?: Destination];
  const rows: Row[] = [
    ['a temperature above Anthropic’s', { sampling: { ...SAMPLING, temperature: 1.7 } }, { temperature: 1 }],
    ['a temperature before top_p', { sampling: { ...SAMPLING, temperature: 0, topP: 0.5 } }, { temperature: 0 }],
    ['top_p and top_k', { sampling: { ...SAMPLING, topP: 0.5, topK: 3 } }, { top_p: 0.5, top_k: 3 }],
    ['no sampling where it is refused', { sampling: { ...SAMPLING, temperature: 0, topK: 3 } }, {}, PRESENT],
    ['where to stop, without white space', { stop: ['\n', 'END'] }, { stop_sequences: ['END'] }],
    ['a user', { endUser: 'u' }, { metadata: { user_id: 'u' } }],
    ['a stream', { stream: true }, { stream: true }],
    ['standard capacity', { serviceTier: 'flex' }, { service_tier: 'standard_only' }],
    ['priority capacity', { serviceTier: 'priority' }, { service_tier: 'auto' }],
    [
      'a wish for JSON',
      { format: { kind: 'json' } },
      { system: [{ type: 'text', text: expect.stringContaining('one JSON object') as string }] },
    ],
    [
      'a tool without parameters',
      { tools: [{ ...aTool('f'), parameters: null, description: 'd' }] },
      { tools: [{ name: 'f', description: 'd', input_schema: { type: 'object', properties: {} } }] },
    ],
    [
      'a strict tool, closed',
      { tools: [{ ...aTool('f'), strict: true }] },
      {
        tools: [
          {
            name: 'f',
            input_schema: { type: 'object', properties: { city: { type: 'string' } }, additionalProperties: false },
            strict: true,
          },
        ],
      },
    ],
    ['any tool', { tools, toolChoice: { kind: 'required' } }, { tool_choice: { type: 'any' } }],
    ['one tool', { tools, toolChoice: { kind: 'tool', name: 'f' } }, { tool_choice: { type: 'tool', name: 'f' } }],
    ['no tool', { tools, toolChoice: { kind: 'none' }, parallelTools: false }, { tool_choice: { type: 'none' } }],
    [
      'one call at a time',
      { tools, parallelTools: false },
      { tool_choice: { type: 'auto', disable_parallel_tool_use: true } },
    ],
    ['no choice without tools', { toolChoice: { kind: 'auto' }, parallelTools: true }, {}],
    [
      'an offer where force is refused',
      { tools, toolChoice: { kind: 'required' } },
      { tool_choice: { type: 'auto' } },
      ALWAYS,
    ],
  ];

  it.each(rows.map(([what, said, expected, to = EARLY]) => ({ what, said, expected, to })))('say $what', (row) => {
    const { said: more, expected, to } = row;
    const { model, max_tokens: _limit, messages: _messages, ...rest } = write(more, to);
    expect(model).toBe(to.upstreamModel);
    expect(rest).toEqual(
      'tools' in more && !('tools' in expected) ? { ...expected, tools: expect.any(Array) } : expected,
    );
  });

  it('closes a schema and tells in words what Anthropic refuses to enforce', () => {
    const schema = {
      ...{
        type: 'object',
        required: ['n'],
        additionalProperties: true,
        $defs: { d: { type: 'string', format: 'regex' } },
      },
      properties: { n: { type: 'integer', minimum: 1, description: 'How many' }, d: { $ref: '#/$defs/d' } },
      oneOf: [{ type: 'array', items: { type: 'object' }, minItems: 2 }],
    };
    const format = { kind: 'schema', name: 'x', description: null, schema, strict: true } as const;
    expect(write({ format }).output_config).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          ...{ type: 'object', required: ['n'], additionalProperties: false },
          $defs: { d: { type: 'string', description: '{format: "regex"}' } },
          properties: {
            n: { type: 'integer', description: 'How many\n\n{minimum: 1}' },
            d: { $ref: '#/$defs/d' },
          },
          anyOf: [
            { type: 'array', items: { type: 'object', additionalProperties: false }, description: '{minItems: 2}' },
          ],
        },
      },
    });
  });
});

describe('thoughts', () => {
  const wish = (more: Partial<Reasoning>): Partial<Conversation> => ({
    reasoning: { effort: null, budgetTokens: null, visible: false, ...more },
  });

  type Row = [
    what: string,
    to: Destination,
    said: Partial<Conversation>,
    thinking: object | undefined,
    effort: string | undefined,
  ];
  const rows: Row[] = [
    ['by budget', EARLY, wish({ budgetTokens: 5_000 }), { type: 'enabled', budget_tokens: 5_000 }, undefined],
    ['by an effort as a budget', EARLY, wish({ effort: 'low' }), { type: 'enabled', budget_tokens: 2_048 }, undefined],
    [
      'at the least that is taken',
      EARLY,
      wish({ budgetTokens: 1 }),
      { type: 'enabled', budget_tokens: 1_024 },
      undefined,
    ],
    [
      'within half of the limit',
      EARLY,
      { ...wish({ effort: 'max' }), maxOutputTokens: 4_000 },
      { type: 'enabled', budget_tokens: 2_000 },
      undefined,
    ],
    [
      'not where the limit has no room',
      EARLY,
      { ...wish({ effort: 'high' }), maxOutputTokens: 2_000 },
      undefined,
      undefined,
    ],
    ['by effort', ADAPTIVE, wish({ effort: 'minimal' }), { type: 'adaptive' }, 'low'],
    ['by the highest effort that is known', ADAPTIVE, wish({ effort: 'xhigh' }), { type: 'adaptive' }, 'high'],
    ['by every effort', PRESENT, wish({ effort: 'xhigh' }), { type: 'adaptive' }, 'xhigh'],
    ['by a budget as an effort', PRESENT, wish({ budgetTokens: 20_000 }), { type: 'adaptive' }, 'high'],
    [
      'to be read',
      PRESENT,
      wish({ effort: 'high', visible: true }),
      { type: 'adaptive', display: 'summarized' },
      'high',
    ],
    ['as the model likes', PRESENT, wish({}), { type: 'adaptive' }, undefined],
    ['not at all', PRESENT, wish({ effort: 'none' }), { type: 'disabled' }, undefined],
    ['little where they cannot be switched off', ALWAYS, wish({ effort: 'none' }), undefined, 'low'],
    [
      'not where a call is forced',
      EARLY,
      { ...wish({ effort: 'low' }), tools, toolChoice: { kind: 'required' } },
      undefined,
      undefined,
    ],
    [
      'not aloud where a call is forced',
      PRESENT,
      { ...wish({ effort: 'low' }), tools, toolChoice: { kind: 'required' } },
      undefined,
      'low',
    ],
    ['not for a model that has none', { ...EARLY, reasons: false }, wish({ effort: 'low' }), undefined, undefined],
    ['not amid calls of another model', EARLY, { ...wish({ effort: 'low' }), ...loop([]) }, undefined, undefined],
    [
      'amid its own calls',
      EARLY,
      { ...wish({ effort: 'low' }), ...loop([thought]) },
      { type: 'enabled', budget_tokens: 2_048 },
      undefined,
    ],
  ];

  it.each(rows.map(([what, to, more, thinking, effort]) => ({ what, to, more, thinking, effort })))(
    'come $what',
    (row) => {
      const { to, more, thinking, effort } = row;
      const body = write(more, to);
      expect(body.thinking).toEqual(thinking);
      expect(body.output_config?.effort).toBe(effort);
    },
  );

  it('leave no room for sampling', () => {
    const body = write({ ...wish({ effort: 'low' }), sampling: { ...SAMPLING, temperature: 0, topK: 1 } });
    expect(body).not.toHaveProperty('temperature');
    expect(body).not.toHaveProperty('top_k');
  });

  function loop(thoughts: readonly (typeof thought)[]): Partial<Conversation> {
    return {
      turns: [
        { role: 'user', parts: [text('go')] },
        { role: 'assistant', parts: [...thoughts, { ...call, id: 'c1' }] },
        { role: 'user', parts: [{ ...result, callId: 'c1' }] },
      ],
    };
  }
});
