/** How many requests and tokens a key may use a minute. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = `
  ALTER TABLE api_keys
    ADD COLUMN rate_limit_rpm integer,
    ADD COLUMN rate_limit_tpm integer,
    ADD CONSTRAINT api_keys_rate_limits_check CHECK (rate_limit_rpm > 0 AND rate_limit_tpm > 0)`;

export class KeyRateLimits0000000000009 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(COLUMNS);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
