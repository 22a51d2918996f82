/** Results of evaluations of models, as tenants upload them. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

// The latest day of a name holds; of one day the last revision.
const QUALITY_SCORES = `
  CREATE TABLE quality_scores (
    tenant_id text NOT NULL CONSTRAINT quality_scores_tenant_fkey REFERENCES tenants (id),
    revision integer NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    name text NOT NULL,
    value double precision NOT NULL CONSTRAINT quality_scores_value_check CHECK (value BETWEEN 0 AND 1),
    n integer NOT NULL CONSTRAINT quality_scores_n_check CHECK (n >= 1),
    date date NOT NULL,
    source text,
    recorded_at timestamptz NOT NULL,
    CONSTRAINT quality_scores_pkey PRIMARY KEY (tenant_id, revision)
  )`;

const STATEMENTS = [
  QUALITY_SCORES,
  'CREATE INDEX quality_scores_day_idx ON quality_scores (tenant_id, provider, model, name, date, revision)',
  `CREATE FUNCTION refuse_score_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'quality_scores is append-only: a correction is a new row' USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER quality_scores_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON quality_scores
   FOR EACH STATEMENT EXECUTE FUNCTION refuse_score_change()`,
];

export class QualityScores0000000000003 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
