/** What coding agents send, with all that they send, by the official SDKs: it reaches its provider whole, and stays there. */
import Anthropic from '@anthropic-ai/sdk';
import type OpenAI from 'openai';
import { simulate, type Wish } from '../../support/simulator/script';
import type { SimulatedRequest } from '../../support/simulator/simulator';
import { receiptOf } from './lab';
import { modelAt, type ProviderName, useSimulated } from './simulated';

const target = (name: ProviderName): object => ({ provider: `my-${name}`, model: 'model' });
const FALLBACK = (['chat', 'messages', 'responses'] as const).map(target);
const up = useSimulated({ agent: { routing: { default: target('google') }, fallback: FALLBACK } });

const sent = (): SimulatedRequest => {
  const request = up().simulator.requests.at(-1);
  if (request === undefined) throw new Error('nobody was called');
  return request;
};

interface Decided {
  readonly provider: string;
  readonly reasons: readonly (string | null)[];
}

/** Who answered, and why others did not. */
async function decisionOf(answer: unknown): Promise<Decided> {
  const { x_bursar: told } = answer as { x_bursar?: { decision_id: string; provider: string } };
  const { candidates } = await receiptOf(up().service, told?.decision_id ?? '');
  return { provider: told?.provider ?? '', reasons: candidates.map(({ reason }) => reason) };
}

const THOUGHTFUL: Wish = {
  ...{ reasoning: 'Let me see. ', text: 'I look. ' },
  tools: [{ name: 'read_file', arguments: '{"path":"a.ts"}' }],
};

describe("an agent of Anthropic's SDK", () => {
  const client = (): Anthropic =>
    new Anthropic({ baseURL: up().service.url, apiKey: up().service.ownerKey, maxRetries: 0 });
  const ephemeral = { type: 'ephemeral' as const };
  const BETAS = ['interleaved-thinking-2025-05-14', 'fine-grained-tool-streaming-2025-05-14'];

  const requestFor = (model: string, messages: Anthropic.MessageParam[]) =>
    ({
      ...{ model, max_tokens: 4000, messages },
      system: [
        { type: 'text', text: 'You are an agent.' },
        { type: 'text', text: 'The project.', cache_control: { type: 'ephemeral', ttl: '1h' } },
      ],
      tools: [
        {
          ...{ name: 'read_file', description: 'Reads a file', cache_control: ephemeral },
          input_schema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
        },
      ],
      tool_choice: { type: 'auto', disable_parallel_tool_use: false },
      thinking: { type: 'enabled', budget_tokens: 2000 },
      metadata: { user_id: 'user_1' },
    }) satisfies Anthropic.MessageCreateParamsNonStreaming;

  const firstTurn = (wish: Wish): Anthropic.MessageParam[] => [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'The context.', cache_control: ephemeral },
        { type: 'text', text: simulate(wish) },
      ],
    },
  ];

  const secondTurn = (first: Anthropic.Message): Anthropic.MessageParam[] => {
    const results = first.content.flatMap((block): Anthropic.ToolResultBlockParam[] =>
      block.type === 'tool_use' ? [{ type: 'tool_result', tool_use_id: block.id, content: 'export {};' }] : [],
    );
    return [
      ...firstTurn(THOUGHTFUL),
      { role: 'assistant', content: first.content as Anthropic.ContentBlockParam[] },
      { role: 'user', content: [...results, { type: 'text', text: simulate({ text: 'Done.' }) }] },
    ];
  };

  it('BX-21: reaches Anthropic with every block, cache mark and name of a beta, but for the model', async () => {
    const request = requestFor(modelAt('messages'), firstTurn(THOUGHTFUL));
    const headers = { 'anthropic-version': '2024-01-01' };
    await client().beta.messages.create({ ...request, betas: BETAS }, { headers });
    expect(sent().body).toEqual({ ...request, model: 'model' });
    expect(sent().headers).toMatchObject({ ...headers, 'anthropic-beta': BETAS.join(',') });
  });

  it.each(['bedrock-2023-05-31', 'latest'])(
    'is told our version in place of one that is no day: %s',
    async (version) => {
      const request = requestFor(modelAt('messages'), firstTurn(THOUGHTFUL));
      await client().beta.messages.create(request, { headers: { 'anthropic-version': version } });
      expect(sent().headers).toMatchObject({ 'anthropic-version': '2023-06-01' });
    },
  );

  it.each(['chat', 'google'] as const)(
    'BX-21: reaches a provider of %s without words that are Anthropic’s',
    async (provider) => {
      const request = requestFor(modelAt(provider), firstTurn(THOUGHTFUL));
      const message = await client().beta.messages.create({ ...request, betas: BETAS });
      const types = message.content.map(({ type }) => type);
      expect(types.filter((type) => type !== 'redacted_thinking')).toEqual(['thinking', 'text', 'tool_use']);
      expect(Object.keys(sent().headers).filter((name) => name.startsWith('anthropic'))).toEqual([]);
    },
  );

  it('BX-21: streams with all of it', async () => {
    const request = requestFor(modelAt('messages'), firstTurn(THOUGHTFUL));
    const { content } = await client().messages.stream(request).finalMessage();
    expect(content).toMatchObject([
      { type: 'thinking', thinking: 'Let me see. ', signature: 'signed' },
      { type: 'text', text: 'I look. ' },
      { type: 'tool_use', name: 'read_file', input: { path: 'a.ts' } },
    ]);
  });

  it('BX-21: goes on, with thoughts that Anthropic signed, at Anthropic and nowhere else', async () => {
    const first = await client().messages.create(requestFor(modelAt('messages'), firstTurn(THOUGHTFUL)));
    const request = requestFor('agent', secondTurn(first));
    const second = await client().messages.create(request);
    expect(second.content).toMatchObject([{ type: 'text', text: 'Done.' }]);
    expect(sent().body['messages']).toEqual(request.messages);
    const { provider, reasons } = await decisionOf(second);
    expect(provider).toBe('my-messages');
    expect(reasons.filter((reason) => reason === 'issued_by:anthropic_messages')).toHaveLength(3);
  });

  it('BX-21: goes on at Google with what Google signed', async () => {
    const first = await client().messages.create(requestFor(modelAt('google'), firstTurn(THOUGHTFUL)));
    const second = await client().messages.create(requestFor('agent', secondTurn(first)));
    expect((await decisionOf(second)).provider).toBe('my-google');
    const { contents } = sent().body as { contents: { parts: { thoughtSignature?: string }[] }[] };
    expect(contents.flatMap(({ parts }) => parts.flatMap((part) => part.thoughtSignature ?? []))).toEqual(['signed']);
  });

  it.each(['messages', 'google'] as const)(
    'BX-21: has its tokens counted for a model at %s, by nobody but us',
    async (provider) => {
      const before = up().simulator.requests.length;
      const { system, tools, thinking, messages, model } = requestFor(modelAt(provider), firstTurn(THOUGHTFUL));
      const counted = await client().beta.messages.countTokens({
        system,
        tools,
        thinking,
        messages,
        model,
        betas: BETAS,
      });
      const longer = await client().messages.countTokens({
        messages: [...messages, ...messages],
        model,
        system,
        tools,
      });
      expect(counted.input_tokens).toBeGreaterThan(20);
      expect(longer.input_tokens).toBeGreaterThan(counted.input_tokens);
      expect(up().simulator.requests).toHaveLength(before);
    },
  );
});

describe("an agent of OpenAI's Responses", () => {
  const requestFor = (model: string, input: OpenAI.Responses.ResponseInput) =>
    ({
      ...{ model, input, instructions: 'You are an agent.', store: false, parallel_tool_calls: true },
      include: ['reasoning.encrypted_content'],
      reasoning: { effort: 'high', summary: 'auto' },
      text: { verbosity: 'low' },
      tools: [
        {
          ...{ type: 'function', name: 'read_file', description: 'Reads a file', strict: true },
          parameters: {
            ...{ type: 'object', properties: { path: { type: 'string' } } },
            ...{ required: ['path'], additionalProperties: false },
          },
        },
      ],
      prompt_cache_key: 'session-1',
      safety_identifier: 'user_1',
    }) satisfies OpenAI.Responses.ResponseCreateParamsNonStreaming;

  const ask = (wish: Wish): OpenAI.Responses.ResponseInputItem => ({
    ...{ type: 'message', role: 'user' },
    content: [{ type: 'input_text', text: simulate(wish) }],
  });

  const secondTurn = ({ output }: OpenAI.Responses.Response): OpenAI.Responses.ResponseInput => [
    ask(THOUGHTFUL),
    ...(output as OpenAI.Responses.ResponseInputItem[]),
    ...output.flatMap((item): OpenAI.Responses.ResponseInputItem[] =>
      item.type === 'function_call'
        ? [{ type: 'function_call_output', call_id: item.call_id, output: 'export {};' }]
        : [],
    ),
    ask({ text: 'Done.' }),
  ];

  const client = (): OpenAI => up().service.client();

  it('BX-21: reaches OpenAI with every member, but for the model', async () => {
    const request = requestFor(modelAt('responses'), [ask(THOUGHTFUL)]);
    const { output } = await client().responses.create(request, { headers: { 'openai-beta': 'responses=v1' } });
    expect(sent().body).toEqual({ ...request, model: 'model' });
    expect(sent().headers).toMatchObject({ 'openai-beta': 'responses=v1' });
    expect(output.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call']);
  });

  it('BX-21: goes on, with thoughts that OpenAI encrypted, where Responses are spoken and nowhere else', async () => {
    const first = await client().responses.create(requestFor(modelAt('responses'), [ask(THOUGHTFUL)]));
    const request = requestFor('agent', secondTurn(first));
    const second = await client().responses.create(request);
    expect(second.output_text).toBe('Done.');
    expect(sent().body['input']).toEqual(request.input);
    const { provider, reasons } = await decisionOf(second);
    expect(provider).toBe('my-responses');
    expect(reasons.filter((reason) => reason === 'issued_by:openai_responses')).toHaveLength(3);
  });

  it.each(['messages', 'google'] as const)('BX-21: goes on at %s with what was signed there', async (name) => {
    const first = await client().responses.create(requestFor(modelAt(name), [ask(THOUGHTFUL)]));
    const second = await client().responses.create(requestFor('agent', secondTurn(first)));
    expect(second.output_text).toBe('Done.');
    expect((await decisionOf(second)).provider).toBe(`my-${name}`);
    expect(JSON.stringify(sent().body)).toContain('"signed"');
  });

  it('BX-21: stays with who keeps its earlier turns', async () => {
    const response = await client().responses.create({
      ...{ model: 'agent', input: 'And now?', previous_response_id: 'resp_simulated' },
    });
    expect(sent()).toMatchObject({ dialect: 'openai_responses', body: { previous_response_id: 'resp_simulated' } });
    expect((await decisionOf(response)).reasons).toContain('issued_by:openai_responses');
  });
});
