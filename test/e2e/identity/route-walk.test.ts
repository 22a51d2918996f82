/** Every route of `/openapi.json`, asked by everybody who must not pass. */
import { createTenant } from '../../../src/identity';
import { newKeySecret } from '../../../src/identity/key-secret';
import { withState } from '../../../src/process/state';
import { systemClock } from '../../../src/shared/clock';
import { type Role, ROLE_SCOPES, ROLES, type Scope } from '../../../src/shared/domain/access';
import { type Answer, call } from '../../support/app';
import { eventually } from '../../support/eventually';
import { silentLog } from '../../support/postgres';
import { createSamples, type Sample } from '../../support/samples';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly scope: Scope | null;
}

let simulator: Simulator;
let service: TestService;
let operations: readonly Operation[];
let samples: ReadonlyMap<string, Sample>;
let strangersKey: string;
let namesakesKey: string;
const keyOf = new Map<Role, string>();

beforeAll(async () => {
  service = await startTestService();
  simulator = await startSimulator();
  [strangersKey, namesakesKey] = await withState({ settings: service.settings, log: silentLog }, async (dataSource) => {
    const context = { dataSource, clock: systemClock };
    const strangers = await createTenant(context, 'strangers');
    const namesakes = await createTenant(context, 'namesakes');
    return [strangers.ownerKey, namesakes.ownerKey] as const;
  });
  // The tenants came after the start: the service learns of their keys by notice.
  await eventually(async () => {
    const answers = await Promise.all([strangersKey, namesakesKey].map((key) => ask('GET', '/v1/tenant', { key })));
    return answers.every(({ status }) => status === 200);
  });
  for (const role of ROLES) keyOf.set(role, await createKey(role));
  samples = await createSamples(service, simulator);
  operations = operationsOf((await ask('GET', '/openapi.json')).body);
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

const ask = (method: string, path: string, options: { key?: string; body?: unknown } = {}): Promise<Answer> =>
  call(method, service.url + path, options);

async function createKey(role: Role): Promise<string> {
  const body = { name: `walks as ${role}`, owner: 'o', role };
  const answer = await service.call('POST', '/v1/keys', { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return (answer.body as { key: string }).key;
}

function operationsOf(document: unknown): Operation[] {
  const { paths } = document as { paths: Record<string, Record<string, { 'x-bursar-scope'?: Scope }>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, spec]) => ({ method, path, scope: spec['x-bursar-scope'] ?? null })),
  );
}

function send({ method, path }: Operation, key?: string): Promise<Answer> {
  const sample = samples.get(path);
  const body = sample?.bodies[method];
  return ask(method.toUpperCase(), sample?.address ?? path, {
    ...(key !== undefined && { key }),
    ...(body !== undefined && { body }),
  });
}

const outcome = ({ status, body }: Answer): string => {
  // Anthropic's shape has no place for a code but among the details.
  const { error } = (body ?? {}) as { error?: { code?: string; details?: { error_code?: string } } };
  const code = error?.code ?? error?.details?.error_code ?? '';
  // SDKs know what has no model by its own code.
  return error === undefined ? String(status) : `${status} ${code.replace(/^model_not_found$/, 'not_found')}`;
};

/** `method path` → outcome, for all operations that qualify. */
async function walk(
  qualifies: (operation: Operation) => boolean,
  key: string | undefined,
): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const operation of operations.filter(qualifies)) {
    outcomes[nameOf(operation)] = outcome(await send(operation, key));
  }
  return outcomes;
}

const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;
const guarded = ({ scope }: Operation): boolean => scope !== null;
const withParameter = ({ path }: Operation): boolean => path.includes('{');
const everyOne = (outcomes: Record<string, string>, expected: string): void => {
  expect(Object.keys(outcomes)).not.toEqual([]);
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map((name) => [name, expected])));
};

/** What the owner reads of every sample, all of it there. */
async function readSamples(): Promise<readonly unknown[]> {
  const reads = operations.filter((operation) => withParameter(operation) && operation.method === 'get');
  const answers = await Promise.all(reads.map((operation) => send(operation, service.ownerKey)));
  expect(new Set(answers.map(outcome))).toEqual(new Set(['200']));
  return answers.map(({ body }) => body);
}

it('the walk covers every part of the service', () => {
  const parts = ['chat/completions', 'route', 'models', 'decisions', 'usage', 'config', 'teams', 'projects', 'keys'];
  const catalog = ['providers', 'models/catalog', 'prices', 'endpoints', 'audit', 'tenant'];
  expect(operations.map(({ path }) => path)).toEqual(
    expect.arrayContaining([...parts, ...catalog].map((part) => `/v1/${part}`)),
  );
});

it('every path with a parameter has a sample to be tried on', () => {
  const paths = new Set(operations.filter(withParameter).map(({ path }) => path));
  expect([...samples.keys()].sort()).toEqual([...paths].sort());
});

it('without a key every guarded route answers 401', async () => {
  everyOne(await walk(guarded, undefined), '401 missing_api_key');
});

it('with a key that was never given out every guarded route answers 401', async () => {
  everyOne(await walk(guarded, newKeySecret()), '401 invalid_api_key');
});

it.each(ROLES.filter((role) => ROLE_SCOPES[role].size < ROLE_SCOPES.owner.size))(
  'the role %s gets 403 from every route whose scope it lacks',
  async (role) => {
    const lacks = ({ scope }: Operation): boolean => scope !== null && !ROLE_SCOPES[role].has(scope);
    everyOne(await walk(lacks, keyOf.get(role)), '403 forbidden');
  },
);

it('what an SDK calls refuses in the shape that the SDK reads', async () => {
  const { body } = await ask('POST', '/v1/chat/completions', { key: keyOf.get('viewer') ?? '' });
  expect(body).toMatchObject({
    error: { message: expect.stringContaining('inference:call'), type: expect.any(String), param: null },
  });
});

it.each(ROLES)('the role %s is let through to every read whose scope it has', async (role) => {
  const reads = ({ method, scope }: Operation): boolean =>
    method === 'get' && scope !== null && ROLE_SCOPES[role].has(scope);
  everyOne(await walk(reads, keyOf.get(role)), '200');
});

/** A name is each tenant's own: to put it makes the caller's own thing. What comes later may need what comes first. */
const PUTS_BY_NAME = [
  'put /v1/providers/{provider}',
  'put /v1/models/catalog/{provider}/{model}',
  'put /v1/endpoints/{name}',
  'put /v1/policies/{name}',
];

it('what belongs to one tenant answers 404 to the owner of another, whatever the method, and stays as it is', async () => {
  const before = await readSamples();
  const aimed = (operation: Operation): boolean =>
    withParameter(operation) && !PUTS_BY_NAME.includes(nameOf(operation));
  everyOne(await walk(aimed, strangersKey), '404 not_found');
  expect(await readSamples()).toEqual(before);
});

it('the same name in two tenants is two things', async () => {
  const before = await readSamples();
  for (const name of PUTS_BY_NAME) {
    everyOne(await walk((operation) => nameOf(operation) === name, namesakesKey), '200');
  }
  const deleted = [...PUTS_BY_NAME].reverse().map((name) => name.replace('put', 'delete'));
  for (const name of deleted) {
    everyOne(await walk((operation) => nameOf(operation) === name, namesakesKey), '204');
  }
  expect(await readSamples()).toEqual(before);
});

it('lists never show what belongs to another tenant', async () => {
  // What ends in a parameter is a thing; what does not is something to be done with one.
  const things = [...samples].filter(([path]) => path.endsWith('}'));
  const marks = things.map(([, { address }]) => address.slice(address.lastIndexOf('/') + 1));
  const shown = async (key: string): Promise<readonly string[]> => {
    const lists = operations.filter(
      (operation) => operation.method === 'get' && guarded(operation) && !withParameter(operation),
    );
    const texts = (await Promise.all(lists.map((list) => send(list, key)))).map(({ text }) => text).join('');
    return marks.filter((mark) => texts.includes(mark));
  };
  expect(await shown(strangersKey)).toEqual([]);
  expect(await shown(service.ownerKey)).toEqual(marks);
});

it.each(['project', 'model', 'key'])('usage by %s counts nothing of another tenant', async (dimension) => {
  const usage = async (key: string): Promise<unknown> =>
    ((await ask('GET', `/v1/usage?group_by=${dimension}`, { key })).body as { data: unknown }).data;
  expect(await usage(service.ownerKey)).toMatchObject([{ requests: 1 }]);
  expect(await usage(strangersKey)).toEqual([]);
});

it('BX-20: the description is OpenAPI 3.1 and has each route with a name of its own, its scope and its answers', async () => {
  const { body } = await ask('GET', '/openapi.json');
  expect(body).toMatchObject({ openapi: '3.1.0', components: { securitySchemes: { apiKey: { scheme: 'bearer' } } } });
  const { paths } = body as { paths: Record<string, Record<string, { operationId: string }>> };
  const described = Object.values(paths).flatMap((methods) => Object.values(methods));
  for (const operation of described) {
    expect(operation).toMatchObject({ summary: expect.stringMatching(/./), responses: { default: expect.anything() } });
  }
  expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(operations.length);
});

it('BX-20: description, health, readiness and metrics answer without a key, and nothing else does', async () => {
  const open = operations.filter((operation) => !guarded(operation));
  const answers = new Map(await Promise.all(open.map(async (one) => [one.path, await send(one)] as const)));
  expect([...answers.keys()].sort()).toEqual(['/healthz', '/metrics', '/openapi.json', '/readyz']);
  expect([...answers.values()].map(outcome)).toEqual(open.map(() => '200'));
  expect(answers.get('/readyz')?.body).toMatchObject({ ready: true });
  expect(answers.get('/metrics')?.text).toMatch(/^# TYPE bursar_\w+ (counter|gauge|histogram)$/m);
});

it('an address that is no route answers 404 without saying who may ask', async () => {
  expect(outcome(await ask('GET', '/v1/no-such-thing'))).toBe('404 not_found');
});
