/** The audit of failovers: a partition for each day, so that its retention costs nothing. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

// No reference to tenants and no check of values: what is journaled must always be taken. No default partition: a day's own
// could not be made any more once rows of that day are in it.
const TABLE = `
  CREATE TABLE v3_failover_decisions (
    decided_at timestamptz(3) NOT NULL,
    id text NOT NULL,
    tenant_id text NOT NULL,
    request_id text NOT NULL,
    decision_id text NOT NULL,
    hop integer NOT NULL,
    from_provider text NOT NULL,
    to_provider text,
    model_id text,
    from_model_id text NOT NULL,
    to_model_id text,
    from_credential text NOT NULL,
    to_credential text,
    failure_class text,
    reason text NOT NULL,
    latency_ms integer,
    cost_nano_usd bigint,
    CONSTRAINT v3_failover_decisions_pkey PRIMARY KEY (decided_at, id)
  ) PARTITION BY RANGE (decided_at)`;

const INDEXES = [
  'CREATE INDEX v3_failover_decisions_tenant_idx ON v3_failover_decisions (tenant_id, decided_at, id)',
  'CREATE INDEX v3_failover_decisions_request_idx ON v3_failover_decisions (tenant_id, request_id)',
  'CREATE INDEX v3_failover_decisions_from_idx ON v3_failover_decisions (tenant_id, from_provider, decided_at)',
  'CREATE INDEX v3_failover_decisions_to_idx ON v3_failover_decisions (tenant_id, to_provider, decided_at)',
];

export class FailoverDecisions0000000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of [TABLE, ...INDEXES]) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
