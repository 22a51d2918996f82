/** The management routes over HTTP, on the real modules and a real database. */
import { Global, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  AUDIT_WRITER,
  CATALOG_ENTITIES,
  CatalogModule,
  CatalogService,
  ENDPOINT_CHECK,
  TERM_CHECK,
} from '../../../src/catalog';
import { parseSettings, SETTINGS_TOKEN } from '../../../src/config';
import { createServer, ErrorFilter, HttpModule } from '../../../src/http';
import { AuditStore, createTenant, IDENTITY_ENTITIES, IdentityModule } from '../../../src/identity';
import { Listener, openDataSource, PostgresModule } from '../../../src/postgres';
import { checkEndpoint, checkTerm } from '../../../src/routing';
import { CLOCK, systemClock } from '../../../src/shared/clock';
import { LOG } from '../../../src/shared/log';
import { TEST_SECRET } from '../../support/catalog';
import { POSTGRES_START_MS, silentLog, startTestPostgres, type TestPostgres } from '../../support/postgres';

const PLANTED_KEY = 'sk-planted-credential-0123456789';

let postgres: TestPostgres;
let listener: Listener;
let app: NestFastifyApplication;
let origin: string;
let key: string;
let otherKey: string;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const { url, dataSource: seed } = await postgres.database();
  const entities = [...IDENTITY_ENTITIES, ...CATALOG_ENTITIES];
  const dataSource = await openDataSource({ url, entities, log: silentLog, poolSize: 4 });
  listener = await Listener.connect({ url, log: silentLog });
  const { tenantId, ownerKey } = await createTenant({ dataSource: seed, clock: systemClock }, 'mine');
  key = ownerKey;
  ({ ownerKey: otherKey } = await createTenant({ dataSource: seed, clock: systemClock }, 'other'));
  const settings = parseSettings({ NODE_ENV: 'test', BURSAR_SECRET: TEST_SECRET });
  const shared = [
    { provide: LOG, useValue: silentLog },
    { provide: CLOCK, useValue: systemClock },
    { provide: SETTINGS_TOKEN, useValue: settings },
    { provide: AUDIT_WRITER, useClass: AuditStore },
    { provide: ENDPOINT_CHECK, useValue: checkEndpoint },
    { provide: TERM_CHECK, useValue: checkTerm },
  ];
  app = await NestFactory.create<NestFastifyApplication>(
    {
      module: TestModule,
      imports: [
        PostgresModule.forRoot({ dataSource, listener }),
        { module: SharedModule, providers: shared, exports: shared.map(({ provide }) => provide) },
        ...[HttpModule, IdentityModule, CatalogModule],
      ],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    },
    new FastifyAdapter(createServer(settings, systemClock)),
    { logger: false, bodyParser: false },
  );
  await app.get(CatalogService).start(tenantId, listener);
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
}, POSTGRES_START_MS);

afterAll(async () => {
  app.get(CatalogService).close();
  await app.close();
  await listener.close();
  await postgres.stop();
});

@Module({})
class TestModule {}

@Global()
@Module({})
class SharedModule {}

interface Call {
  readonly body?: unknown;
  readonly type?: string;
  readonly as?: string;
}

async function call(method: string, path: string, { body, type = 'application/json', as = key }: Call = {}) {
  const response = await fetch(origin + path, {
    method,
    headers: { authorization: `Bearer ${as}`, ...(body !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>) };
}

it('PUT /v1/config takes YAML, says what it did, and GET gives the document back without the key', async () => {
  const yaml = `providers:\n  openai:\n    credentials: [{ name: a, api_key: ${PLANTED_KEY} }]\n`;
  const put = await call('PUT', '/v1/config', { body: yaml, type: 'application/yaml' });
  expect(put).toMatchObject({
    status: 200,
    body: { written: ['provider openai', 'credential openai/a'], removed: [], warnings: [] },
  });
  const got = await call('GET', '/v1/config');
  expect(got.body).toEqual({
    providers: { openai: { credentials: [{ name: 'a', api_key: '***' }] } },
    models: [],
    endpoints: {},
    policies: {},
    budgets: [],
  });
  const again = await call('PUT', '/v1/config', { body: got.body });
  expect(again).toMatchObject({ status: 200, body: { written: [], removed: [], warnings: [] } });
  const provider = await call('GET', '/v1/providers/openai');
  expect(provider.body).toMatchObject({
    usable: true,
    unusable: null,
    credentials: [{ name: 'a', managed_by: 'file' }],
  });
  expect(got.text + again.text + provider.text).not.toContain(PLANTED_KEY);
  const single = await call('PUT', '/v1/providers/openai/credentials/b', { body: { api_key: 'x' } });
  expect(single).toMatchObject({ status: 409, body: { error: { code: 'managed_by_file' } } });
  await call('PUT', '/v1/config', { body: {} });
});

it('PUT /v1/config answers 400 with line and column of every problem', async () => {
  const yaml = 'endpoints:\n  a: { colour: red }\n  b: { timezone: Mars }\n';
  const { status, body } = await call('PUT', '/v1/config', { body: yaml, type: 'application/yaml' });
  expect(status).toBe(400);
  expect(body).toMatchObject({
    error: {
      code: 'invalid_request',
      details: {
        issues: [
          { line: 2, column: 8, path: 'endpoints.a.colour' },
          { line: 3, column: 18, path: 'endpoints.b.timezone' },
        ],
      },
    },
  });
});

it('PUT of a document or an endpoint answers with warnings, and refuses a rule that cannot be evaluated', async () => {
  const smart = (condition: string) => ({ routing: { rules: [{ if: condition, use: { tier: 'economy' } }] } });
  const percentage = 'monthly_spend_pct > 80';
  const config = await call('PUT', '/v1/config', { body: { endpoints: { smart: smart(percentage) } } });
  expect(config.body).toMatchObject({ warnings: [{ line: null, path: 'endpoints.smart.routing.rules[0].if' }] });
  const single = await call('PUT', '/v1/endpoints/other', { body: smart(percentage) });
  expect(single.body).toMatchObject({ name: 'other', warnings: [expect.stringMatching(/is a fraction/)] });
  const refused = await call('PUT', '/v1/endpoints/other', { body: smart('input_token > 1') });
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_request' } } });
  expect(refused.text).toMatch(/routing.rules.0.if: Unknown variable: input_token/);
  await call('PUT', '/v1/config', { body: {} });
  await call('DELETE', '/v1/endpoints/other');
});

it('PUT /v1/config answers 409 where only something made through the API is in the way', async () => {
  await call('PUT', '/v1/endpoints/taken', { body: { routing: { default: { tier: 'economy' } } } });
  const { status, body } = await call('PUT', '/v1/config', { body: { endpoints: { taken: { strict: true } } } });
  expect(status).toBe(409);
  expect(body).toMatchObject({ error: { details: { issues: [{ line: null, path: 'endpoints.taken' }] } } });
  await call('DELETE', '/v1/endpoints/taken');
});

it('a credential goes in, is used, never comes out, and is gone when it is deleted', async () => {
  const path = '/v1/providers/groq/credentials/main';
  await expect(call('PUT', path, { body: { api_key: PLANTED_KEY } })).resolves.toMatchObject({ status: 204 });
  const list = await call('GET', '/v1/providers?limit=500');
  expect(list.text).not.toContain(PLANTED_KEY);
  const groq = (await call('GET', '/v1/providers/groq')).body;
  expect(groq).toMatchObject({ usable: true, credentials: [{ name: 'main', managed_by: 'api' }] });
  await expect(call('DELETE', path)).resolves.toMatchObject({ status: 204 });
  await expect(call('DELETE', path)).resolves.toMatchObject({ status: 404 });
  const without = (await call('GET', '/v1/providers/groq')).body;
  expect(without).toMatchObject({ usable: false, unusable: { code: 'no_credential' } });
});

it('a provider and a model of its own can be made and removed, in that order only', async () => {
  const body = { kind: 'openai_compatible', base_url: 'http://127.0.0.1:9000/v1/', local: true };
  await expect(call('PUT', '/v1/providers/lab', { body })).resolves.toMatchObject({
    ...{ status: 200, body: { name: 'lab', base_url: 'http://127.0.0.1:9000/v1', usable: true } },
  });
  const model = { provider: 'lab', model: 'org/tiny', tier: 'economy', capabilities: ['streaming'] };
  const address = '/v1/models/catalog/lab/org%2Ftiny';
  await expect(call('PUT', address, { body: model })).resolves.toMatchObject({ status: 200 });
  await expect(call('GET', address)).resolves.toMatchObject({ status: 200, body: { id: 'lab/org/tiny' } });
  await expect(call('DELETE', '/v1/providers/lab')).resolves.toMatchObject({ status: 409 });
  await expect(call('DELETE', address)).resolves.toMatchObject({ status: 204 });
  await expect(call('DELETE', '/v1/providers/lab')).resolves.toMatchObject({ status: 204 });
});

it('models are filtered by provider, tier and capability, and come in pages', async () => {
  const query = 'provider=openai&tier=economy&capability=vision';
  const all = await call('GET', `/v1/models/catalog?${query}&limit=500`);
  const models = all.body?.data as { id: string; provider: string; tier: string; capabilities: string[] }[];
  expect(models.length).toBeGreaterThan(1);
  for (const { provider, tier, capabilities } of models) {
    expect([provider, tier]).toEqual(['openai', 'economy']);
    expect(capabilities).toContain('vision');
  }
  const first = await call('GET', `/v1/models/catalog?${query}&limit=1`);
  const next = await call('GET', `/v1/models/catalog?${query}&limit=1&cursor=${String(first.body?.next_cursor)}`);
  expect([first, next].flatMap(({ body }) => (body?.data as { id: string }[]).map(({ id }) => id))).toEqual(
    models.slice(0, 2).map(({ id }) => id),
  );
});

it('a price is added as a dated row and listed with its source', async () => {
  const body = {
    provider: 'openai',
    model: 'gpt-4o-mini',
    input_per_mtok_usd: '0.1',
    valid_from: '2026-01-01',
    source: 'deal',
  };
  const added = await call('POST', '/v1/prices', { body });
  expect(added).toMatchObject({ status: 201, body: { ...body, managed_by: 'api' } });
  const { body: listed } = await call('GET', '/v1/prices?provider=openai&model=gpt-4o-mini');
  expect(listed?.data).toContainEqual(expect.objectContaining({ id: added.body?.id, source: 'deal' }));
});

it.each([
  ['PUT', '/v1/endpoints/a', { routing: { default: { provider: 'nobody', model: 'x' } } }, 400],
  ['PUT', '/v1/endpoints/a', { colour: 'red' }, 400],
  ['PUT', '/v1/endpoints/economy', {}, 400],
  ['PUT', '/v1/providers/nobody', {}, 400],
  ['PUT', '/v1/providers/nobody/credentials/a', { api_key: 'x' }, 404],
  ['PUT', '/v1/providers/openai/credentials/a', { api_key: 'with blank' }, 400],
  ['POST', '/v1/prices', { provider: 'openai', model: 'nobody', input_per_mtok_usd: '1' }, 404],
  ['POST', '/v1/prices', { provider: 'openai', model: 'gpt-4o-mini', input_per_mtok_usd: 0.1 }, 400],
] as const)('%s %s with %j is refused with %i...', async (method, path, body, status) => {
  await expect(call(method, path, { body })).resolves.toMatchObject({ status });
});

it('what one tenant has put in is not there for another', async () => {
  await call('PUT', '/v1/endpoints/mine', { body: {} });
  await expect(call('GET', '/v1/endpoints/mine')).resolves.toMatchObject({ status: 200 });
  await expect(call('GET', '/v1/endpoints/mine', { as: otherKey })).resolves.toMatchObject({ status: 404 });
  await expect(call('DELETE', '/v1/endpoints/mine', { as: otherKey })).resolves.toMatchObject({ status: 404 });
  await call('DELETE', '/v1/endpoints/mine');
});

it('the routes are in the API description', async () => {
  const { body } = await call('GET', '/openapi.json');
  const paths = Object.keys(body?.paths ?? {});
  expect(paths).toEqual(
    expect.arrayContaining(['/v1/config', '/v1/endpoints/{name}', '/v1/models/catalog', '/v1/prices']),
  );
});
