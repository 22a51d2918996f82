/** Providers, credentials, models, the price book, endpoints and the stored catalogs. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

// Who may change a row: the API one by one, or the configuration document as a whole.
const managedBy = (table: string): string =>
  `managed_by text NOT NULL CONSTRAINT ${table}_managed_by_check CHECK (managed_by IN ('api', 'file'))`;

const tenantId = (table: string): string =>
  `tenant_id text NOT NULL CONSTRAINT ${table}_tenant_fkey REFERENCES tenants (id)`;

const PROVIDERS = `
  CREATE TABLE providers (
    ${tenantId('providers')},
    name text NOT NULL,
    settings jsonb NOT NULL,
    base_url text,
    ${managedBy('providers')},
    updated_at timestamptz NOT NULL,
    CONSTRAINT providers_pkey PRIMARY KEY (tenant_id, name)
  )`;

// The provider may be one that Bursar ships, which has no row.
const PROVIDER_CREDENTIALS = `
  CREATE TABLE provider_credentials (
    ${tenantId('provider_credentials')},
    id text NOT NULL,
    provider text NOT NULL,
    name text NOT NULL,
    position integer NOT NULL,
    ciphertext bytea NOT NULL,
    key_id text NOT NULL,
    reference text,
    ${managedBy('provider_credentials')},
    created_at timestamptz NOT NULL,
    CONSTRAINT provider_credentials_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT provider_credentials_name_key UNIQUE (tenant_id, provider, name)
  )`;

const MODELS = `
  CREATE TABLE models (
    ${tenantId('models')},
    provider text NOT NULL,
    model text NOT NULL,
    document jsonb NOT NULL,
    ${managedBy('models')},
    updated_at timestamptz NOT NULL,
    CONSTRAINT models_pkey PRIMARY KEY (tenant_id, provider, model)
  )`;

// The last revision of a day holds; one without a document withdraws the day.
const PRICE_BOOK = `
  CREATE TABLE price_book (
    ${tenantId('price_book')},
    revision integer NOT NULL,
    provider text NOT NULL,
    model text NOT NULL,
    valid_from date,
    document jsonb,
    ${managedBy('price_book')},
    recorded_at timestamptz NOT NULL,
    CONSTRAINT price_book_pkey PRIMARY KEY (tenant_id, revision)
  )`;

const ENDPOINTS = `
  CREATE TABLE endpoints (
    ${tenantId('endpoints')},
    name text NOT NULL,
    document jsonb NOT NULL,
    ${managedBy('endpoints')},
    updated_at timestamptz NOT NULL,
    CONSTRAINT endpoints_pkey PRIMARY KEY (tenant_id, name)
  )`;

const CATALOGS = `
  CREATE TABLE catalogs (
    ${tenantId('catalogs')},
    hash text NOT NULL,
    content jsonb NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT catalogs_pkey PRIMARY KEY (tenant_id, hash)
  )`;

const APPEND_ONLY = [
  'CREATE INDEX price_book_day_idx ON price_book (tenant_id, provider, model, valid_from, revision)',
  `CREATE FUNCTION refuse_price_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'price_book is append-only: a correction is a new row' USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER price_book_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON price_book
   FOR EACH STATEMENT EXECUTE FUNCTION refuse_price_change()`,
];

const STATEMENTS = [PROVIDERS, PROVIDER_CREDENTIALS, MODELS, PRICE_BOOK, ENDPOINTS, CATALOGS, ...APPEND_ONLY];

export class Catalog0000000000002 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
