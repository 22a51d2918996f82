/** Brings the accounts of a tenant's budgets up to what the ledger says. */
import type { Journal } from '../journal';
import { caughtUp } from '../ledger';
import type { Clock } from '../shared/clock';
import type { TenantId } from '../shared/domain/ids';
import type { Log } from '../shared/log';
import { needsIds } from './domain/scope';
import type { ScopeNames } from './scope-names';
import type { SpendStore } from './spend.store';
import type { TenantBudgets } from './tenant-budgets';

export interface SpendSources {
  readonly names: ScopeNames;
  readonly store: SpendStore;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: Log;
}

export class SpendReader {
  constructor(private readonly sources: SpendSources) {}

  /** What cannot be read stays as it was. */
  async read(tenantId: TenantId, budgets: TenantBudgets, signal: AbortSignal): Promise<void> {
    const warn = (sentence: string) => (error: unknown) => {
      if (!signal.aborted) this.sources.log.warn({ err: error, tenantId }, sentence);
    };
    await this.findScopes(tenantId, budgets).catch(warn('the names in the scopes of budgets could not be looked up'));
    await this.readLedger(tenantId, budgets, signal).catch(warn('the spend of budgets could not be read'));
  }

  private async findScopes(tenantId: TenantId, budgets: TenantBudgets): Promise<void> {
    if (!budgets.budgets.some(({ scope }) => needsIds(scope))) return;
    const named = await this.sources.names.namedIds(tenantId);
    // An id is meant before a thing that is called like it.
    const ids = new Map([
      ...named.map(({ kind, id, name }) => [`${kind} ${name}`, id] as const),
      ...named.map(({ kind, id }) => [`${kind} ${id}`, id] as const),
    ]);
    budgets.findScopes((kind, name) => ids.get(`${kind} ${name}`) ?? null);
  }

  private async readLedger(tenantId: TenantId, budgets: TenantBudgets, signal: AbortSignal): Promise<void> {
    const { journal, store, clock } = this.sources;
    const nowMs = clock.nowMs();
    const questions = budgets.questions(nowMs);
    if (!(await caughtUp(journal))) throw new Error('the ledger has not taken yet what was settled');
    const readings = await store.spent(tenantId, questions, signal);
    for (const [at, { account, window }] of questions.entries()) {
      const reading = readings[at];
      if (reading !== undefined) account.take(reading, window, nowMs);
    }
    budgets.wasRead(nowMs);
  }
}
