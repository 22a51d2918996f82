/**
 * How much of each budget has been spent this month, in memory, for the request path.
 *
 * Costs settled by this process count at once, so that its next decision knows of them. Those of other replicas come with
 * the ledger, which is read every few seconds: they show READ_EVERY_MS and the time of a reading later. When the ledger
 * does not answer, the last reading and what was settled here since stay in force, and `ageMs` grows.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { BudgetBook, DeclaredBudget } from '../catalog';
import type { AttemptStart } from '../ledger';
import type { Clock } from '../shared/clock';
import type { TenantId } from '../shared/domain/ids';
import type { NanoUsd } from '../shared/domain/money';
import type { CallScope } from './domain/scope';
import type { Spent } from './domain/spend-account';
import type { SpendReader } from './spend-reader';
import { type BudgetState, TenantBudgets } from './tenant-budgets';

// Rules compare it with shares of a month; the ledger is not asked more often than a call takes.
const READ_EVERY_MS = 5_000;

/** The budget that speaks for a call. */
export interface MonthlyFraction {
  readonly budget: string;
  /** 0..1 and beyond; null: not known, since the ledger has not been read since the start. */
  readonly fraction: number | null;
}

export class MonthlySpend {
  private readonly tenants = new Map<TenantId, TenantBudgets>();
  private readonly closing = new AbortController();
  /** Readings follow each other: of two beside each other the first would drop what the second has not read yet. */
  private readings: Promise<void> = Promise.resolve();

  constructor(
    private readonly book: BudgetBook,
    private readonly reader: SpendReader,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.book.follow((tenantId, budgets) => this.adopt(tenantId, budgets));
    void this.readOnAndOn();
  }

  async stop(): Promise<void> {
    this.closing.abort(new Error('budgets are not read any more'));
    await this.readings;
  }

  /** null: no budget is for such a call. */
  fraction(tenantId: TenantId, call: CallScope, atMs: number): MonthlyFraction | null {
    const speaking = this.tenants.get(tenantId)?.speakingFor(call, atMs) ?? null;
    return speaking === null ? null : { budget: speaking.budget.name, fraction: fractionOf(speaking) };
  }

  /** What an attempt has cost counts from now on. */
  settled(start: AttemptStart, cost: NanoUsd): void {
    this.tenants.get(start.attribution.tenant_id as TenantId)?.settle(start, cost, this.clock.nowMs());
  }

  states(tenantId: TenantId): readonly BudgetState[] {
    return this.tenants.get(tenantId)?.states(this.clock.nowMs()) ?? [];
  }

  /** Of the oldest reading that is in force; 0 where there are no budgets. */
  ageMs(): number {
    const nowMs = this.clock.nowMs();
    return Math.max(0, ...[...this.tenants.values()].map((budgets) => budgets.ageMs(nowMs)));
  }

  /** Resolves when the tenant's budgets have been read, or could not be. */
  read(tenantId: TenantId): Promise<void> {
    const { signal } = this.closing;
    this.readings = this.readings.then(async () => {
      const budgets = this.tenants.get(tenantId);
      if (budgets !== undefined && !signal.aborted) await this.reader.read(tenantId, budgets, signal);
    });
    return this.readings;
  }

  private adopt(tenantId: TenantId, budgets: readonly DeclaredBudget[]): void {
    if (budgets.length === 0) {
      this.tenants.delete(tenantId);
      return;
    }
    const before = this.tenants.get(tenantId);
    this.tenants.set(tenantId, new TenantBudgets(budgets, before, this.clock.nowMs()));
    void this.read(tenantId);
  }

  private async readOnAndOn(): Promise<void> {
    const { signal } = this.closing;
    while (!signal.aborted) {
      await pause(READ_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined);
      for (const tenantId of this.tenants.keys()) await this.read(tenantId);
    }
  }
}

/** Whole nano-dollars become floating point only here: up to nine million dollars exactly. */
export const fractionOf = ({ budget, spent }: { budget: DeclaredBudget; spent: Spent | null }): number | null =>
  spent === null ? null : Number(spent.amount) / Number(budget.limit);
