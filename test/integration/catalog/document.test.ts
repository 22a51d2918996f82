/** The configuration document, applied to a real database. */
import type { TenantId } from '../../../src/shared/domain/ids';
import { DocumentError, type DocumentProblem } from '../../../src/catalog';
import { EndpointsService } from '../../../src/catalog/management/endpoints.service';
import { newTenant, ownerOfTenant, type Replica, startReplica } from '../../support/catalog';
import { designDocument } from '../../support/design-document';
import { POSTGRES_START_MS, startTestPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres';

const ACTOR = { kind: 'system', id: 'test' } as const;
const PLANTED_KEY = 'sk-planted-credential-0123456789';

// Says something of everything that a document may say.
const DOCUMENT = `
providers:
  lab:
    kind: openai_compatible
    base_url: http://127.0.0.1:9000/v1
    local: true
    data_classes: [internal]
    credentials: [{ name: main, api_key: "\${LAB_API_KEY}" }]
models:
  - { provider: lab, model: tiny, family: tiny, tier: economy, context_window: 128000, max_output: 8192, latency_p95_ms: 400,
      capabilities: [streaming, tools, json_schema, json_mode, vision], regions: [eu-central], quality: { overall: 0.62 },
      price: { input_per_mtok_usd: "0.15", output_per_mtok_usd: "0.60", cache_read_per_mtok_usd: "0.075" } }
endpoints:
  smart:
    timezone: Europe/Berlin
    latency_ceiling_ms: 700
    quality_floor: { score: overall, min: 0.7 }
    mode: cost_first
    data_class: internal
    signals: [{ name: priority, path: $.metadata.priority, type: string, default: normal }]
    routing:
      default: { provider: lab, model: tiny }
      rules:
        - { if: has_schema, use: { provider: openai, model: gpt-4o } }
        - { label: rush, if: 'priority == "high"', use: { mode: sla_first } }
    fallback: [{ provider: openai, model: gpt-4o-mini }, { tier: economy }]
`;

let postgres: TestPostgres;
let database: TestDatabase;
let tenantId: TenantId;
let replica: Replica;

beforeAll(async () => {
  postgres = await startTestPostgres();
  database = await postgres.database();
  tenantId = await newTenant(database);
  const variables = { LAB_API_KEY: PLANTED_KEY };
  replica = await startReplica(database, { tenantId, variables });
}, POSTGRES_START_MS);

afterAll(async () => {
  await replica.close();
  await postgres.stop();
});

beforeEach(() => replica.config.apply(tenantId, { text: '{}' }, ACTOR));

const endpointsOf = ({ changes, catalogs, context }: Replica) =>
  new EndpointsService(changes, catalogs, context.checkEndpoint);

const apply = (text: string) => replica.config.apply(tenantId, { text }, ACTOR);

const problemsOf = (text: string): Promise<readonly DocumentProblem[]> =>
  apply(text).then(
    () => [],
    (error: unknown) => {
      if (error instanceof DocumentError) return error.problems;
      throw error;
    },
  );

describe('a document that is right', () => {
  it('is in force when it has been applied', async () => {
    await apply(DOCUMENT);
    const catalog = replica.catalogs.current(tenantId);
    expect(catalog.endpointByName.get('smart')).toEqual({
      ...{ name: 'smart', owner: null, timezone: 'Europe/Berlin', latencyCeilingMs: 700 },
      ...{ strict: false, allowSubstitution: false, mode: 'cost_first', dataClass: 'internal' },
      qualityFloor: { score: 'overall', min: 0.7 },
      ...{ timeouts: { firstTokenMs: null, idleMs: null, totalMs: null }, maxAttempts: null, contentCapture: null },
      signals: [{ name: 'priority', path: '$.metadata.priority', type: 'string', default: 'normal' }],
      rules: [
        { label: null, if: 'has_schema', use: { kind: 'model', provider: 'openai', model: 'gpt-4o' } },
        { label: 'rush', if: 'priority == "high"', use: { kind: 'mode', mode: 'sla_first' } },
      ],
      default: { kind: 'model', provider: 'lab', model: 'tiny' },
      fallback: [
        { kind: 'model', provider: 'openai', model: 'gpt-4o-mini' },
        { kind: 'tier', tier: 'economy' },
      ],
    });
    const tiny = catalog.candidateById.get('lab/tiny');
    const address = { baseUrl: 'http://127.0.0.1:9000/v1', local: true, dataClasses: ['internal'], usable: true };
    expect(tiny?.provider).toMatchObject(address);
    expect(tiny?.model.latencyMsP95).toBe(400);
    expect(tiny?.model.prices[0]?.rates).toMatchObject({ input: 150_000_000n, output: 600_000_000n });
    expect(replica.catalogs.vault.credentialsOf(tenantId, 'lab')).toMatchObject([
      { name: 'main', apiKey: PLANTED_KEY },
    ]);
  });

  it('is reproduced by what the API answers, which changes nothing when it is applied again', async () => {
    await apply(DOCUMENT);
    const { hash } = replica.catalogs.current(tenantId);
    const document = await replica.config.current(tenantId);
    expect(document.providers?.lab?.credentials).toEqual([{ name: 'main', api_key: '${LAB_API_KEY}' }]);
    const again = await replica.config.apply(tenantId, { json: document }, ACTOR);
    expect(again).toEqual({ written: [], removed: [], warnings: [] });
    expect(replica.catalogs.current(tenantId).hash).toBe(hash);
  });

  it('makes on another tenant the same catalog from what the API answers', async () => {
    await apply(DOCUMENT.replace('"${LAB_API_KEY}"', 'written-out'));
    const document = await replica.config.current(tenantId);
    const other = await newTenant(database);
    const written = JSON.parse(JSON.stringify(document).replace('***', 'written-out')) as unknown;
    await replica.config.apply(other, { json: written }, ACTOR);
    expect(replica.catalogs.current(other).hash).toBe(replica.catalogs.current(tenantId).hash);
  });

  it('removes what it managed before and no longer lists, and nothing else', async () => {
    const endpoints = endpointsOf(replica);
    const caller = ownerOfTenant(tenantId);
    await endpoints.put(caller, 'by-api', { routing: { default: { tier: 'economy' } } });
    await apply(DOCUMENT);
    const result = await apply('endpoints: { other: { routing: { default: { tier: standard } } } }');
    expect(result).toEqual({
      written: ['endpoint other'],
      removed: ['provider lab', 'credential lab/main', 'model lab/tiny', 'price lab/tiny from ever', 'endpoint smart'],
      warnings: [],
    });
    const names = [...replica.catalogs.current(tenantId).endpointByName.keys()];
    expect(names).toEqual(['auto', 'by-api', 'other']);
    await endpoints.delete(caller, 'by-api');
  });

  it('keeps a stored key where it shows the mask', async () => {
    await apply(DOCUMENT.replace('"${LAB_API_KEY}"', 'first-key'));
    await apply(DOCUMENT.replace('"${LAB_API_KEY}"', '"***"').replace('700', '800'));
    expect(replica.catalogs.vault.credentialsOf(tenantId, 'lab')).toMatchObject([{ apiKey: 'first-key' }]);
  });

  it('adds a new row to the price book when a price changes, and never changes one', async () => {
    await apply(DOCUMENT);
    await apply(DOCUMENT.replace('"0.15"', '"0.20"'));
    const prices = replica.catalogs.current(tenantId).candidateById.get('lab/tiny')?.model.prices;
    expect(prices).toHaveLength(1);
    expect(prices?.[0]?.rates.input).toBe(200_000_000n);
    await expect(replica.dataSource.query('UPDATE price_book SET document = NULL')).rejects.toThrow(/append-only/);
  });

  it('what it manages refuses a single change by API', async () => {
    await apply(DOCUMENT);
    const endpoints = endpointsOf(replica);
    await expect(endpoints.put(ownerOfTenant(tenantId), 'smart', {})).rejects.toMatchObject({
      code: 'managed_by_file',
    });
    await expect(endpoints.delete(ownerOfTenant(tenantId), 'smart')).rejects.toMatchObject({ code: 'managed_by_file' });
  });
});

describe('a document that is wrong', () => {
  const model = '{ provider: lab, model: tiny, tier: economy, capabilities: [streaming] }';
  const lab = 'providers: { lab: { kind: openai_compatible, base_url: "http://lab/v1", local: true } }';

  const refused = [
    ['nothing', '# only a comment\n', 1, 1, 'document', /to remove everything .* write \{\}/],
    ['a list', '- a\n', 1, 1, 'document', /expected object/],
    ['bad YAML', 'providers:\n  lab: {kind: openai\n', 3, 1, 'document', /./],
    ['a repeated key', 'endpoints:\n  a: {}\n  a: {}\n', 3, 3, 'document', /unique/],
    ['an unknown key', 'endpoints:\n  a: { colour: red }\n', 2, 8, 'endpoints.a.colour', /not a known key/],
    [
      'thresholds',
      'budgets:\n  - { name: a, scope: {}, limit_usd: "1", window: month,\n      thresholds: [] }\n',
      ...[3, 7, 'budgets[0].thresholds', /not supported yet in this version/],
    ],
    ['alerts', 'alerts: {}\n', 1, 1, 'alerts', /not supported yet/],
    ['webhooks', 'webhooks: []\n', 1, 1, 'webhooks', /not supported yet/],
    [
      'a rule to a missing model',
      'endpoints:\n  a:\n    routing: { rules: [{ if: has_tools, use: { provider: openai, model: gpt-0 } }] }\n',
      ...([3, 41, 'endpoints.a.routing.rules[0].use', /openai has no model gpt-0/] as const),
    ],
    [
      'a default that is not of the type of its signal',
      'endpoints:\n  a:\n    signals: [{ name: seats, path: $.seats, type: int, default: many }]\n',
      ...([3, 65, 'endpoints.a.signals[0].default', /of the type of the signal/] as const),
    ],
    [
      'a signal twice',
      'endpoints:\n  a:\n    signals: [{ name: a, path: $.a, type: int }, { name: a, path: $.b, type: int }]\n',
      ...([3, 5, 'endpoints.a.signals', /declare a name twice/] as const),
    ],
    ['a bad zone', 'endpoints:\n  a: { timezone: Mars/Olympus }\n', 2, 18, 'endpoints.a.timezone', /IANA/],
    ['a bad name', 'endpoints:\n  a b: {}\n', 2, 3, 'endpoints.a b', /the name must be/],
    ['a tier as name', 'endpoints: { economy: {} }\n', 1, 14, 'endpoints.economy', /name of a tier/],
    [
      'a missing variable',
      'providers:\n  openai:\n    credentials:\n      - { name: a, api_key: "${NO_SUCH_VARIABLE}" }\n',
      ...([4, 29, 'providers.openai.credentials[0].api_key', /NO_SUCH_VARIABLE is not set/] as const),
    ],
    [
      'a setting as a variable',
      'providers:\n  openai:\n    credentials: [{ name: a, api_key: "${BURSAR_SECRET}" }]\n',
      ...([3, 39, 'providers.openai.credentials[0].api_key', /BURSAR_SECRET is a setting of Bursar/] as const),
    ],
    [
      'a repeated credential',
      'providers:\n  openai:\n    credentials: [{ name: a, api_key: x }, { name: a, api_key: y }]\n',
      ...([3, 52, 'providers.openai.credentials[1].name', /a is listed already/] as const),
    ],
    [
      'a mask without a key',
      'providers:\n  openai:\n    credentials: [{ name: a, api_key: "***" }]\n',
      ...([3, 39, 'providers.openai.credentials[0].api_key', /none is stored/] as const),
    ],
    ['a provider without kind', 'providers:\n  lab: {}\n', 2, 3, 'providers.lab', /kind is missing/],
    ['no base_url', 'providers:\n  lab: { kind: openai_compatible }\n', 2, 3, 'providers.lab', /base_url is missing/],
    ['a bad base_url', 'providers:\n  openai: { base_url: ftp://x }\n', 2, 23, 'providers.openai.base_url', /http/],
    ['a model of no provider', `models:\n  - ${model}\n`, 2, 17, 'models[0].provider', /no provider lab/],
    ['a model twice', `${lab}\nmodels:\n  - ${model}\n  - ${model}\n`, 4, 29, 'models[1].model', /is the name of/],
    [
      'a price as a number',
      `${lab}\nmodels:\n  - { provider: lab, model: tiny, tier: economy, capabilities: [],\n      price: { input_per_mtok_usd: 0.15 } }\n`,
      ...([4, 36, 'models[0].price.input_per_mtok_usd', /quoted decimal/] as const),
    ],
    [
      'a missing model',
      'endpoints:\n  a:\n    fallback: [{ provider: openai, model: gpt-0 }]\n',
      ...([3, 16, 'endpoints.a.fallback[0]', /openai has no model gpt-0/] as const),
    ],
    [
      'half a target',
      'endpoints:\n  a:\n    routing: { default: { provider: openai } }\n',
      ...([3, 16, 'endpoints.a.routing.default', /either provider and model, or tier, or mode/] as const),
    ],
  ] as const;

  it.each(
    refused.map(([what, text, line, column, path, problem]) => ({
      what,
      text,
      place: { line, column, path },
      problem,
    })),
  )('$what is refused with its place', async ({ text, place, problem }) => {
    const { hash } = replica.catalogs.current(tenantId);
    const problems = await problemsOf(text);
    expect(problems).toContainEqual(expect.objectContaining({ ...place, problem: expect.stringMatching(problem) }));
    expect(replica.catalogs.current(tenantId).hash).toBe(hash);
  });

  it('lists every problem at once and changes nothing', async () => {
    await apply(DOCUMENT);
    const before = await replica.config.current(tenantId);
    const wrong = DOCUMENT.replace('gpt-4o-mini', 'gpt-0').replace('LAB_API_KEY', 'MISSING').replace('700', '900');
    await expect(problemsOf(wrong)).resolves.toHaveLength(2);
    await expect(replica.config.current(tenantId)).resolves.toEqual(before);
  });

  it('names what was made through the API under the same name', async () => {
    const endpoints = endpointsOf(replica);
    const caller = ownerOfTenant(tenantId);
    await endpoints.put(caller, 'smart', { routing: { default: { tier: 'economy' } } });
    const [problem] = await problemsOf(DOCUMENT);
    expect(problem).toMatchObject({ line: 14, column: 3, path: 'endpoints.smart', conflict: true });
    await endpoints.delete(caller, 'smart');
  });

  it('does not quote a credential where the syntax is broken', async () => {
    const problems = await problemsOf(
      `providers:\n  openai:\n    credentials: [{ name: a, api_key: "${PLANTED_KEY} ]\n`,
    );
    expect(problems.length).toBeGreaterThan(0);
    expect(JSON.stringify(problems)).not.toContain(PLANTED_KEY);
  });

  it('of a tenant that is not the first cannot read the environment', async () => {
    const other = await newTenant(database);
    await expect(replica.config.apply(other, { text: DOCUMENT }, ACTOR)).rejects.toThrow(/only the first tenant/);
  });
});

it('PG-01: the endpoint of the design is accepted word for word', async () => {
  await apply(designDocument('http://127.0.0.1:9000/v1'));
  const smart = replica.catalogs.current(tenantId).endpointByName.get('smart');
  expect(smart?.rules.map((rule) => rule.if)).toEqual([
    'input_tokens > 100000',
    'has_schema',
    'monthly_spend_pct > 0.8',
    'hour_local in [22, 23, 0, 1, 2, 3, 4, 5]',
  ]);
  expect(smart?.default).toEqual({ kind: 'model', provider: 'anthropic', model: 'claude-3-5-sonnet' });
});
