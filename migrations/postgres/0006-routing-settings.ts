/** What tenants say of the routing of all their calls: the envelope that no call may leave, and the usual mode. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ROUTING_SETTINGS = `
  CREATE TABLE routing_settings (
    tenant_id text NOT NULL CONSTRAINT routing_settings_tenant_fkey REFERENCES tenants (id),
    name text NOT NULL CONSTRAINT routing_settings_name_check CHECK (name IN ('envelope', 'mode')),
    value text NOT NULL,
    managed_by text NOT NULL CONSTRAINT routing_settings_managed_by_check CHECK (managed_by IN ('api', 'file')),
    updated_at timestamptz NOT NULL,
    CONSTRAINT routing_settings_pkey PRIMARY KEY (tenant_id, name)
  )`;

export class RoutingSettings0000000000006 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ROUTING_SETTINGS);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
