/** Every route of `/openapi.json`, asked by everybody who must not pass. */
import { createTenant } from '../../../src/identity';
import { newKeySecret } from '../../../src/identity/key-secret';
import { systemClock } from '../../../src/shared/clock';
import { type Role, ROLE_SCOPES, ROLES, type Scope } from '../../../src/shared/domain/access';
import { type Answer, startTestApp, type TestApp } from '../../support/app';
import { eventually } from '../../support/eventually';
import { POSTGRES_START_MS, startTestPostgres, type TestPostgres } from '../../support/postgres';
import { createSamples, type Sample } from '../../support/samples';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly scope: Scope | null;
}

let postgres: TestPostgres;
let app: TestApp;
let operations: readonly Operation[];
let samples: ReadonlyMap<string, Sample>;
let strangersKey: string;
const keyOf = new Map<Role, string>();

beforeAll(async () => {
  postgres = await startTestPostgres();
  const database = await postgres.database();
  app = await startTestApp(database);
  const context = { dataSource: database.dataSource, clock: systemClock };
  const { ownerKey } = await createTenant(context, 'ours');
  strangersKey = (await createTenant(context, 'theirs')).ownerKey;
  // The tenants came after the start: this replica learns of their keys by notice.
  await eventually(() => app.ring.size === 2);
  for (const role of ROLES) keyOf.set(role, await createKey(ownerKey, role));
  samples = await createSamples(app, ownerKey);
  operations = operationsOf((await app.call('GET', '/openapi.json')).body);
}, POSTGRES_START_MS);

afterAll(async () => {
  await app.close();
  await postgres.stop();
});

async function createKey(ownerKey: string, role: Role): Promise<string> {
  const answer = await app.call('POST', '/v1/keys', {
    key: ownerKey,
    body: { name: `walks as ${role}`, owner: 'o', role },
  });
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
  const address = path.replace(/\{\w+\}/g, sample?.id ?? 'none');
  return app.call(method.toUpperCase(), address, {
    ...(key !== undefined && { key }),
    ...(body !== undefined && { body }),
  });
}

const outcome = ({ status, body }: Answer): string => {
  const { error } = (body ?? {}) as { error?: { code: string } };
  return error === undefined ? String(status) : `${status} ${error.code}`;
};

/** `method path` → outcome, for all operations that qualify. */
async function walk(
  qualifies: (operation: Operation) => boolean,
  key: string | undefined,
): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  for (const operation of operations.filter(qualifies)) {
    outcomes[`${operation.method} ${operation.path}`] = outcome(await send(operation, key));
  }
  return outcomes;
}

const guarded = ({ scope }: Operation): boolean => scope !== null;
const everyOne = (outcomes: Record<string, string>, expected: string): void => {
  expect(Object.keys(outcomes)).not.toEqual([]);
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map((name) => [name, expected])));
};

it('every path with an id has a sample to be tried on', () => {
  const paths = new Set(operations.map(({ path }) => path).filter((path) => path.includes('{')));
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

it.each(ROLES)('the role %s is let through to every read whose scope it has', async (role) => {
  const reads = operations.filter(
    ({ method, scope }) => method === 'get' && scope !== null && ROLE_SCOPES[role].has(scope),
  );
  for (const operation of reads)
    expect([operation, outcome(await send(operation, keyOf.get(role)))]).toEqual([operation, '200']);
});

it('what belongs to one tenant answers 404 to the owner of another, whatever the method, and stays as it is', async () => {
  const withId = ({ path }: Operation): boolean => path.includes('{');
  const reads = (operation: Operation): boolean => withId(operation) && operation.method === 'get';
  const before = await Promise.all(operations.filter(reads).map((operation) => send(operation, keyOf.get('owner'))));
  everyOne(await walk(withId, strangersKey), '404 not_found');
  const after = await Promise.all(operations.filter(reads).map((operation) => send(operation, keyOf.get('owner'))));
  expect(after).toEqual(before);
  expect(new Set(after.map(outcome))).toEqual(new Set(['200']));
});

it('lists never show what belongs to another tenant', async () => {
  const lists = operations.filter(
    ({ method, path, scope }) => method === 'get' && scope !== null && !path.includes('{'),
  );
  for (const list of lists) {
    const { text } = await send(list, strangersKey);
    for (const { id } of samples.values()) expect(text).not.toContain(id);
  }
});

it('every public operation of the document answers without a key', async () => {
  const open = operations.filter((operation) => !guarded(operation));
  expect(open.map(({ path }) => path)).toContain('/openapi.json');
  for (const operation of open) expect((await send(operation)).status).toBeLessThan(300);
});

it('an address that is no route answers 404 without saying who may ask', async () => {
  expect(outcome(await app.call('GET', '/v1/no-such-thing'))).toBe('404 not_found');
});
