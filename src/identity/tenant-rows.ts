/** The base of the stores here: rows of one entity, reached only through their tenant. */
import {
  type EntityManager,
  type EntityTarget,
  type FindManyOptions,
  type FindOptionsWhere,
  MoreThan,
  QueryFailedError,
} from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity';
import type { TenantId } from '../shared/domain/ids';
import { BursarError } from '../shared/errors';
import type { PageQuery } from '../shared/pagination';
import type { Defined } from '../shared/domain/defined';

export interface TenantRow {
  readonly tenantId: TenantId;
  readonly id: string;
}

export abstract class TenantRows<Row extends TenantRow> {
  protected constructor(
    private readonly entity: EntityTarget<Row>,
    /** What callers know a row as. */
    private readonly noun: string,
  ) {}

  /** @throws BursarError `not_found` */
  async get(tenantId: TenantId, id: string, manager: EntityManager): Promise<Row> {
    return this.found(await manager.findOne(this.entity, { where: this.at(tenantId, id) }));
  }

  /** As `get`, and nobody else changes it before the transaction ends. */
  async lock(tenantId: TenantId, id: string, manager: EntityManager): Promise<Row> {
    const lock = { mode: 'pessimistic_write' } as const;
    return this.found(await manager.findOne(this.entity, { where: this.at(tenantId, id), lock }));
  }

  /** One row more than the page holds, so that it shows whether another follows. */
  page(tenantId: TenantId, { limit, cursor }: PageQuery, filter: Defined<Row>, manager: EntityManager): Promise<Row[]> {
    const after = cursor === undefined ? {} : { id: MoreThan(cursor) };
    const options = { where: { ...filter, ...after, tenantId }, order: { id: 'ASC' }, take: limit + 1 };
    return manager.find(this.entity, options as FindManyOptions<Row>);
  }

  /** @throws BursarError `conflict`; `invalid_request` for a reference that leads nowhere */
  async insert(row: Row, manager: EntityManager): Promise<void> {
    await manager.insert(this.entity, row as QueryDeepPartialEntity<Row>).catch(refuseWrite);
  }

  /** @throws as `insert` */
  async update(tenantId: TenantId, id: string, changes: Partial<Row>, manager: EntityManager): Promise<void> {
    const columns = changes as QueryDeepPartialEntity<Row>;
    await manager.update(this.entity, this.at(tenantId, id), columns).catch(refuseWrite);
  }

  /** @throws BursarError `in_use` */
  async delete(tenantId: TenantId, id: string, manager: EntityManager): Promise<void> {
    await manager.delete(this.entity, this.at(tenantId, id)).catch((error: unknown) => refuseDelete(error, this.noun));
  }

  private at(tenantId: TenantId, id: string): FindOptionsWhere<Row> {
    return { tenantId, id } as FindOptionsWhere<Row>;
  }

  private found(row: Row | null): Row {
    if (row === null) throw new BursarError('not_found', { what: this.noun });
    return row;
  }
}

const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** Unique constraint → what exists already. */
const TAKEN: Readonly<Record<string, string>> = {
  tenants_name_key: 'A tenant of this name',
  teams_name_key: 'A team of this name',
  projects_name_key: 'A project of this name',
  api_keys_name_key: 'A live key of this name',
  api_keys_hash_key: 'A key with this secret',
};

/** Foreign key → the field that led nowhere. */
const REFERENCES: Readonly<Record<string, { readonly path: string; readonly noun: string }>> = {
  projects_team_fkey: { path: 'team_id', noun: 'team' },
  api_keys_team_fkey: { path: 'team_id', noun: 'team' },
  api_keys_project_fkey: { path: 'project_id', noun: 'project' },
};

/** Referring table → what callers know its rows as. */
const USERS: Readonly<Record<string, string>> = {
  projects: 'projects',
  api_keys: 'API keys that are not revoked',
  role_bindings: 'role bindings',
};

interface Violation {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
}

const violationOf = (error: unknown): Violation =>
  error instanceof QueryFailedError ? (error.driverError as Violation) : {};

export function refuseWrite(error: unknown): never {
  const { code, constraint = '' } = violationOf(error);
  const what = TAKEN[constraint];
  if (code === UNIQUE_VIOLATION && what !== undefined) throw new BursarError('conflict', { what }, { cause: error });
  const reference = REFERENCES[constraint];
  if (code !== FOREIGN_KEY_VIOLATION || reference === undefined) throw error;
  const { path, noun } = reference;
  throw new BursarError('invalid_request', { path, problem: `there is no such ${noun}` }, { cause: error });
}

function refuseDelete(error: unknown, noun: string): never {
  const { code, table = '' } = violationOf(error);
  if (code !== FOREIGN_KEY_VIOLATION) throw error;
  throw new BursarError('in_use', { what: `The ${noun}`, used_by: USERS[table] ?? table }, { cause: error });
}
