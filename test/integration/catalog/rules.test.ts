/** Rules on their way into force: refused or admitted by everything that saves an endpoint, and seen by every replica. */
import { DocumentError, type DocumentProblem } from '../../../src/catalog';
import { EndpointsService } from '../../../src/catalog/management/endpoints.service';
import { compileRules } from '../../../src/routing/domain/rules/compile';
import { matchRule } from '../../../src/routing/domain/rules/match';
import type { TenantId } from '../../../src/shared/domain/ids';
import { ownerOfTenant, type Replica, useReplicas } from '../../support/catalog';
import { eventually } from '../../support/eventually';
import { MOMENT, REQUEST } from '../../unit/routing/rules/lab';

const ACTOR = { kind: 'system', id: 'test' } as const;

const replicas = useReplicas();

const endpointsOf = ({ changes, catalogs, context }: Replica) =>
  new EndpointsService(changes, catalogs, context.checkEndpoint);

const withRule = (written: string): string => `# the first line
endpoints:
  smart:
    routing:
      rules:
        - use: { tier: economy }   # keys in any order
          if: ${written}
`;

async function problemOf(text: string): Promise<DocumentProblem | undefined> {
  const { tenantId, replica } = await replicas.fresh();
  const { hash } = replica.catalogs.current(tenantId);
  const refused = await replica.config.apply(tenantId, { text }, ACTOR).catch((error: unknown) => error);
  expect(replica.catalogs.current(tenantId).hash).toBe(hash);
  if (refused instanceof DocumentError) return refused.problems[0];
  throw refused;
}

it.each([
  ['plain', 'has_schema && input_token > 1', 7, 29],
  ['in double quotes', '"has_schema && input_token > 1"', 7, 30],
  ['in single quotes', "'has_schema && input_token > 1'", 7, 30],
  ['as a block', '|\n            has_schema &&\n            input_token > 1', 9, 13],
  ['in an escaped text, at its beginning', '"has_schema\\t&& input_token > 1"', 7, 15],
])('a fault in a rule is named with its line and column, written %s', async (_, written, line, column) => {
  expect(await problemOf(withRule(written))).toMatchObject({
    ...{ line, column, path: 'endpoints.smart.routing.rules[0].if' },
    problem: expect.stringMatching(/^Unknown variable: input_token; known are .* \(at character 15\)$/),
  });
});

it('a signal that is no singular query is named with its line and column', async () => {
  const text = 'endpoints:\n  smart:\n    signals:\n      - { name: all, type: string, path: "$.a[" }\n';
  expect(await problemOf(text)).toMatchObject({
    ...{ line: 4, column: 47, path: 'endpoints.smart.signals[0].path' },
    problem: expect.stringMatching(/is no JSONPath/),
  });
});

it('PG-15: a warning comes with its place, and the document is applied', async () => {
  const { tenantId, replica } = await replicas.fresh();
  const { written, warnings } = await replica.config.apply(
    tenantId,
    { text: withRule('monthly_spend_pct > 80') },
    ACTOR,
  );
  expect(written).toEqual(['endpoint smart']);
  expect(warnings).toMatchObject([{ line: 7, column: 15, problem: expect.stringMatching(/80 percent is 0.8/) }]);
});

it('a single endpoint by API is refused and warned in the same way', async () => {
  const { tenantId, replica } = await replicas.fresh();
  const put = (condition: string) =>
    endpointsOf(replica).put(ownerOfTenant(tenantId), 'smart', {
      routing: { rules: [{ if: condition, use: { tier: 'economy' } }] },
    });
  expect(() => put('input_token > 1')).toThrow(/^routing.rules.0.if: Unknown variable: input_token/);
  await expect(put('monthly_spend_pct > 80')).resolves.toMatchObject({
    warnings: [expect.stringMatching(/^routing.rules.0.if: monthly_spend_pct is a fraction/)],
  });
  await expect(put('has_schema')).resolves.toMatchObject({ warnings: [] });
});

it('PG-04: a changed rule is in force on the replica that took it at once, and on the others when they hear of it', async () => {
  const { tenantId, replica: first } = await replicas.fresh();
  const second = await replicas.of({ tenantId });
  const tierOn = (replica: Replica): string => targetOf(replica, tenantId);
  const apply = (tier: string) =>
    first.config.apply(tenantId, { text: withRule('has_tools').replace('economy', tier) }, ACTOR);
  for (const tier of ['economy', 'deep_reasoning']) {
    await apply(tier);
    expect(tierOn(first)).toBe(tier);
    await eventually(async () => tierOn(second) === tier);
  }
});

/** Where a request with tools is sent. */
function targetOf({ catalogs }: Replica, tenantId: TenantId): string {
  const endpoint = catalogs.current(tenantId).endpointByName.get('smart');
  if (endpoint === undefined) return 'no endpoint';
  const { rule } = matchRule(compileRules(endpoint), { ...REQUEST, has_tools: true }, MOMENT);
  return rule?.use.kind === 'tier' ? rule.use.tier : 'default';
}
