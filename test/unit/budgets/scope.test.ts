/** Which budgets a call is in, and which of them speaks for it. */
import { byNarrowness, type CallScope, conditionsOf, isInScope } from '../../../src/budgets/domain/scope';
import { type BudgetDocument, budgetDocumentSchema, toBudget } from '../../../src/catalog/domain/budget-document';

const budget = (name: string, scope: BudgetDocument['scope'], limit = '10') =>
  toBudget({ name, scope, limit_usd: limit, window: 'month' });

const CALL: CallScope = {
  ...{ endpoint: 'smart', team: 'team_1', project: 'prj_1', key: 'key_1' },
  ...{ workflow: 'triage', customer: 'acme', environment: null },
};
const idOf = (kind: string, name: string): string | null => (name === 'core' ? `${kind}_of_core` : null);

it('names of teams, projects and keys become ids, all others stay', () => {
  expect(conditionsOf({ project: 'core', workflow: 'core' }, idOf)).toEqual([
    ['project', 'project_of_core'],
    ['workflow', 'core'],
  ]);
  expect(conditionsOf({ project: 'gone', workflow: 'core' }, idOf)).toBeNull();
});

it.each([
  [{ endpoint: 'smart' }, true],
  [{ endpoint: 'other' }, false],
  [{ workflow: 'triage', customer: 'acme' }, true],
  [{ workflow: 'triage', customer: 'other' }, false],
  [{ environment: 'prod' }, false],
  [{}, true],
])('a call is in the scope %j: %s', (scope, expected) => {
  expect(isInScope(CALL, conditionsOf(scope, idOf) ?? [])).toBe(expected);
});

it("PG-15: the endpoint's own budget speaks first, then the narrowest, the whole tenant's last", () => {
  const ordered = [
    budget('endpoint', { endpoint: 'smart' }),
    budget('three', { team: 't', project: 'p', workflow: 'w' }),
    budget('two-by-key', { key: 'k', environment: 'prod' }),
    budget('two', { project: 'p', environment: 'prod' }),
    budget('key', { key: 'k' }),
    budget('customer', { customer: 'c' }),
    budget('workflow', { workflow: 'w' }),
    budget('project-small', { project: 'p' }, '5'),
    budget('project-a', { project: 'p' }),
    budget('project-b', { project: 'q' }),
    budget('environment', { environment: 'prod' }),
    budget('team', { team: 't' }),
    budget('all', {}),
  ];
  const names = ordered.map(({ name }) => name);
  for (const shuffled of [ordered.toReversed(), ordered.toSorted((a, b) => (a.name < b.name ? -1 : 1))]) {
    expect(shuffled.toSorted(byNarrowness).map(({ name }) => name)).toEqual(names);
  }
});

const DOCUMENT = { name: 'core', scope: { project: 'core' }, limit_usd: '500', window: 'month' };

it.each([
  ['thresholds', { thresholds: [{ at: 1, action: 'block' }] }, ['thresholds'], 'is not supported yet in this version'],
  ['protected tiers', { protect_tiers: [] }, ['protect_tiers'], 'is not supported yet in this version'],
  ['a day', { window: 'day' }, ['window'], 'must be month; other windows are not supported yet in this version'],
  ['no money', { limit_usd: '0' }, ['limit_usd'], 'must be a decimal of more than zero USD with at most nine decimals'],
  ['a number', { limit_usd: 500 }, ['limit_usd'], 'must be a quoted decimal such as "500"'],
  ['two things', { scope: { endpoint: 'a', team: 'b' } }, ['scope', 'endpoint'], 'must stand alone in its scope'],
  ['a zone', { timezone: 'Mars' }, ['timezone'], 'must be an IANA time zone such as Europe/Berlin'],
])('a budget with %s that cannot be is refused where it stands', (_, bad, path, problem) => {
  const { error } = budgetDocumentSchema.safeParse({ ...DOCUMENT, ...bad });
  expect(error?.issues).toMatchObject([{ path, message: expect.stringContaining(problem) }]);
});
