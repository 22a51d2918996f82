/** `POST /v1/embeddings` by the official SDK, before providers that answer it as it is, in other words, or not at all. */
import { BadRequestError } from 'openai';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { simulate } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { receiptOf } from './lab';

let simulator: Simulator;
let service: TestService;

const BASES = {
  openai: '/v1',
  azure_openai: '/openai',
  google: '/v1beta',
  mistral: '/mistral/v1',
  openai_compatible: '/v1',
  anthropic: '/v1',
} as const;
type Kind = keyof typeof BASES;
const KINDS = Object.keys(BASES) as Kind[];
const EMBEDDING_KINDS = KINDS.filter((kind) => kind !== 'anthropic');
const nameOf = (kind: Kind): string => `my-${kind.replace('_', '-')}`;
const PRICE = { input_per_mtok_usd: '0.02', source: 'test' };

beforeAll(async () => {
  simulator = await startSimulator();
  service = await startTestService();
  await service.configure({
    providers: Object.fromEntries(
      KINDS.map((kind) => [
        nameOf(kind),
        {
          ...{
            kind,
            base_url: simulator.url + BASES[kind],
            credentials: [{ name: 'main', api_key: `key-of-${kind}` }],
          },
          ...(kind === 'azure_openai' && { api_version: '2024-10-21' }),
        },
      ]),
    ),
    models: [
      ...KINDS.map((kind) => ({
        ...{ provider: nameOf(kind), model: 'vectors', upstream_model: `upstream-${kind}`, tier: 'economy' },
        ...{ context_window: 100, capabilities: ['embeddings'], price: PRICE },
      })),
      { provider: nameOf('openai'), model: 'chat', tier: 'economy', capabilities: ['streaming'] },
    ],
  });
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

interface Extended {
  readonly x_bursar?: { readonly decision_id: string; readonly warnings?: readonly string[] };
}

const modelAt = (kind: Kind): string => `${nameOf(kind)}/vectors`;
const TWO = [simulate({ usage: { input: 50_000 } }), 'and another'];

const extensionOf = (answer: unknown): Required<Extended>['x_bursar'] =>
  (answer as Extended).x_bursar ?? { decision_id: 'none' };

const attemptsOf = async (answer: unknown): Promise<unknown> =>
  (await receiptOf(service, extensionOf(answer).decision_id)).attempts;

describe.each(EMBEDDING_KINDS)('embeddings at %s', (kind) => {
  it.each([undefined, 'float'] as const)(
    'SP-31: come by the official SDK, asked for as %s, and are priced by what was read',
    async (encoding) => {
      const answer = await service.client().embeddings.create({
        ...{ model: modelAt(kind), input: TWO },
        ...(encoding !== undefined && { encoding_format: encoding }),
      });
      expect(answer.data.map(({ index, embedding }) => [index, ...embedding])).toEqual([
        [0, 0, -0.5],
        [1, 1, -0.5],
      ]);
      expect(answer.usage.prompt_tokens).toBe(50_000);
      expect(answer).toMatchObject({ x_bursar: { provider: nameOf(kind), cost_usd: '0.001', cost_status: 'priced' } });
      expect(await attemptsOf(answer)).toMatchObject([
        { usage_source: 'provider_final', tokens: { input: 50_000, output: 0 }, cost_usd: '0.001' },
      ]);
    },
  );

  it('whose usage is not told are estimated, and nothing was written', async () => {
    const input = [simulate({ usage: null })];
    const answer = await service.client().embeddings.create({ model: modelAt(kind), input });
    expect(await attemptsOf(answer)).toMatchObject([
      { usage_source: 'estimated_tokens', cost_status: 'estimated', tokens: { output: 0 } },
    ]);
  });

  it('that the provider refuses are the SDK’s own class of error', async () => {
    const input = simulate({ fault: { kind: 'status', status: 400, message: 'too long' } });
    const refused = service.client().embeddings.create({ model: modelAt(kind), input });
    await expect(refused).rejects.toBeInstanceOf(BadRequestError);
  });
});

const sentTo = (path: string): Readonly<Record<string, unknown>> | undefined =>
  simulator.requests.findLast((request) => request.path === path)?.body;

const SENT: readonly (readonly [Kind, string, object])[] = [
  ['openai', '/v1/embeddings', { model: 'upstream-openai', input: ['a', 'b'], dimensions: 2, user: 'u' }],
  [
    'azure_openai',
    '/openai/deployments/upstream-azure_openai/embeddings?api-version=2024-10-21',
    { input: ['a', 'b'], dimensions: 2, user: 'u' },
  ],
  ['mistral', '/mistral/v1/embeddings', { model: 'upstream-mistral', output_dimension: 2 }],
  [
    'google',
    '/v1beta/models/upstream-google:batchEmbedContents',
    {
      requests: [{ model: 'models/upstream-google', outputDimensionality: 2 }, { content: { parts: [{ text: 'b' }] } }],
    },
  ],
];

it.each(SENT)('%s is asked at %s in its own words', async (kind, path, body) => {
  const asked = { model: modelAt(kind), input: ['a', 'b'], dimensions: 2, user: 'u' };
  const answer = await service.client().embeddings.create(asked);
  expect(sentTo(path)).toMatchObject(body);
  const leftOut = (extensionOf(answer).warnings ?? []).map((warning) => warning.split(' ')[0]);
  expect(leftOut).toEqual({ mistral: ['user'], google: ['end_user'] }[kind as string] ?? []);
});

const refusalOf = async (body: object): Promise<unknown> =>
  (await service.call('POST', '/v1/embeddings', { body })).body;

it('tokens go to whoever counts them as the caller does, and nowhere else', async () => {
  const { data } = await service.client().embeddings.create({ model: modelAt('openai'), input: [[1, 2], [3]] });
  expect(data).toHaveLength(2);
  expect(await refusalOf({ model: modelAt('google'), input: [[1, 2], [3]] })).toMatchObject({
    error: { code: 'no_candidate', details: { candidates: [{ reason: 'parameter:token_input' }] } },
  });
});

it.each([
  ['embeddings of a chat model', 'my-openai/chat', 'not_an_embeddings_model'],
  ['embeddings of a provider that has none', 'my-anthropic/vectors', 'no_embeddings'],
])('%s are refused with the reason', async (_, model, reason) => {
  expect(await refusalOf({ model, input: 'a' })).toMatchObject({
    error: { code: 'no_candidate', details: { candidates: [{ candidate: model, reason }] } },
  });
});

it('chat of an embeddings model is refused with the reason', async () => {
  const messages = [{ role: 'user', content: 'Hello' }];
  const { body } = await service.call('POST', '/v1/chat/completions', { body: { model: modelAt('openai'), messages } });
  expect(body).toMatchObject({ error: { details: { candidates: [{ reason: 'not_a_chat_model' }] } } });
});

it('what is no text and no token is refused by its path', async () => {
  expect(await refusalOf({ model: modelAt('openai'), input: ['a', null] })).toMatchObject({
    error: { code: 'invalid_request', param: 'input[1]' },
  });
});
