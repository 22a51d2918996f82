/** Budgets from the document to the figures, through the whole service. */
import { eventually } from '../../support/eventually';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { documentFor } from '../gateway/lab';

interface BudgetView {
  readonly name: string;
  readonly spent_usd: string | null;
  readonly fraction: number | null;
  readonly scope_found: boolean;
}

let simulator: Simulator;
let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  simulator = await startSimulator();
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

// The names in scopes are looked up every few seconds.
const WITHIN_MS = 60_000;

const month = { limit_usd: '0.0001', window: 'month' };

async function listed(): Promise<Map<string, BudgetView>> {
  const { body } = await service.call('GET', '/v1/budgets');
  return new Map((body as { data: BudgetView[] }).data.map((budget) => [budget.name, budget]));
}

async function ask(key: string): Promise<string> {
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  const answer = await service.client({ apiKey: key }).chat.completions.create({ model: 'smart', messages });
  return (answer as unknown as { x_bursar: { cost_usd: string } }).x_bursar.cost_usd;
}

it(
  "PG-15: a call's cost is in the fraction of its endpoint's month as soon as it is answered",
  async () => {
    const budgets = [
      { name: 'endpoint', scope: { endpoint: 'smart' }, owner: 'core', timezone: 'Europe/Berlin', ...month },
      { name: 'project', scope: { project: 'core' }, ...month },
    ];
    await service.configure({ ...documentFor(simulator), budgets });
    await eventually(async () => (await listed()).get('endpoint')?.spent_usd === '0');
    expect((await listed()).get('project')).toMatchObject({ scope_found: false, spent_usd: null });
    const { body } = await service.call('POST', '/v1/projects', { body: { name: 'core', owner: 'o' } });
    const bound = { name: 'bound', owner: 'o', role: 'developer', project_id: (body as { id: string }).id };
    const { key } = (await service.call('POST', '/v1/keys', { body: bound })).body as { key: string };
    await eventually(async () => (await listed()).get('project')?.spent_usd === '0');
    const cost = await ask(key);
    const after = await listed();
    expect(after.get('endpoint')).toMatchObject({ spent_usd: cost, fraction: Number(cost) / 0.0001, owner: 'core' });
    expect(after.get('project')).toMatchObject({ spent_usd: cost, scope_found: true });
  },
  WITHIN_MS,
);

it('what a document declares comes back from GET /v1/config, and goes with the document', async () => {
  const budget = { name: 'all', scope: {}, ...month };
  await service.configure({ ...documentFor(simulator), budgets: [budget] });
  const { body } = await service.call('GET', '/v1/config');
  expect(body).toMatchObject({ budgets: [budget] });
  const { text } = await service.call('GET', '/metrics');
  expect(text).toMatch(/^bursar_budget_spend_age_seconds \d/m);
  await service.configure({ ...documentFor(simulator) });
  expect((await listed()).size).toBe(0);
});

it('a budget for an endpoint that does not exist is refused by its place', async () => {
  const budgets = [{ name: 'typo', scope: { endpoint: 'smrt' }, ...month }];
  const answer = await service.call('PUT', '/v1/config', { body: { ...documentFor(simulator), budgets } });
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { details: { path: 'budgets[0].scope.endpoint', problem: 'there is no endpoint smrt' } } },
  });
});
