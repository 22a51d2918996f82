/** Incidents: a provider has at most one that is open. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLE = `
  CREATE TABLE incidents (
    id text NOT NULL CONSTRAINT incidents_pkey PRIMARY KEY,
    tenant_id text NOT NULL CONSTRAINT incidents_tenant_fkey REFERENCES tenants (id),
    provider text NOT NULL,
    state text NOT NULL CONSTRAINT incidents_state_check CHECK (state IN ('open', 'resolved')),
    severity text NOT NULL,
    opened_at timestamptz(3) NOT NULL,
    resolved_at timestamptz(3),
    reopenings integer NOT NULL,
    opened_by jsonb NOT NULL,
    circuits jsonb NOT NULL,
    untold jsonb NOT NULL,
    CONSTRAINT incidents_resolved_check CHECK ((state = 'resolved') = (resolved_at IS NOT NULL))
  )`;

const INDEXES = [
  `CREATE UNIQUE INDEX incidents_open_key ON incidents (tenant_id, provider) WHERE state = 'open'`,
  'CREATE INDEX incidents_tenant_idx ON incidents (tenant_id, opened_at, id)',
  'CREATE INDEX incidents_provider_idx ON incidents (tenant_id, provider, opened_at)',
];

export class Incidents0000000000010 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [TABLE, ...INDEXES]) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
