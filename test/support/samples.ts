/** One existing thing of a tenant for every path with a parameter, and a body that each method there would accept. */
import { BACKTEST_WITHIN_MS } from './backtest-processes';
import { eventually } from './eventually';
import type { TestService } from './service';
import type { Simulator } from './simulator/simulator';

export interface Sample {
  /** With its parameters filled in; the last one names nothing that any other tenant has. */
  readonly address: string;
  /** Method → body. */
  readonly bodies: Readonly<Record<string, unknown>>;
}

/** Path as in `/openapi.json` → sample of the first tenant. A new path with a parameter needs a line here. */
export async function createSamples(service: TestService, simulator: Simulator): Promise<ReadonlyMap<string, Sample>> {
  const identity = await createIdentity(service);
  const catalog = await createCatalog(service, simulator);
  const decision = await decide(service, identity.projectId);
  const address = `/v1/decisions/${decision}`;
  const backtest = await startBacktest(service);
  const incident = await openByHand(service);
  return new Map([
    ...identity.samples,
    ...catalog,
    ['/v1/models/{name}', { address: '/v1/models/ours-tiny', bodies: {} }],
    ['/v1/decisions/{id}', { address, bodies: {} }],
    ['/v1/decisions/{id}/content', { address: `${address}/content`, bodies: {} }],
    ['/v1/decisions/{id}/replay', { address: `${address}/replay`, bodies: { post: undefined } }],
    ['/v1/sla/incidents/{id}', { address: incident, bodies: {} }],
    ['/v1/sla/incidents/{id}/requests', { address: `${incident}/requests`, bodies: {} }],
    ['/v1/policies/backtests/{id}', { address: backtest, bodies: {} }],
  ]);
}

interface Identity {
  readonly projectId: string;
  readonly samples: readonly (readonly [string, Sample])[];
}

async function createIdentity(service: TestService): Promise<Identity> {
  const named = { name: 'ours-identity', owner: 'o' };
  const teamId = idOf(await accepted(service, 'POST', '/v1/teams', { name: named.name }));
  const projectId = idOf(await accepted(service, 'POST', '/v1/projects', { ...named, team_id: teamId }));
  const keyId = idOf(await accepted(service, 'POST', '/v1/keys', named));
  const bodies = { patch: { name: 'renamed' } };
  return {
    projectId,
    samples: [
      ['/v1/teams/{id}', { address: `/v1/teams/${teamId}`, bodies }],
      ['/v1/projects/{id}', { address: `/v1/projects/${projectId}`, bodies }],
      ['/v1/keys/{id}', { address: `/v1/keys/${keyId}`, bodies }],
    ],
  };
}

const POLICY = ['policy', ['top'], ['zero'], ['argmax'], ['id'], ['always', { action: 'abort' }]];

async function createCatalog(service: TestService, { url }: Simulator): Promise<Map<string, Sample>> {
  const model = {
    ...{ provider: 'ours-lab', model: 'ours-tiny', tier: 'economy', capabilities: ['streaming'] },
    price: { input_per_mtok_usd: '1', output_per_mtok_usd: '2', source: 'test' },
  };
  const score = { name: 'ours-evaluation', value: 0.5, n: 10, date: '2026-01-31' };
  const put = (address: string, body: object): Sample => ({ address, bodies: { put: body } });
  const samples = new Map<string, Sample>([
    ['/v1/providers/{provider}', put('/v1/providers/ours-lab', { kind: 'openai_compatible', base_url: `${url}/v1` })],
    [
      '/v1/providers/{provider}/credentials/{name}',
      put('/v1/providers/ours-lab/credentials/ours-credential', { api_key: 'sk-of-ours' }),
    ],
    ['/v1/models/catalog/{provider}/{model}', put('/v1/models/catalog/ours-lab/ours-tiny', model)],
    [
      '/v1/models/catalog/{provider}/{model}/scores',
      { address: '/v1/models/catalog/ours-lab/ours-tiny/scores', bodies: { post: { scores: [score] } } },
    ],
    [
      '/v1/endpoints/{name}',
      put('/v1/endpoints/ours-smart', {
        routing: { default: { provider: model.provider, model: model.model } },
        content_capture: { retention_days: 1 },
      }),
    ],
    ['/v1/policies/{name}', put('/v1/policies/ours-policy', { policy_ir: POLICY })],
  ]);
  for (const { address, bodies } of samples.values()) {
    for (const [method, body] of Object.entries(bodies)) await accepted(service, method.toUpperCase(), address, body);
  }
  return samples;
}

/** Makes a call for the project. @returns the id of its decision, when its attempt is in the ledger too */
async function decide(service: TestService, projectId: string): Promise<string> {
  const caller = { name: 'ours-caller', owner: 'o', role: 'developer', project_id: projectId };
  const { key } = (await accepted(service, 'POST', '/v1/keys', caller)) as { key: string };
  const chat = { model: 'ours-smart', messages: [{ role: 'user', content: 'Hello' }] };
  const { status, body, text } = await service.call('POST', '/v1/chat/completions', { key, body: chat });
  if (status !== 200) throw new Error(text);
  const { decision_id: id } = (body as { x_bursar: { decision_id: string } }).x_bursar;
  await eventually(async () => {
    const receipt = (await service.call('GET', `/v1/decisions/${id}`)).body as { attempts?: readonly unknown[] };
    return receipt.attempts?.length === 1;
  });
  return id;
}

/** @returns the address of one that is done, and so stays as it is */
async function startBacktest(service: TestService): Promise<string> {
  const { id } = (await accepted(service, 'POST', '/v1/policies/backtest', { mode: 'cost_first' })) as { id: string };
  const address = `/v1/policies/backtests/${id}`;
  await eventually(
    async () => ((await service.call('GET', address)).body as { status: string }).status === 'done',
    BACKTEST_WITHIN_MS,
  );
  return address;
}

/** @returns the address of an incident that an operator has made by hand, which takes no call */
async function openByHand(service: TestService): Promise<string> {
  const words = { provider: 'ours-lab', model: 'ours-tiny', reason: 'ours-maintenance' };
  await accepted(service, 'POST', '/v1/sla/breakers/open', words);
  const found: string[] = [];
  await eventually(async () => {
    const { body } = await service.call('GET', '/v1/sla/incidents');
    found.push(...(body as { data: { id: string }[] }).data.map(({ id }) => id));
    return found.length > 0;
  });
  return `/v1/sla/incidents/${found[0] ?? ''}`;
}

async function accepted(service: TestService, method: string, path: string, body: unknown): Promise<unknown> {
  const answer = await service.call(method, path, { body });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
  return answer.body;
}

const idOf = (body: unknown): string => (body as { id: string }).id;
