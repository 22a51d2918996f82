/** A change of a tenant's catalog: the rows, their audit entry and the notice to all replicas, in one transaction. */
import type { EntityManager } from 'typeorm';
import { notify } from '../postgres';
import type { TenantId } from '../shared/domain/ids';
import type { Actor, AuditWriter, CatalogAuditEntry } from './audit-writer';
import type { CatalogContext } from './catalog-context';
import { CATALOG_CHANNEL, type CatalogService } from './catalog.service';
import type { OwnRows } from './rows/own-rows';
import { OwnStore } from './rows/own.store';
import type { HistoryPage, ScoreInHistory } from './rows/score.store';

/** What a change works with; nobody else changes this tenant's catalog until it is committed. */
export interface Edit {
  readonly tenantId: TenantId;
  readonly rows: OwnRows;
  readonly at: Date;
  readonly store: OwnStore;
  readonly manager: EntityManager;
}

export type AuditNote = Pick<CatalogAuditEntry, 'action' | 'targetKind' | 'targetId' | 'before' | 'after'>;

export interface Outcome<Result> {
  readonly result: Result;
  /** null: nothing was changed. */
  readonly audit: AuditNote | null;
}

export class CatalogChanges {
  private readonly store = new OwnStore();
  // Private to the language: the settings within hold keys.
  readonly #context: CatalogContext;

  constructor(
    context: CatalogContext,
    private readonly audit: AuditWriter,
    private readonly catalogs: CatalogService,
  ) {
    this.#context = context;
  }

  /** Commits what `work` does, or nothing; when it resolves, the change is in force in this process. */
  async commit<Result>(
    tenantId: TenantId,
    actor: Actor,
    work: (edit: Edit) => Promise<Outcome<Result>>,
  ): Promise<Result> {
    const at = new Date(this.#context.clock.nowMs());
    const { result, audit } = await this.#context.dataSource.transaction(async (manager) => {
      await this.store.lock(tenantId, manager);
      const rows = await this.store.read(tenantId, manager);
      const outcome = await work({ tenantId, rows, at, store: this.store, manager });
      if (outcome.audit !== null) {
        const who = { tenantId, at, actorKind: actor.kind, actorId: actor.id };
        await this.audit.append({ ...who, ...outcome.audit }, manager);
        await notify(manager, CATALOG_CHANNEL, tenantId);
      }
      return outcome;
    });
    if (audit !== null) await this.catalogs.rebuild(tenantId);
    return result;
  }

  /** The rows as they are, without changing them. */
  read(tenantId: TenantId): Promise<OwnRows> {
    return this.store.read(tenantId, this.#context.dataSource.manager);
  }

  scoreHistory(tenantId: TenantId, page: HistoryPage): Promise<ScoreInHistory[]> {
    return this.store.scores.history(tenantId, page, this.#context.dataSource.manager);
  }
}
