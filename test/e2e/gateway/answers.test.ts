/** Calls that go well, by the official SDK: what the caller gets, what the provider got, and what can be looked up. */
import type OpenAI from 'openai';
import { simulate } from '../../support/simulator/script';
import { CREDENTIAL, receiptOf, useLab } from './lab';

const lab = useLab();

const MESSAGES: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }];

interface Extended {
  readonly x_bursar?: Readonly<Record<string, unknown>>;
}

const extensionOf = (answered: object): Readonly<Record<string, unknown>> => {
  const { x_bursar: extension } = answered as Extended;
  if (extension === undefined) throw new Error('there is no x_bursar');
  return extension;
};

/** 11 tokens in at 1, 7 out at 2 USD a million. */
const COST = '0.000025';

describe('a call without streaming', () => {
  it('SP-06, SP-19: is answered as the provider answered, with only base URL and key changed', async () => {
    const completion = await lab.client.chat.completions.create({ model: 'tiny', messages: MESSAGES });
    expect(completion.choices[0]?.message.content).toBe('Hello there.');
    expect(completion.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 7 });
  });

  it('BX-09: carries decision, provider, model and cost in x_bursar and in headers', async () => {
    const { data, response } = await lab.client.chat.completions
      .create({ model: 'smart', messages: MESSAGES })
      .withResponse();
    const extension = extensionOf(data);
    expect(extension).toEqual({
      ...{ decision_id: expect.stringMatching(/^dec_/), tier: 'economy', selected_model: 'tiny', provider: 'lab' },
      ...{ cost_usd: COST, cost_status: 'priced', attempts: 1, explanation: expect.stringContaining('lab/tiny') },
      ...{ confidence: null, risk_signals: { hasAdvancedReasoningSignals: false, advancedReasoningDetails: [] } },
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'x-bursar-decision-id': extension['decision_id'], 'x-bursar-provider': 'lab', 'x-bursar-model': 'tiny' },
      ...{ 'x-bursar-cost-usd': COST, 'x-request-id': expect.stringMatching(/^req_/) },
    });
  });

  it.each([
    ['minimal', ['cost_status', 'cost_usd', 'decision_id']],
    ['off', null],
  ])('shows x_bursar as the header asks: %s', async (level, fields) => {
    const headers = { 'x-bursar-extension': level };
    const completion = await lab.client.chat.completions.create({ model: 'tiny', messages: MESSAGES }, { headers });
    const { x_bursar: extension } = completion as Extended;
    expect(extension === undefined ? null : Object.keys(extension).sort()).toEqual(fields);
  });

  it('BX-05: of a model without a price has no cost and says why', async () => {
    const completion = await lab.client.chat.completions.create({ model: 'unpriced', messages: MESSAGES });
    expect(extensionOf(completion)).toMatchObject({ cost_usd: null, cost_status: 'unpriced' });
  });

  it('SP-05, SP-33: can be answered by a local provider, which is sent no credential and costs nothing', async () => {
    const completion = await lab.client.chat.completions.create({ model: 'mine', messages: MESSAGES });
    expect(extensionOf(completion)).toMatchObject({ provider: 'home', cost_usd: '0', cost_status: 'free' });
    const received = lab.simulator.requests.at(-1);
    expect(received?.path).toBe('/home/v1/chat/completions');
    expect(received?.headers.authorization).toBeUndefined();
  });
});

describe('a streamed call', () => {
  const stream = async (more: object = {}) => {
    const { data, response } = await lab.client.chat.completions
      .create({ model: 'tiny', messages: MESSAGES, stream: true, ...more })
      .withResponse();
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const chunk of data) chunks.push(chunk);
    return { chunks, response };
  };

  it('SP-06, SP-19: brings every word, x_bursar in its finishing chunk, and no chunk more than the provider sent', async () => {
    const { chunks, response } = await stream();
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? null)).toEqual(['', 'Hello ', 'there.', null]);
    expect(chunks.map((chunk) => 'x_bursar' in chunk)).toEqual([false, false, false, true]);
    expect(extensionOf(chunks.at(-1) ?? {})).toMatchObject({ cost_usd: COST, cost_status: 'priced' });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      ...{ 'content-type': 'text/event-stream; charset=utf-8', 'x-bursar-provider': 'lab' },
      'x-bursar-cost-estimate-usd': expect.stringMatching(/^0\.0\d+$/),
    });
    expect(response.headers.has('x-bursar-cost-usd')).toBe(false);
  });

  it('keeps the usage chunk where the caller asked for it', async () => {
    const { chunks } = await stream({ stream_options: { include_usage: true } });
    expect(chunks.at(-1)?.usage).toMatchObject({ prompt_tokens: 11, completion_tokens: 7 });
    expect(extensionOf(chunks.at(-2) ?? {})).toMatchObject({ cost_usd: COST });
  });

  it('BX-09: without usage has a cost that says it is an estimate', async () => {
    const content = simulate({ text: 'fourmore', usage: null });
    const { chunks } = await stream({ messages: [{ role: 'user', content }] });
    const { cost_status: costStatus, decision_id: id } = extensionOf(chunks.at(-1) ?? {});
    expect(costStatus).toBe('estimated');
    expect((await receiptOf(lab.service, id as string)).attempts[0]).toMatchObject({
      ...{ outcome: 'success', usage_source: 'estimated_bytes', tokens: { output: 2 } },
    });
  });
});

describe('what the provider is sent', () => {
  const send = async (body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${lab.service.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${lab.service.ownerKey}`, 'content-type': 'application/json', ...headers },
      body,
    });
  const received = (): string => lab.simulator.requests.at(-1)?.text ?? '';

  const ODD =
    ' {\n\t"temperature" : 1.0e0, "messages":[ {"role":"user","content":"\\u00e9 é 😀 \\"{"} ],"seed":12345678901234567890,"toString":{},"model" : "big" }\n';

  it('UH-20: is the body byte for byte where the model has the same name there', async () => {
    expect((await send(ODD)).status).toBe(200);
    expect(received()).toBe(ODD);
  });

  it('UH-20: differs in the model alone where it has another name there', async () => {
    expect((await send(ODD.replace('"big"', '"tiny"'))).status).toBe(200);
    expect(received()).toBe(ODD.replace('"big"', '"tiny-2026"'));
  });

  it('UH-20: differs in stream_options alone when it streams', async () => {
    const body = '{"stream":true,"model":"big","messages":[{"role":"user","content":"x"}]}';
    await (await send(body)).text();
    expect(received()).toBe(`${body.slice(0, -1)},"stream_options":{"include_usage":true}}`);
    const own = body.replace('"model"', '"stream_options":{ "chunk_size":1 },"model"');
    await (await send(own)).text();
    expect(received()).toBe(own.replace('{ "chunk_size":1 }', '{"chunk_size":1,"include_usage":true}'));
  });

  it('differs in the list of fallbacks, which is ours to work through', async () => {
    const body = '{"models":["big","tiny"],"messages":[{"role":"user","content":"x"}]}';
    const { headers } = await send(body);
    expect(headers.get('x-bursar-model')).toBe('big');
    expect(received()).toBe('{"messages":[{"role":"user","content":"x"}],"model":"big"}');
    await send(body.replace('{', '{"model":"tiny-2026",').replace('tiny-2026', 'lab/tiny'));
    expect(received()).toBe('{"model":"tiny-2026","messages":[{"role":"user","content":"x"}]}');
    expect((await send(body.replace('"tiny"', '"nothing"'))).status).toBe(404);
  });

  it("is our credential there and none of the caller's headers", async () => {
    await (await send(ODD, { 'x-bursar-task': 'secret plan', 'x-custom': 'mine', cookie: 'a=b' })).text();
    const { headers } = lab.simulator.requests.at(-1) ?? { headers: {} };
    expect(headers).toMatchObject({ authorization: `Bearer ${CREDENTIAL}`, 'accept-encoding': 'identity' });
    expect(JSON.stringify(headers)).not.toMatch(/secret plan|x-custom|cookie|bur_/);
  });

  it('comes back byte for byte with x_bursar behind the last member', async () => {
    const body =
      '{ "choices":[{"message":{"content":"é\\u00e9"}}],\n "usage":{"prompt_tokens":1,"completion_tokens":1} }\n';
    lab.simulator.order({ fault: { kind: 'raw', parts: [body] } });
    const text = await (await send(ODD)).text();
    lab.simulator.mend();
    const spliced = text.indexOf(',"x_bursar":');
    expect(text.slice(0, spliced) + text.slice(text.indexOf('}', text.indexOf('"attempts":', spliced)) + 1)).toBe(body);
  });
});

describe('afterwards', () => {
  it('SP-22, UH-04, UH-08, UH-16: every decision can be looked up, with each candidate, why, and what it cost', async () => {
    const { data } = await lab.client.chat.completions.create({ model: 'smart', messages: MESSAGES }).withResponse();
    const receipt = await receiptOf(lab.service, extensionOf(data)['decision_id'] as string);
    expect(receipt).toMatchObject({
      ...{ outcome: 'selected', identical: true, requested_model: 'smart', selected_model: 'tiny', provider: 'lab' },
      candidates: [
        { candidate: 'lab/tiny', role: 'selected', reason: null },
        { candidate: 'lab/big', role: 'fallback', reason: null },
      ],
      attempts: [
        {
          ...{ outcome: 'success', failure_class: null, http_status: 200, usage_source: 'provider_final' },
          ...{ cost_usd: COST, cost_status: 'priced', provider: 'lab', model: 'tiny', credential: 'main' },
          tokens: { input: 11, output: 7, cache_read: 0 },
        },
      ],
    });
    const { body } = await lab.service.call('GET', '/v1/decisions?limit=1');
    expect(body).toMatchObject({ data: [{ decision_id: receipt.decision_id }] });
  });

  it('BX-15: usage adds up to what the calls cost', async () => {
    const headers = { 'x-bursar-customer': 'sums' };
    for (const [model, content] of [
      ['tiny', simulate({ usage: { input: 1000, output: 500 } })],
      ['big', simulate({ usage: {} })],
      ['unpriced', 'Hello'],
    ] as const) {
      await lab.client.chat.completions.create({ model, messages: [{ role: 'user', content }] }, { headers });
    }
    const usage = async (query: string) => (await lab.service.call('GET', `/v1/usage?customer=sums&${query}`)).body;
    expect(await usage('group_by=model')).toMatchObject({
      data: [
        { model: 'big', requests: 1, cost_usd: '0', unpriced_attempts: 0 },
        { model: 'tiny', requests: 1, cost_usd: '0.002', input_tokens: 1000, output_tokens: 500 },
        { model: 'unpriced', requests: 1, cost_usd: null, unpriced_attempts: 1, input_tokens: 11 },
      ],
    });
    expect(await usage('tz=Asia/Kolkata')).toMatchObject({ data: [{ requests: 3, cost_usd: '0.002' }] });
    const csv = await fetch(`${lab.service.url}/v1/usage?customer=sums&group_by=model&format=csv`, {
      headers: { authorization: `Bearer ${lab.service.ownerKey}` },
    });
    expect((await csv.text()).split('\r\n').map((line) => line.split(',')[0])).toEqual([
      'model',
      'big',
      'tiny',
      'unpriced',
      '',
    ]);
    expect((await lab.service.call('GET', '/v1/usage/self')).body).toMatchObject({
      today: { requests: expect.any(Number) },
    });
  });

  it('BX-01: a preview shows the whole decision and calls nobody', async () => {
    const before = lab.simulator.requests.length;
    const { status, body } = await lab.service.call('POST', '/v1/route', {
      body: { model: 'smart', messages: MESSAGES },
    });
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { selected_model: 'tiny', candidates: [{ role: 'selected' }, { role: 'fallback' }] },
    });
    expect(lab.simulator.requests).toHaveLength(before);
  });
});
