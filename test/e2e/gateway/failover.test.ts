/** Providers that fail before the caller has heard anything of their answer: somebody else answers, and the ledger has every attempt. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import type { Fault } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { eventually } from '../../support/eventually';
import { receiptOf } from './lab';
import { ask, type Asking, type CallerName, decisionOf } from './simulated';

const CAPABILITIES = ['streaming', 'tools', 'json_schema', 'json_mode'];
const price = (usd: string): object => ({ input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'test' });
const PLENTY = 60;

/** A circuit of its own for each test: what one breaks, another does not find open. */
const models = Array.from({ length: PLENTY }, (_, at) => `model-${at}`);
let taken = 0;
const freshModel = (): string => models[taken++] ?? 'no model is left: raise PLENTY';

let service: TestService;
let broken: Simulator;
let sound: Simulator;

/** Both providers have every model; the broken one is the cheaper, so it comes first. `alone` has models that nobody else has. */
const documentFor = (): object => {
  const at = (provider: string, usd: string) => (model: string) => ({
    ...{ provider, model, tier: 'economy', context_window: 8_000, max_output: 4096, capabilities: CAPABILITIES },
    price: price(usd),
  });
  const two = [
    { name: 'first', api_key: 'sk-first' },
    { name: 'second', api_key: 'sk-second' },
  ];
  return {
    providers: {
      broken: { kind: 'openai_compatible', base_url: `${broken.url}/v1`, credentials: [two[0]] },
      sound: { kind: 'anthropic', base_url: `${sound.url}/v1`, credentials: [two[0]] },
      // A rate limit stands for all models of a credential, hence providers of their own.
      ...Object.fromEntries(
        ['paired', 'limited', 'patient'].map((name) => [
          name,
          { kind: 'openai_compatible', base_url: `${broken.url}/v1`, credentials: name === 'paired' ? two : [two[0]] },
        ]),
      ),
    },
    models: [
      ...models.map(at('broken', '1')),
      ...models.map(at('sound', '2')),
      ...models.flatMap((model) => ['paired', 'patient'].map((name) => at(name, '1')(`${name}-${model}`))),
      at('limited', '1')('limited'),
      at('sound', '2')('limited'),
      { ...at('sound', '3')('roomy'), context_window: 100_000 },
    ],
    endpoints: Object.fromEntries(
      models.flatMap((model) => [
        [`roomy-${model}`, { ...routed(model), fallback: [sounds(model), sounds('roomy')] }],
        [`once-${model}`, { ...routed(model), fallback: [sounds(model)], max_attempts: 1 }],
      ]),
    ),
  };
};
const routed = (model: string): object => ({ routing: { default: { provider: 'broken', model } } });
const sounds = (model: string): object => ({ provider: 'sound', model });

beforeAll(async () => {
  service = await startTestService();
  broken = await startSimulator();
  sound = await startSimulator();
  await service.configure(documentFor());
}, SERVICE_START_MS);
afterAll(async () => {
  await service.stop();
  await broken.stop();
  await sound.stop();
}, SERVICE_STOP_MS);

const askFor = (model: string, asking: Partial<Asking> = {}) =>
  ask(service, { caller: 'chat', stream: false, prompt: 'Hello', model, ...asking });

/** The attempts of a call as `provider outcome class`. */
async function attemptsOf(decisionId: string): Promise<string[]> {
  const { attempts } = await receiptOf(service, decisionId);
  return attempts.map(({ provider, outcome, failure_class: name }) => [provider, outcome, name ?? []].flat().join(' '));
}

const status = (code: number): Fault => ({ kind: 'status', status: code });
const WHOLE: readonly (readonly [string, Fault, string])[] = [
  ['closes the connection', { kind: 'refuse' }, 'server_error'],
  ['resets it', { kind: 'reset' }, 'server_error'],
  ['is broken', status(500), 'server_error'],
  ['is unavailable', status(503), 'server_error'],
  ['is overloaded', status(529), 'server_error'],
  ['does not know us', status(401), 'auth_error'],
  ['wants money', status(402), 'billing_error'],
  ['does not have the model', status(404), 'model_not_found'],
  ['has a smaller window than it says', status(413), 'context_overflow'],
  ['says 200 and HTML', { kind: 'html' }, 'bad_response'],
  ['says 200 and an error', { kind: 'error_body' }, 'bad_response'],
  ['says half an answer', { kind: 'half_json' }, 'bad_response'],
  ['does not answer', { kind: 'stall', after: 0 }, 'timeout'],
];
const STREAMED: typeof WHOLE = [
  ...WHOLE.filter(([, , name]) => name !== 'context_overflow' && name !== 'bad_response'),
  ['stalls behind its lifecycle events', { kind: 'stall', after: 0, keepAlives: 20 }, 'timeout'],
  ['breaks off before its first word', { kind: 'cut', after: 0 }, 'stream_interrupted'],
  ['reports an error before its first word', { kind: 'error_event', after: 0 }, 'server_error'],
];
const BRIEF = { headers: { 'x-bursar-timeout-ms': '3000' } };

describe('without streaming, when a provider', () => {
  it.each(WHOLE.filter(([, , name]) => name !== 'context_overflow'))(
    'UH-15: %s another one answers',
    async (_what, fault, failureClass) => {
      const model = freshModel();
      broken.order({ model, fault });
      const heard = await askFor(model, BRIEF);
      expect(heard).toMatchObject({ failed: null, text: 'Hello there.' });
      expect(heard.headers.get('x-bursar-provider')).toBe('sound');
      expect(await attemptsOf(decisionOf(heard))).toEqual([`broken failure ${failureClass}`, 'sound success']);
    },
  );

  it('SP-27: cannot be reached another one answers', async () => {
    const model = freshModel();
    await broken.down();
    const heard = await askFor(model, BRIEF).finally(() => broken.up());
    expect(await attemptsOf(decisionOf(heard))).toEqual(['broken failure connect_error', 'sound success']);
  });
});

describe('before the first word of a stream, when a provider', () => {
  it.each(STREAMED)(
    'SP-28: %s another one answers, and the caller hears nothing of it',
    async (_what, fault, failureClass) => {
      const model = freshModel();
      broken.order({ model, fault });
      const heard = await askFor(model, { ...BRIEF, stream: true });
      expect(heard).toMatchObject({ failed: null, text: 'Hello there.' });
      expect(heard.headers.get('x-bursar-provider')).toBe('sound');
      expect(await attemptsOf(decisionOf(heard))).toEqual([`broken failure ${failureClass}`, 'sound success']);
    },
  );
});

it.each<CallerName>(['chat', 'responses', 'messages'])(
  'behind its first words a stream that breaks ends with an error in the words of %s, and nobody else is asked',
  async (caller) => {
    const model = freshModel();
    broken.order({ model, fault: { kind: 'cut', after: 1 } });
    const heard = await askFor(model, { caller, stream: true });
    expect(heard.text).toBe('Hello ');
    expect(heard.failed).not.toBeNull();
    expect(await attemptsOf(decisionOf(heard))).toEqual(['broken partial stream_interrupted']);
  },
);

describe('nobody else is asked', () => {
  it('when the request itself is at fault', async () => {
    const model = freshModel();
    broken.order({ model, fault: { kind: 'status', status: 400, message: 'temperature is too high' } });
    const heard = await askFor(model);
    expect(heard.failed).toMatchObject({ code: 'provider_rejected', message: expect.stringContaining('temperature') });
    expect(await attemptsOf(decisionOf(heard))).toEqual(['broken failure invalid_request']);
  });

  it('when a text is too long, but for a larger window', async () => {
    const model = freshModel();
    broken.order({ model, fault: status(413) });
    const [smaller, larger] = [await askFor(model), await askFor(`roomy-${model}`)];
    expect(smaller.failed).toMatchObject({ code: 'provider_rejected' });
    expect(await attemptsOf(decisionOf(smaller))).toEqual(['broken failure context_overflow']);
    expect(larger.headers.get('x-bursar-model')).toBe('roomy');
  });

  it('beyond the attempts that the endpoint allows', async () => {
    const model = freshModel();
    broken.order({ model, fault: status(503) });
    const heard = await askFor(`once-${model}`);
    expect(heard.failed).toMatchObject({ status: 502, code: 'provider_failed' });
    expect(await attemptsOf(decisionOf(heard))).toEqual(['broken failure server_error']);
  });

  it('when everybody has failed: the caller hears it of the last, within its deadline', async () => {
    const model = freshModel();
    for (const provider of [broken, sound]) provider.order({ model, fault: { kind: 'stall', after: 0 } });
    const heard = await askFor(model, { headers: { 'x-bursar-timeout-ms': '800' } });
    expect(heard.failed).toMatchObject({ status: 504, code: 'provider_timeout' });
    expect(await attemptsOf(decisionOf(heard))).toEqual(['broken failure timeout', 'sound failure timeout']);
  });

  it('UH-21: when the policy of the call has it so', async () => {
    const model = freshModel();
    broken.order({ model, fault: status(503) });
    const policy = (action: object) => [
      'policy',
      ['top'],
      ['neg', ['normalize', ['field', 'price_in']]],
      ['argmax'],
      ['id'],
      ['always', action],
    ];
    const call = (action: object) =>
      service.call('POST', '/v1/chat/completions', {
        body: { model, messages: [{ role: 'user', content: 'Hello' }], policy_ir: policy(action) },
      });
    expect(await call({ action: 'abort' })).toMatchObject({ status: 502 });
    expect(await call({ action: 'next_candidate' })).toMatchObject({ status: 200 });
  });
});

it('PG-19: on a rate limit the secondary credential answers', async () => {
  const model = `paired-${freshModel()}`;
  broken.order({ model, credential: 'sk-first', fault: status(429) });
  const heard = await askFor(model);
  const { attempts } = await receiptOf(service, decisionOf(heard));
  expect(attempts).toMatchObject([
    { credential: 'first', failure_class: 'rate_limited' },
    { credential: 'second', outcome: 'success' },
  ]);
});

it('SP-18: on a rate limit another provider answers, and the next call goes there at once', async () => {
  broken.order({ model: 'limited', fault: status(429) });
  const [heard, next] = [await askFor('limited'), await askFor('limited')];
  expect(await attemptsOf(decisionOf(heard))).toEqual(['limited failure rate_limited', 'sound success']);
  expect(await attemptsOf(decisionOf(next))).toEqual(['sound success']);
});

it('SP-18: a rate limit with nobody else left is waited for, as long as the provider asks', async () => {
  const model = `patient-${freshModel()}`;
  broken.order({ model, fault: { ...status(429), retryAfterMs: '300' } as Fault });
  const mended = sleep(150).then(() => broken.order({ model }));
  const heard = await askFor(model);
  await mended;
  expect(heard).toMatchObject({ failed: null });
  expect(await attemptsOf(decisionOf(heard))).toEqual(['patient failure rate_limited', 'patient success']);
});

it('a caller who leaves while its call waits is not waited for', async () => {
  const model = `patient-${freshModel()}`;
  broken.order({ model, fault: status(503) });
  const calls = (): number => broken.requests.filter(({ body }) => body['model'] === model).length;
  const left = new AbortController();
  const call = fetch(`${service.url}/v1/chat/completions`, {
    ...{ method: 'POST', signal: left.signal },
    headers: { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  await eventually(() => calls() === 1);
  left.abort();
  await expect(call).rejects.toThrow(/abort/);
  // Longer than the first wait may be.
  await sleep(700);
  expect(calls()).toBe(1);
});

describe('a call that took several attempts costs their sum', () => {
  const costOf = async (model: string): Promise<{ cost_usd: string | null; cost_status: string; attempts: number }> => {
    const { body } = await service.call('POST', '/v1/chat/completions', {
      body: { model, messages: [{ role: 'user', content: 'Hello' }] },
    });
    return (body as { x_bursar: never }).x_bursar;
  };

  it('BX-06: in which a refusal counts for nothing', async () => {
    const model = freshModel();
    broken.order({ model, fault: status(503) });
    // 18 tokens at the second provider's price.
    expect(await costOf(model)).toMatchObject({ cost_usd: '0.000036', cost_status: 'priced', attempts: 2 });
  });

  it('BX-06: and an answer that came to nothing makes it unknown', async () => {
    const model = freshModel();
    broken.order({ model, fault: { kind: 'half_json' } });
    expect(await costOf(model)).toMatchObject({ cost_usd: null, cost_status: 'usage_missing', attempts: 2 });
  });
});

it('UH-23: the receipt has every attempt with what it took, what it cost, and why it was made', async () => {
  const model = freshModel();
  broken.order({ model, fault: status(503) });
  const heard = await askFor(model);
  const { attempts } = await receiptOf(service, decisionOf(heard));
  expect(attempts).toMatchObject([
    { attempt: 1, provider: 'broken', credential: 'first', http_status: 503, cost_usd: null, reason: null },
    { attempt: 2, provider: 'sound', outcome: 'success', cost_usd: '0.000036', reason: 'failure' },
  ]);
  for (const attempt of attempts) expect(attempt).toMatchObject({ latency_ms: expect.any(Number) });
});
