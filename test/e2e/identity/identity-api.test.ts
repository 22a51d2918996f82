/** Teams, projects, keys, tenant and audit log over HTTP, on two replicas. */
import { createTenant, type CreatedTenant } from '../../../src/identity';
import { systemClock } from '../../../src/shared/clock';
import { type Answer, type CallOptions, startTestApp, type TestApp } from '../../support/app';
import { eventually } from '../../support/eventually';
import { POSTGRES_START_MS, startTestPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres';

let postgres: TestPostgres;
let database: TestDatabase;
let here: TestApp;
let elsewhere: TestApp;
let tenant: CreatedTenant;

beforeAll(async () => {
  postgres = await startTestPostgres();
  database = await postgres.database();
  tenant = await createTenant({ dataSource: database.dataSource, clock: systemClock }, 'acme');
  here = await startTestApp(database);
  elsewhere = await startTestApp(database);
}, POSTGRES_START_MS);

afterAll(async () => {
  await here.close();
  await elsewhere.close();
  await postgres.stop();
});

interface Key {
  readonly id: string;
  readonly key: string;
  readonly prefix: string;
}

const call = (method: string, path: string, options: CallOptions = {}): Promise<Answer> =>
  here.call(method, path, { key: tenant.ownerKey, ...options });

async function create<Made = { id: string }>(path: string, body: object): Promise<Made> {
  const answer = await call('POST', path, { body });
  expect(answer).toMatchObject({ status: 201 });
  return answer.body as Made;
}

let names = 0;
const unique = (what: string): string => `${what} ${(names += 1)}`;
const createKey = (body: object = {}): Promise<Key> =>
  create<Key>('/v1/keys', { name: unique('key'), owner: 'o', ...body });

const admits = async (app: TestApp, key: string): Promise<boolean> =>
  (await app.call('GET', '/v1/teams', { key })).status !== 401;

describe('a key', () => {
  it('is shown once: no later answer, column, log line or audit entry has its secret', async () => {
    const made = await createKey({ role: 'admin' });
    expect(await admits(here, made.key)).toBe(true);
    await call('PATCH', `/v1/keys/${made.id}`, { body: { owner: 'somebody else' } });
    const answers = [
      await call('GET', `/v1/keys/${made.id}`),
      await call('GET', '/v1/keys?limit=500'),
      await call('GET', '/v1/audit?limit=500'),
      await here.call('GET', '/v1/teams', { key: `${made.key}x` }),
    ];
    const shown = [...answers.map(({ text }) => text), here.logged(), elsewhere.logged(), await everyColumn()].join(
      '\n',
    );
    expect(shown).toContain(made.prefix);
    // The prefix may be seen; the rest of the secret may not, in part or whole.
    expect(shown).not.toContain(made.key.slice(made.prefix.length, made.prefix.length + 12));
    expect(shown).not.toContain(made.key.slice(-12));
  });

  it('that is revoked is refused here before the answer, and on other replicas by their notice', async () => {
    const { id, key } = await createKey();
    await eventually(() => admits(elsewhere, key));
    const answer = await call('DELETE', `/v1/keys/${id}`);
    expect(() => here.ring.authenticate(`Bearer ${key}`, undefined, Date.now())).toThrow(/unknown or revoked/);
    expect(answer).toMatchObject({ status: 200, body: { id, revoked_at: expect.any(String) } });
    await eventually(async () => !(await admits(elsewhere, key)));
  });

  it('that was revoked stays visible, stays as it is when revoked again, and cannot be changed', async () => {
    const { id } = await createKey();
    const revoked = await call('DELETE', `/v1/keys/${id}`);
    expect(await call('DELETE', `/v1/keys/${id}`)).toEqual(revoked);
    expect(await call('GET', `/v1/keys/${id}`)).toEqual(revoked);
    expect(await call('PATCH', `/v1/keys/${id}`, { body: { name: 'again' } })).toMatchObject({
      status: 409,
      body: { error: { code: 'key_revoked' } },
    });
  });

  it('may take the name of a revoked one, not of a live one', async () => {
    const name = unique('rotated');
    const { id } = await createKey({ name });
    expect(await call('POST', '/v1/keys', { body: { name, owner: 'o' } })).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', message: 'A live key of this name exists already.' } },
    });
    await call('DELETE', `/v1/keys/${id}`);
    await createKey({ name });
  });

  it('stands for its project, the team and the time zone of that, and for their changes, at once', async () => {
    const team = await create('/v1/teams', { name: unique('team') });
    const project = await create('/v1/projects', { name: unique('project'), owner: 'o', timezone: 'Asia/Kolkata' });
    const { key } = await createKey({ project_id: project.id, allowed_models: ['tiny'], extension: 'minimal' });
    const principal = () => here.ring.authenticate(undefined, key, Date.now());
    expect(principal()).toMatchObject({ projectId: project.id, teamId: null, timezone: 'Asia/Kolkata' });
    expect(principal()).toMatchObject({
      allowedModels: new Set(['tiny']),
      allowedEndpoints: null,
      extension: 'minimal',
    });
    await call('PATCH', `/v1/projects/${project.id}`, { body: { team_id: team.id, timezone: null } });
    expect(principal()).toMatchObject({ projectId: project.id, teamId: team.id, timezone: 'UTC' });
    await call('PATCH', '/v1/tenant', { body: { timezone: 'Europe/Berlin' } });
    expect(principal().timezone).toBe('Europe/Berlin');
    await call('PATCH', '/v1/tenant', { body: { timezone: 'UTC' } });
  });

  it('shows when it was last used', async () => {
    const { id, key } = await createKey();
    await here.call('GET', '/v1/teams', { key });
    await here.writeKeyUses();
    expect((await call('GET', `/v1/keys/${id}`)).body).toMatchObject({ last_used_at: expect.stringMatching(/Z$/) });
  });

  it('that is the last to create keys can be neither revoked nor demoted', async () => {
    const other = await createTenant({ dataSource: database.dataSource, clock: systemClock }, unique('tenant'));
    const key = other.ownerKey;
    await eventually(() => admits(here, key));
    const { data } = (await here.call('GET', '/v1/keys', { key })).body as { data: [{ id: string }] };
    const path = `/v1/keys/${data[0].id}`;
    const refused = { status: 409, body: { error: { code: 'last_owner_key' } } };
    expect(await here.call('DELETE', path, { key })).toMatchObject(refused);
    expect(await here.call('PATCH', path, { key, body: { role: 'viewer' } })).toMatchObject(refused);
    const second = await here.call('POST', '/v1/keys', { key, body: { name: 'second', owner: 'o', role: 'admin' } });
    expect(await here.call('DELETE', path, { key: (second.body as Key).key })).toMatchObject({ status: 200 });
  });
});

describe('refused by name', () => {
  it.each([
    { path: '/v1/keys', field: 'team_id', id: 'team_none', problem: 'there is no such team' },
    { path: '/v1/keys', field: 'project_id', id: 'prj_none', problem: 'there is no such project' },
    { path: '/v1/projects', field: 'team_id', id: 'team_none', problem: 'there is no such team' },
    { path: '/v1/keys', field: 'expires_at', id: '2020-01-01T00:00:00Z', problem: 'is in the past' },
  ])('POST $path with $field $id: $problem', async ({ path, field, id, problem }) => {
    expect(await call('POST', path, { body: { name: unique('refused'), owner: 'o', [field]: id } })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_request', details: { path: field, problem } } },
    });
  });

  it('a team beside a project, whose team it may not be', async () => {
    const team = await create('/v1/teams', { name: unique('team') });
    const project = await create('/v1/projects', { name: unique('project'), owner: 'o' });
    const places = { team_id: team.id, project_id: project.id };
    expect(await call('POST', '/v1/keys', { body: { name: unique('key'), owner: 'o', ...places } })).toMatchObject({
      status: 400,
      body: { error: { details: { path: 'team_id' } } },
    });
  });

  it('a bad time zone of the tenant, and a change of nothing', async () => {
    for (const body of [{ timezone: 'Mars/Base' }, {}, { name: 'other' }]) {
      expect(await call('PATCH', '/v1/tenant', { body })).toMatchObject({ status: 400 });
    }
  });

  it('a name that is taken', async () => {
    const name = unique('taken');
    const team = await create('/v1/teams', { name: unique('team') });
    await create('/v1/teams', { name });
    const conflict = { status: 409, body: { error: { code: 'conflict' } } };
    expect(await call('POST', '/v1/teams', { body: { name } })).toMatchObject(conflict);
    expect(await call('PATCH', `/v1/teams/${team.id}`, { body: { name } })).toMatchObject(conflict);
  });
});

describe('a team', () => {
  it('is deleted only when neither a project nor a live key uses it, and the refusal says what does', async () => {
    const { id } = await create('/v1/teams', { name: unique('team') });
    const project = await create('/v1/projects', { name: unique('project'), owner: 'o', team_id: id });
    const key = await createKey({ team_id: id });
    const path = `/v1/teams/${id}`;
    const usedBy = async () => ((await call('DELETE', path)).body as { error: { details: object } }).error.details;
    expect(await usedBy()).toMatchObject({ used_by: 'projects' });
    await call('DELETE', `/v1/projects/${project.id}`);
    expect(await usedBy()).toMatchObject({ used_by: 'API keys that are not revoked' });
    await call('DELETE', `/v1/keys/${key.id}`);
    expect(await call('DELETE', path)).toMatchObject({ status: 204, text: '' });
    expect(await call('GET', path)).toMatchObject({ status: 404 });
    expect((await call('GET', `/v1/keys/${key.id}`)).body).toMatchObject({ team_id: null });
  });
});

it('pages hold every row once, in order, and end with a null cursor', async () => {
  for (let i = 0; i < 5; i++) await create('/v1/projects', { name: unique('paged'), owner: 'o' });
  const all = (await call('GET', '/v1/projects?limit=500')).body as { data: { id: string }[] };
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const page = (await call('GET', `/v1/projects?limit=2${after}`)).body as typeof all & {
      next_cursor: string | null;
    };
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual(all.data.map(({ id }) => id));
});

describe('the audit log', () => {
  it('has each change once, with who made it and what was before and after', async () => {
    const name = unique('audited');
    const { id } = await create('/v1/teams', { name });
    await call('PATCH', `/v1/teams/${id}`, { body: { name: `${name}, renamed` } });
    await call('DELETE', `/v1/teams/${id}`);
    const { data } = (await call('GET', `/v1/audit?target_kind=team&target_id=${id}`)).body as { data: object[] };
    expect(data).toMatchObject([
      { action: 'team.delete', before: { name: `${name}, renamed` }, after: null },
      { action: 'team.update', before: { name }, after: { name: `${name}, renamed` } },
      {
        action: 'team.create',
        before: null,
        after: { id, name },
        actor: { kind: 'key' },
        target: { kind: 'team', id },
      },
    ]);
  });

  it('has nothing of a change that was refused', async () => {
    const entries = async () =>
      ((await call('GET', '/v1/audit?limit=1')).body as { data: [{ seq: string }] }).data[0].seq;
    const before = await entries();
    await call('POST', '/v1/projects', { body: { name: unique('p'), owner: 'o', team_id: 'team_none' } });
    expect(await entries()).toBe(before);
  });

  it('counts without gaps when changes come at once on both replicas', async () => {
    const body = () => ({ name: unique('at once') });
    const apps = Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? here : elsewhere));
    await Promise.all(apps.map((app) => app.call('POST', '/v1/teams', { key: tenant.ownerKey, body: body() })));
    const { data } = (await call('GET', '/v1/audit?limit=500')).body as { data: { seq: string }[] };
    expect(data.map(({ seq }) => Number(seq))).toEqual(data.map((_, i) => data.length - i));
  });
});

/** All tables as text; the hash of a key shows in hex there. */
async function everyColumn(): Promise<string> {
  const tables = await database.dataSource.query<{ name: string }[]>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) =>
      database.dataSource.query<{ row: string }[]>(`SELECT row_to_json(t)::text AS row FROM ${name} t`),
    ),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
}
