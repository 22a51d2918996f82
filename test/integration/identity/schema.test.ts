/** The tables: what the database itself refuses, whatever the code above it does. */
import type { DataSource } from 'typeorm';
import { createTenant, type CreatedTenant } from '../../../src/identity';
import { findSchemaDrift } from '../../../src/postgres';
import { systemClock } from '../../../src/shared/clock';
import { POSTGRES_START_MS, startTestPostgres, type TestPostgres } from '../../support/postgres';

let postgres: TestPostgres;
let dataSource: DataSource;
let ours: CreatedTenant;
let theirs: CreatedTenant;

beforeAll(async () => {
  postgres = await startTestPostgres();
  ({ dataSource } = await postgres.database());
  ours = await createTenant({ dataSource, clock: systemClock }, 'ours');
  theirs = await createTenant({ dataSource, clock: systemClock }, 'theirs');
}, POSTGRES_START_MS);

afterAll(() => postgres.stop());

const insertTeam = (tenantId: string, id: string): Promise<unknown> =>
  dataSource.query('INSERT INTO teams (tenant_id, id, name, created_at) VALUES ($1, $2, $2, now())', [tenantId, id]);

it('the entities and the migrated schema agree', async () => {
  await expect(findSchemaDrift(dataSource)).resolves.toEqual([]);
});

it('a row cannot refer to a row of another tenant', async () => {
  await insertTeam(theirs.tenantId, 'team_of_theirs');
  await expect(
    dataSource.query(
      `INSERT INTO projects (tenant_id, id, team_id, name, owner, created_at)
       VALUES ($1, 'prj_stray', 'team_of_theirs', 'stray', 'o', now())`,
      [ours.tenantId],
    ),
  ).rejects.toThrow(/projects_team_fkey/);
});

it('two tenants may use the same name, one tenant may not use it twice', async () => {
  await insertTeam(ours.tenantId, 'core');
  await insertTeam(theirs.tenantId, 'core');
  await expect(
    dataSource.query(`INSERT INTO teams (tenant_id, id, name, created_at) VALUES ($1, 'other', 'core', now())`, [
      ours.tenantId,
    ]),
  ).rejects.toThrow(/teams_name_key/);
});

it.each([["UPDATE audit_log SET action = 'forged'"], ['DELETE FROM audit_log'], ['TRUNCATE audit_log']])(
  'the audit log refuses %s',
  async (statement) => {
    await expect(dataSource.query(statement)).rejects.toThrow(/append-only/);
  },
);
