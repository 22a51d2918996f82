/** Conversations of other dialects as bodies that OpenAI's Responses take. */
import fc from 'fast-check';
import type OpenAI from 'openai';
import type { Conversation, Turn } from '../../../../../src/gateway/domain/conversation/conversation';
import { type Parameter, PARAMETERS } from '../../../../../src/gateway/domain/conversation/parameters';
import { bindSignature } from '../../../../../src/gateway/protocols/bound-signature';
import type { Destination, JsonObject } from '../../../../../src/gateway/protocols/dialect';
import { openAiResponses } from '../../../../../src/gateway/protocols/openai-responses';
import { aConversation, aTool, base64, text } from '../../conversation/conversations';

const TO: Destination = { upstreamModel: 'gpt', maxOutput: null, reasons: true };
const write = (more: Partial<Conversation>, to = TO): JsonObject =>
  openAiResponses.requests.write(aConversation(more), to);
const sampling = aConversation({}).sampling;
const own = (encrypted: string): string => bindSignature('openai_responses', encrypted);

describe('writing for Responses', () => {
  it('asks that nothing be kept and that thoughts come back', () => {
    expect(write({})).toEqual({
      model: 'gpt',
      input: [{ type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Hello' }] }],
      include: ['reasoning.encrypted_content'],
      store: false,
      stream: false,
    } satisfies OpenAI.Responses.ResponseCreateParams);
  });

  it('asks a model that does not reason for no thoughts', () => {
    const reasoning = { effort: 'high', budgetTokens: null, visible: true } as const;
    const body = write({ reasoning }, { ...TO, reasons: false });
    expect(Object.keys(body)).toEqual(['model', 'input', 'store', 'stream']);
  });

  it('says everything that it has words for', () => {
    const body = write({
      ...{ instructions: [text('Be kind'), text('Be brief')], parallelTools: false, maxOutputTokens: 1, stream: true },
      ...{ tools: [aTool('f')], toolChoice: { kind: 'tool', name: 'f' }, serviceTier: 'standard' },
      ...{ endUser: 'u'.repeat(200), sampling: { ...sampling, temperature: 0, topP: 0.5 } },
      reasoning: { effort: 'max', budgetTokens: null, visible: true },
      format: { kind: 'schema', name: 's', description: null, schema: { type: 'object' }, strict: true },
    });
    expect(body).toMatchObject({
      instructions: 'Be kind\n\nBe brief',
      tools: [{ type: 'function', name: 'f', parameters: aTool('f').parameters as never, strict: false }],
      tool_choice: { type: 'function', name: 'f' },
      parallel_tool_calls: false,
      text: { format: { type: 'json_schema', name: 's', schema: { type: 'object' }, strict: true } },
      reasoning: { effort: 'max', summary: 'auto' },
      max_output_tokens: 16,
      temperature: 0,
      top_p: 0.5,
      service_tier: 'default',
      safety_identifier: 'u'.repeat(128),
      stream: true,
    } satisfies OpenAI.Responses.ResponseCreateParams);
  });

  it('writes calls, their results and its own thoughts as items, and drops thoughts that it cannot read', () => {
    const call = { type: 'tool_call', name: 'f', arguments: 'no json', signature: null, cache: null } as const;
    const thought = { type: 'reasoning', text: 'Hm', redacted: false } as const;
    const turns: Turn[] = [
      {
        role: 'assistant',
        parts: [
          { ...thought, signature: own('gA==') },
          { ...thought, signature: null },
          { ...thought, signature: 'of the caller' },
          { ...thought, signature: bindSignature('anthropic_messages', 'x') },
          text('Well'),
          { type: 'refusal', text: 'No' },
          { ...call, id: 'c1' },
        ],
      },
      {
        role: 'user',
        parts: [
          { type: 'tool_result', callId: 'c1', parts: [text('a'), text('b')], isError: true, cache: null },
          { type: 'image', source: base64, detail: null, cache: null },
        ],
      },
    ];
    expect(write({ turns })['input']).toEqual([
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'Hm' }], encrypted_content: 'gA==' },
      {
        ...{ type: 'message', role: 'assistant' },
        content: [
          { type: 'output_text', text: 'Well' },
          { type: 'refusal', refusal: 'No' },
        ],
      },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: 'no json' },
      {
        ...{ type: 'function_call_output', call_id: 'c1', status: 'incomplete' },
        output: [
          { type: 'input_text', text: 'a' },
          { type: 'input_text', text: 'b' },
        ],
      },
      {
        ...{ type: 'message', role: 'user' },
        content: [{ type: 'input_image', detail: 'auto', image_url: 'data:image/png;base64,iVBORw0KGgo=' }],
      },
    ]);
  });

  it.each([
    [0, 'none'],
    [1024, 'low'],
    [2048, 'low'],
    [8192, 'medium'],
    [32_000, 'high'],
  ])('takes a budget of %d tokens for effort %s', (budgetTokens, effort) => {
    expect(write({ reasoning: { effort: null, budgetTokens, visible: false } })).toMatchObject({
      reasoning: { effort },
    });
  });
});

const user = (...parts: Extract<Turn, { role: 'user' }>['parts'][number][]): Partial<Conversation> => ({
  turns: [{ role: 'user', parts: [text('Hello'), ...parts] }],
});
const part = { detail: null, name: null, cache: null };
const thinking = { effort: null, budgetTokens: null, visible: false };

/** A conversation that says it; what a conversation has no field for changes nothing but `said`. */
const SAYING: Readonly<Partial<Record<Parameter, Partial<Conversation>>>> = {
  temperature: { sampling: { ...sampling, temperature: 1 } },
  top_p: { sampling: { ...sampling, topP: 1 } },
  top_k: { sampling: { ...sampling, topK: 1 } },
  seed: { sampling: { ...sampling, seed: 1 } },
  presence_penalty: { sampling: { ...sampling, presencePenalty: 1 } },
  frequency_penalty: { sampling: { ...sampling, frequencyPenalty: 1 } },
  max_output_tokens: { maxOutputTokens: 100 },
  json_mode: { format: { kind: 'json' } },
  json_schema: { format: { kind: 'schema', name: 's', description: null, schema: {}, strict: null } },
  tools: { tools: [aTool('f')] },
  tool_choice: { toolChoice: { kind: 'required' } },
  parallel_tools: { parallelTools: true },
  strict_tools: { tools: [{ ...aTool('f'), strict: true }] },
  reasoning_effort: { reasoning: { ...thinking, effort: 'low' } },
  reasoning_budget: { reasoning: { ...thinking, budgetTokens: 5000 } },
  image_bytes: user({ ...part, type: 'image', source: base64 }),
  image_urls: user({ ...part, type: 'image', source: { kind: 'url', url: 'https://example.com' } }),
  file_bytes: user({ ...part, type: 'file', source: base64 }),
  file_urls: user({ ...part, type: 'file', source: { kind: 'url', url: 'https://example.com' } }),
  uploaded_files: user({ ...part, type: 'file', source: { kind: 'file_id', id: 'file-1' } }),
  cache_hints: { turns: [{ role: 'user', parts: [{ ...text('Hello'), cache: '1h' }] }] },
  service_tier: { serviceTier: 'flex' },
  end_user: { endUser: 'u' },
  ...{ verbosity: { verbosity: 'low' }, store: { store: true }, cache_key: { cacheKey: 'k' } },
  metadata: { metadata: { ticket: '7' } },
};

describe('the support table of Responses', () => {
  const { support } = openAiResponses.requests;
  const taken = PARAMETERS.filter((parameter) => support[parameter].support !== 'refused');

  it.each(taken)('agrees with what is written: %s', (parameter) => {
    const body = write({ ...SAYING[parameter], said: [parameter] });
    const isDropped = support[parameter].support === 'dropped';
    expect(JSON.stringify(body) === JSON.stringify(write({}))).toBe(isDropped);
  });
});

describe('a conversation written and read again', () => {
  const words = fc.string({ minLength: 1 });
  const textPart = words.map(text);
  const image = fc.constant({ type: 'image' as const, source: base64, detail: 'low' as const, cache: null });
  const file = words.map((name) => ({ type: 'file' as const, source: base64, name, cache: null }));
  const result = fc.record({
    ...{ type: fc.constant('tool_result' as const), callId: words, cache: fc.constant(null) },
    ...{ parts: fc.array(fc.oneof(textPart, image, file), { minLength: 1 }), isError: fc.boolean() },
  });
  const call = fc.record({
    ...{ type: fc.constant('tool_call' as const), id: words, name: words, arguments: fc.string() },
    ...{ signature: fc.constant(null), cache: fc.constant(null) },
  });
  const thought = fc.record({
    ...{ type: fc.constant('reasoning' as const), text: fc.string(), redacted: fc.constant(false) },
    signature: words.map((encrypted) => own(`g${encrypted}`)),
  });
  const refusal = fc.record({ type: fc.constant('refusal' as const), text: words });
  const pair = fc.tuple(
    fc.array(fc.oneof(textPart, image, file, result), { minLength: 1 }),
    fc.array(fc.oneof(textPart, refusal, call, thought), { minLength: 1 }),
  );
  const turns = fc.array(pair, { minLength: 1, maxLength: 3 }).map((pairs) =>
    pairs.flatMap(([asked, answered]): Turn[] => [
      { role: 'user', parts: asked },
      { role: 'assistant', parts: answered },
    ]),
  );
  const tool = words.map((name) => ({ ...aTool(name), strict: false }));
  const conversations = fc.record({
    ...{ turns, tools: fc.array(tool), instructions: fc.array(textPart, { maxLength: 1 }) },
    ...{ maxOutputTokens: fc.option(fc.integer({ min: 16, max: 1e6 })), stream: fc.boolean() },
    parallelTools: fc.option(fc.boolean()),
    ...{ verbosity: fc.option(fc.constantFrom('low' as const, 'high' as const)), cacheKey: fc.option(words) },
    serviceTier: fc.option(fc.constantFrom('standard' as const, 'flex' as const, 'priority' as const)),
    toolChoice: fc.option(fc.constantFrom({ kind: 'required' as const }, { kind: 'tool' as const, name: 'f' })),
  });

  it('is the same, as far as both can say it', () => {
    fc.assert(
      fc.property(conversations, (more) => {
        const conversation = aConversation(more);
        const read = openAiResponses.conversation(openAiResponses.requests.write(conversation, TO));
        // What is not asked for is said not to be.
        const store = conversation.store ?? false;
        expect({ ...read, turns: bound(read.turns), said: [] }).toEqual({ ...conversation, store });
      }),
    );
  });

  /** What is OpenAI's own carries no name within its dialect. */
  const bound = (read: readonly Turn[]): unknown =>
    read.map(({ role, parts }) => ({
      role,
      parts: parts.map((of) => (of.type === 'reasoning' ? { ...of, signature: own(of.signature ?? '') } : of)),
    }));
});
