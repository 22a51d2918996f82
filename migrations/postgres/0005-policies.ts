/** Routing policies that tenants store under a name. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const POLICIES = `
  CREATE TABLE policies (
    tenant_id text NOT NULL CONSTRAINT policies_tenant_fkey REFERENCES tenants (id),
    name text NOT NULL,
    term text NOT NULL,
    managed_by text NOT NULL CONSTRAINT policies_managed_by_check CHECK (managed_by IN ('api', 'file')),
    updated_at timestamptz NOT NULL,
    CONSTRAINT policies_pkey PRIMARY KEY (tenant_id, name)
  )`;

export class Policies0000000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(POLICIES);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
