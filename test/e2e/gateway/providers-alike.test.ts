/** Providers of every kind behind one base URL: called alike, logged alike, controlled alike. */
import { useSimulatedService } from '../../support/simulated-service';
import { simulate } from '../../support/simulator/script';
import type { Simulator } from '../../support/simulator/simulator';
import { receiptOf } from './lab';

const KINDS = ['openai', 'mistral', 'openai_compatible'] as const;
type Kind = (typeof KINDS)[number];

/** The shipped providers keep their names; a server of one's own may have any. */
const NAME_OF: Readonly<Record<Kind, string>> = { openai: 'openai', mistral: 'mistral', openai_compatible: 'own' };
const modelAt = (kind: Kind): string => `${NAME_OF[kind]}/alike`;
const ownKeyOf = (kind: Kind): string => `sk-tenants-own-${NAME_OF[kind]}`;

const documentFor = ({ url }: Simulator): object => ({
  providers: Object.fromEntries(
    KINDS.map((kind) => [
      NAME_OF[kind],
      {
        ...{ kind, base_url: `${url}/${NAME_OF[kind]}/v1` },
        credentials: [{ name: 'main', api_key: ownKeyOf(kind) }],
      },
    ]),
  ),
  models: KINDS.map((kind) => ({
    ...{ provider: NAME_OF[kind], model: 'alike', tier: 'economy', capabilities: ['streaming'] },
    price: { input_per_mtok_usd: '1', output_per_mtok_usd: '2', source: 'test' },
  })),
  endpoints: { smart: { routing: { default: { provider: 'own', model: 'alike' } } } },
});
const lab = useSimulatedService(documentFor, { GATEWAY_MAX_ATTEMPTS: '1' });

interface Extension {
  readonly decision_id: string;
  readonly selected_model: string;
  readonly provider: string;
  readonly explanation: string;
}

async function callModel(
  model: string,
  apiKey = lab.service.ownerKey,
  content = 'Hello',
): Promise<{ content: string; extension: Extension }> {
  const messages = [{ role: 'user' as const, content }];
  const completion = await lab.service.client({ apiKey }).chat.completions.create({ model, messages });
  const { x_bursar: extension } = completion as unknown as { x_bursar: Extension };
  return { content: completion.choices[0]?.message.content ?? '', extension };
}

async function create(path: string, body: object): Promise<{ id: string; key: string }> {
  const answer = await lab.service.call('POST', path, { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body as { id: string; key: string };
}

it.each(KINDS)('SP-31, UH-03: the one base URL reaches %s, over the key that the tenant has there', async (kind) => {
  const { content } = await callModel(modelAt(kind));
  expect(content).toBe('Hello there.');
  const received = lab.simulator.requests.at(-1);
  expect(received?.path).toBe(`/${NAME_OF[kind]}/v1/chat/completions`);
  expect(received?.headers.authorization).toBe(`Bearer ${ownKeyOf(kind)}`);
});

it.each(KINDS)('SP-31: a stream of %s ends with its cost, the usage asked for as that kind takes it', async (kind) => {
  // Mistral sends usage by itself, in its finishing event, and refuses to be asked for it.
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  const stream = await lab.service.client().chat.completions.create({ model: modelAt(kind), messages, stream: true });
  const chunks: object[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  expect(chunks.at(-1)).toMatchObject({ x_bursar: { cost_usd: '0.000025', cost_status: 'priced' } });
  expect('stream_options' in (lab.simulator.requests.at(-1)?.body ?? {})).toBe(kind !== 'mistral');
});

it('SP-32: a call is logged alike whoever answers it', async () => {
  const attempts: object[] = [];
  for (const kind of KINDS) {
    const { extension } = await callModel(modelAt(kind));
    const [attempt] = (await receiptOf(lab.service, extension.decision_id)).attempts;
    expect(attempt).toMatchObject({ provider: NAME_OF[kind], outcome: 'success', cost_usd: '0.000025' });
    attempts.push(withoutWhoAndWhen(attempt ?? {}));
  }
  expect(attempts).toEqual(KINDS.map(() => attempts[0]));
});

/** What may differ: the provider, its row in the price book, and the times. */
const withoutWhoAndWhen = (attempt: object): object =>
  Object.fromEntries(
    Object.entries(attempt).map(([name, value]) => [
      name,
      /^provider$|^price_row$|^latency_ms$|_at$/.test(name) ? typeof value : (value as unknown),
    ]),
  );

it.each(KINDS)('SP-32: a key that may not use it is refused alike at %s, which hears nothing of it', async (kind) => {
  const allowed = { allowed_models: ['some-other'], role: 'developer', owner: 'o' };
  const { key } = await create('/v1/keys', { name: `bound, asks ${kind}`, ...allowed });
  const before = lab.simulator.requests.length;
  await expect(callModel(modelAt(kind), key)).rejects.toMatchObject({ status: 403, code: 'model_not_allowed' });
  expect(lab.simulator.requests).toHaveLength(before);
});

it('SP-23: cost, latency and outcomes can be traced by team and project', async () => {
  const team = await create('/v1/teams', { name: 'search' });
  const projects = [];
  for (const name of ['ranking', 'crawling']) {
    const project = await create('/v1/projects', { name, owner: 'o', team_id: team.id });
    const body = { name, owner: 'o', role: 'developer', project_id: project.id };
    projects.push({ id: project.id, key: (await create('/v1/keys', body)).key });
  }
  const [ranking = { id: '', key: '' }, crawling = { id: '', key: '' }] = projects;
  await callModel('smart', ranking.key);
  await callModel('smart', ranking.key);
  const broken = simulate({ fault: { kind: 'status', status: 500 } });
  await expect(callModel('smart', crawling.key, broken)).rejects.toThrow();

  const { body } = await lab.service.call('GET', `/v1/usage?group_by=team,project&team=${team.id}`);
  const { data } = body as { data: readonly { project: string }[] };
  const traced = { team: team.id, mean_duration_ms: expect.any(Number) };
  expect(data.find(({ project }) => project === ranking.id)).toMatchObject({
    ...{ ...traced, requests: 2, failures: 0, cost_usd: '0.00005' },
  });
  expect(data.find(({ project }) => project === crawling.id)).toMatchObject({ ...traced, requests: 1, failures: 1 });
  expect(data).toHaveLength(2);
});

it('UH-05: one answer names what it was routed by, where it went, and its receipt', async () => {
  const { extension } = await callModel('smart');
  expect(extension).toMatchObject({ selected_model: 'alike', provider: 'own' });
  expect(extension.explanation).toContain('endpoint "smart"');
  expect(await receiptOf(lab.service, extension.decision_id)).toMatchObject({
    ...{ endpoint: 'smart', selected_model: 'alike', provider: 'own', explanation: extension.explanation },
  });
});
