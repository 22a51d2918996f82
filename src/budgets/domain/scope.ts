/** Which budgets a call counts against, and which of them speaks for it. */
import {
  BUDGET_DIMENSIONS,
  type Budget,
  type BudgetDimension,
  type BudgetScope,
} from '../../catalog/domain/budget-document';

/** Where a call belongs; teams, projects and keys by id. */
export type CallScope = Readonly<Record<BudgetDimension, string | null>>;

/** What a budget asks of a call, with the names of teams, projects and keys replaced by their ids. */
export type Conditions = readonly (readonly [BudgetDimension, string])[];

/** `project core` → id; null when there is no such thing. */
export type IdOf = (dimension: IdentityDimension, name: string) => string | null;

export const IDENTITY_DIMENSIONS = ['team', 'project', 'key'] as const;
export type IdentityDimension = (typeof IDENTITY_DIMENSIONS)[number];

const isIdentity = (dimension: BudgetDimension): dimension is IdentityDimension =>
  IDENTITY_DIMENSIONS.some((one) => one === dimension);

/** null when the scope names something that does not exist: no call is in it. */
export function conditionsOf(scope: BudgetScope, idOf: IdOf): Conditions | null {
  const conditions: (readonly [BudgetDimension, string])[] = [];
  for (const dimension of BUDGET_DIMENSIONS) {
    const name = scope[dimension];
    if (name === undefined) continue;
    const value = isIdentity(dimension) ? idOf(dimension, name) : name;
    if (value === null) return null;
    conditions.push([dimension, value]);
  }
  return conditions;
}

export const needsIds = (scope: BudgetScope): boolean => IDENTITY_DIMENSIONS.some((name) => scope[name] !== undefined);

export const isInScope = (call: CallScope, conditions: Conditions): boolean =>
  conditions.every(([dimension, value]) => call[dimension] === value);

/** From narrow to wide. */
const NARROWEST_FIRST: readonly BudgetDimension[] = [
  'endpoint',
  'key',
  'customer',
  'workflow',
  'project',
  'environment',
  'team',
];

/**
 * Of several budgets that a call is in, the first speaks for it: the endpoint's own, else the one with the most
 * conditions, of as many the one with the narrowest, of equals the one with the smaller limit.
 */
export function byNarrowness(a: Budget, b: Budget): number {
  return (
    Number(b.scope.endpoint !== undefined) - Number(a.scope.endpoint !== undefined) ||
    width(b.scope) - width(a.scope) ||
    narrowest(a.scope) - narrowest(b.scope) ||
    Number(a.limit - b.limit) ||
    (a.name < b.name ? -1 : 1)
  );
}

const dimensionsOf = (scope: BudgetScope): readonly BudgetDimension[] =>
  NARROWEST_FIRST.filter((dimension) => scope[dimension] !== undefined);

const width = (scope: BudgetScope): number => dimensionsOf(scope).length;

function narrowest(scope: BudgetScope): number {
  const [first] = dimensionsOf(scope);
  return first === undefined ? NARROWEST_FIRST.length : NARROWEST_FIRST.indexOf(first);
}
