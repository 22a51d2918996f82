/** Budgets as they are declared; what they have spent is in the ledger. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const BUDGETS = `
  CREATE TABLE budgets (
    tenant_id text NOT NULL CONSTRAINT budgets_tenant_fkey REFERENCES tenants (id),
    name text NOT NULL,
    document jsonb NOT NULL,
    managed_by text NOT NULL CONSTRAINT budgets_managed_by_check CHECK (managed_by IN ('api', 'file')),
    updated_at timestamptz NOT NULL,
    CONSTRAINT budgets_pkey PRIMARY KEY (tenant_id, name)
  )`;

export class Budgets0000000000004 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(BUDGETS);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
