/** Tenants, teams, projects, users, keys, roles and the audit log. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TENANTS = `
  CREATE TABLE tenants (
    id text CONSTRAINT tenants_pkey PRIMARY KEY,
    name text NOT NULL CONSTRAINT tenants_name_key UNIQUE,
    timezone text NOT NULL,
    extension text NOT NULL CONSTRAINT tenants_extension_check CHECK (extension IN ('full', 'minimal', 'off')),
    created_at timestamptz NOT NULL
  )`;

// Every key begins with the tenant, and so does every reference: a row cannot point into another tenant.
const TEAMS = `
  CREATE TABLE teams (
    tenant_id text NOT NULL CONSTRAINT teams_tenant_fkey REFERENCES tenants (id),
    id text NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT teams_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT teams_name_key UNIQUE (tenant_id, name)
  )`;

const PROJECTS = `
  CREATE TABLE projects (
    tenant_id text NOT NULL CONSTRAINT projects_tenant_fkey REFERENCES tenants (id),
    id text NOT NULL,
    team_id text,
    name text NOT NULL,
    owner text NOT NULL,
    timezone text,
    created_at timestamptz NOT NULL,
    CONSTRAINT projects_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT projects_name_key UNIQUE (tenant_id, name),
    CONSTRAINT projects_team_fkey FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id)
  )`;

const USERS = `
  CREATE TABLE users (
    tenant_id text NOT NULL CONSTRAINT users_tenant_fkey REFERENCES tenants (id),
    id text NOT NULL,
    email text NOT NULL,
    display_name text NOT NULL,
    active boolean NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT users_pkey PRIMARY KEY (tenant_id, id)
  )`;

const ROLE_BINDINGS = `
  CREATE TABLE role_bindings (
    tenant_id text NOT NULL CONSTRAINT role_bindings_tenant_fkey REFERENCES tenants (id),
    id text NOT NULL,
    user_id text NOT NULL,
    role text NOT NULL CONSTRAINT role_bindings_role_check
      CHECK (role IN ('owner', 'admin', 'finance', 'operator', 'viewer', 'developer')),
    team_id text,
    project_id text,
    created_at timestamptz NOT NULL,
    CONSTRAINT role_bindings_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT role_bindings_place_check CHECK (num_nonnulls(team_id, project_id) <= 1),
    CONSTRAINT role_bindings_user_fkey FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id),
    CONSTRAINT role_bindings_team_fkey FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id),
    CONSTRAINT role_bindings_project_fkey FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
  )`;

const API_KEYS = `
  CREATE TABLE api_keys (
    tenant_id text NOT NULL CONSTRAINT api_keys_tenant_fkey REFERENCES tenants (id),
    id text NOT NULL,
    name text NOT NULL,
    owner text NOT NULL,
    role text NOT NULL CONSTRAINT api_keys_role_check
      CHECK (role IN ('owner', 'admin', 'finance', 'operator', 'viewer', 'developer')),
    prefix text NOT NULL,
    hash bytea NOT NULL CONSTRAINT api_keys_hash_key UNIQUE,
    team_id text,
    project_id text,
    allowed_models text[] CONSTRAINT api_keys_allowed_models_check CHECK (cardinality(allowed_models) > 0),
    allowed_endpoints text[] CONSTRAINT api_keys_allowed_endpoints_check CHECK (cardinality(allowed_endpoints) > 0),
    extension text CONSTRAINT api_keys_extension_check CHECK (extension IN ('full', 'minimal', 'off')),
    expires_at timestamptz,
    revoked_at timestamptz,
    created_by text NOT NULL,
    created_at timestamptz NOT NULL,
    last_used_at timestamptz,
    CONSTRAINT api_keys_pkey PRIMARY KEY (tenant_id, id),
    CONSTRAINT api_keys_place_check CHECK (num_nonnulls(team_id, project_id) <= 1),
    CONSTRAINT api_keys_team_fkey FOREIGN KEY (tenant_id, team_id) REFERENCES teams (tenant_id, id),
    CONSTRAINT api_keys_project_fkey FOREIGN KEY (tenant_id, project_id) REFERENCES projects (tenant_id, id)
  )`;

const AUDIT_LOG = `
  CREATE TABLE audit_log (
    tenant_id text NOT NULL CONSTRAINT audit_log_tenant_fkey REFERENCES tenants (id),
    seq bigint NOT NULL,
    at timestamptz NOT NULL,
    actor_kind text NOT NULL CONSTRAINT audit_log_actor_kind_check CHECK (actor_kind IN ('key', 'user', 'system')),
    actor_id text NOT NULL,
    action text NOT NULL,
    target_kind text NOT NULL,
    target_id text NOT NULL,
    before jsonb,
    after jsonb,
    CONSTRAINT audit_log_pkey PRIMARY KEY (tenant_id, seq)
  )`;

const INDEXES = [
  'CREATE INDEX projects_team_idx ON projects (tenant_id, team_id)',
  'CREATE UNIQUE INDEX users_email_key ON users (tenant_id, lower(email))',
  `CREATE UNIQUE INDEX role_bindings_once_key ON role_bindings (tenant_id, user_id, role, team_id, project_id)
   NULLS NOT DISTINCT`,
  'CREATE UNIQUE INDEX api_keys_name_key ON api_keys (tenant_id, name) WHERE revoked_at IS NULL',
  'CREATE INDEX api_keys_team_idx ON api_keys (tenant_id, team_id)',
  'CREATE INDEX api_keys_project_idx ON api_keys (tenant_id, project_id)',
  'CREATE INDEX audit_log_target_idx ON audit_log (tenant_id, target_kind, target_id, seq)',
];

const APPEND_ONLY = [
  `CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION 'audit_log is append-only' USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
   FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()`,
];

const STATEMENTS = [
  ...[TENANTS, TEAMS, PROJECTS, USERS, ROLE_BINDINGS, API_KEYS, AUDIT_LOG],
  ...INDEXES,
  ...APPEND_ONLY,
];

export class CreateIdentity implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const statement of STATEMENTS) await queryRunner.query(statement);
  }

  async down(): Promise<void> {
    return Promise.reject(new Error('migrations go forward only'));
  }
}
