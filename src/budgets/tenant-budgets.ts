/** The budgets of one tenant, each with its account, in the order in which they speak for a call. */
import type { DeclaredBudget } from '../catalog';
import type { AttemptStart } from '../ledger';
import type { NanoUsd } from '../shared/domain/money';
import type { Window } from './domain/month-window';
import { byNarrowness, type CallScope, type Conditions, conditionsOf, type IdOf, isInScope } from './domain/scope';
import { SpendAccount, type Spent } from './domain/spend-account';

/** A budget with what is known of its month. */
export interface BudgetState {
  readonly budget: DeclaredBudget;
  readonly window: Window;
  /** null: the ledger has not been read since the start, or no call can be in the scope. */
  readonly spent: Spent | null;
  /** Whether everything that the scope names exists. */
  readonly scopeFound: boolean;
}

interface Counted {
  readonly budget: DeclaredBudget;
  readonly account: SpendAccount;
  /** null: the scope names something that does not exist. */
  conditions: Conditions | null;
}

/** What the ledger is asked for one account. */
export interface Question {
  readonly account: SpendAccount;
  readonly window: Window;
  readonly conditions: Conditions;
}

export class TenantBudgets {
  private readonly counted: readonly Counted[];
  /** When the ledger was last read; before that, when the first budget was declared. */
  private readAtMs: number;

  /** A budget that asks the same of calls as before keeps its account, whatever else has changed. */
  constructor(budgets: readonly DeclaredBudget[], before: TenantBudgets | undefined, nowMs: number) {
    const kept = new Map(before?.counted.map((counted) => [accountKey(counted.budget), counted]));
    this.readAtMs = before?.readAtMs ?? nowMs;
    this.counted = budgets.toSorted(byNarrowness).map((budget) => {
      const { account, conditions } = kept.get(accountKey(budget)) ?? {
        account: new SpendAccount(budget.timezone, nowMs),
        conditions: conditionsOf(budget.scope, () => null),
      };
      return { budget, account, conditions };
    });
  }

  /** Teams, projects and keys come, go and are renamed after a budget was declared for them. */
  findScopes(idOf: IdOf): void {
    for (const counted of this.counted) counted.conditions = conditionsOf(counted.budget.scope, idOf);
  }

  get budgets(): readonly DeclaredBudget[] {
    return this.counted.map(({ budget }) => budget);
  }

  /** The budget that a call goes by; null when none is for it. */
  speakingFor(call: CallScope, nowMs: number): Pick<BudgetState, 'budget' | 'spent'> | null {
    const first = this.counted.find((counted) => isCounted(counted, call));
    return first === undefined ? null : { budget: first.budget, spent: first.account.spent(nowMs) };
  }

  settle(start: AttemptStart, cost: NanoUsd, nowMs: number): void {
    const call = callScope(start.attribution, start.endpoint);
    for (const counted of this.counted) {
      if (isCounted(counted, call)) counted.account.settle(cost, start.queuedAtMs, nowMs);
    }
  }

  states(nowMs: number): readonly BudgetState[] {
    return this.counted.map(({ budget, account, conditions }) => ({
      ...{ budget, window: account.window(nowMs), scopeFound: conditions !== null },
      spent: conditions === null ? null : account.spent(nowMs),
    }));
  }

  /** Announces a reading to every account that can be read. */
  questions(nowMs: number): readonly Question[] {
    return this.counted.flatMap(({ account, conditions }) => {
      if (conditions === null) return [];
      const window = account.window(nowMs);
      account.announceReading();
      return [{ account, conditions, window }];
    });
  }

  wasRead(atMs: number): void {
    this.readAtMs = atMs;
  }

  ageMs(nowMs: number): number {
    return nowMs - this.readAtMs;
  }
}

type Place = Pick<
  AttemptStart['attribution'],
  'team_id' | 'project_id' | 'key_id' | 'workflow' | 'customer' | 'environment'
>;

/** Where a call belongs; `endpoint` is null for one that names a model. */
export const callScope = (attribution: Place, endpoint: string | null): CallScope => ({
  endpoint,
  team: attribution.team_id,
  project: attribution.project_id,
  key: attribution.key_id,
  workflow: attribution.workflow,
  customer: attribution.customer,
  environment: attribution.environment,
});

const isCounted = ({ conditions }: Counted, call: CallScope): boolean =>
  conditions !== null && isInScope(call, conditions);

const accountKey = ({ name, scope, timezone }: DeclaredBudget): string => JSON.stringify([name, scope, timezone]);
