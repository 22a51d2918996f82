/** The circuit breakers as they were last seen: one row each, replaced by each transition. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

// No check of the state's word: a replica of a newer version may know one more.
const TABLE = `
  CREATE TABLE v3_provider_circuit_breakers (
    tenant_id text NOT NULL CONSTRAINT v3_provider_circuit_breakers_tenant_fkey REFERENCES tenants (id),
    provider text NOT NULL,
    model text NOT NULL,
    credential text NOT NULL,
    state text NOT NULL,
    since timestamptz NOT NULL,
    until timestamptz,
    reason text NOT NULL,
    cause text,
    failure_class text,
    counts jsonb NOT NULL,
    changed_by text,
    opened_count integer NOT NULL,
    version integer NOT NULL,
    CONSTRAINT v3_provider_circuit_breakers_pkey PRIMARY KEY (tenant_id, provider, model, credential)
  )`;

export class CircuitBreakers0000000000008 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(TABLE);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
