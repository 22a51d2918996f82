/** Stored policies on their way into force: refused or admitted by everything that saves one, and seen by every replica. */
import { DocumentError, problemText } from '../../../src/catalog';
import { PoliciesService } from '../../../src/catalog/management/policies.service';
import { ownerOfTenant, type Replica, useReplicas } from '../../support/catalog';
import { eventually } from '../../support/eventually';

const ACTOR = { kind: 'system', id: 'test' } as const;

const replicas = useReplicas();

const policiesOf = ({ changes, context }: Replica) => new PoliciesService(changes, context.checkTerm);

const policy = (filter: unknown): unknown[] => [
  ...['policy', filter, ['zero'], ['argmax'], ['id']],
  ['always', { action: 'next_candidate' }],
];
const CHEAP = policy(['cmp', 'price_out', 'le', 5]);

const DOCUMENT = `# the first line
policies:
  fast:
    - policy
    - [and, [top], [is, is_local]]
    - [zero]
    - [argmax]
    - [id]
    - [always, { action: next_candidate }]
`;

describe('policies of a document', () => {
  it('become part of the catalog, are rendered again, and go when the document no longer has them', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const { hash } = replica.catalogs.current(tenantId);
    const applied = await replica.config.apply(tenantId, { text: DOCUMENT }, ACTOR);
    expect(applied).toEqual({ written: ['policy fast'], removed: [], warnings: [] });
    const { policyByName, hash: changed } = replica.catalogs.current(tenantId);
    expect(policyByName.get('fast')?.term).toContain('["and",["top"],["is","is_local"]]');
    expect(changed).not.toBe(hash);
    const rendered = await replica.config.current(tenantId);
    expect(rendered.policies).toEqual({ fast: policy(['and', ['top'], ['is', 'is_local']]) });
    expect(await replica.config.apply(tenantId, { json: rendered }, ACTOR)).toMatchObject({ written: [], removed: [] });
    expect(await replica.config.apply(tenantId, { text: '{}' }, ACTOR)).toMatchObject({ removed: ['policy fast'] });
    expect(replica.catalogs.current(tenantId).hash).toBe(hash);
  });

  it('are found again in the catalog that a decision names, whatever characters they hold', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const odd = policy(['family_eq', 'a\\u0000"\\\n😀']);
    await replica.config.apply(tenantId, { json: { policies: { odd } } }, ACTOR);
    const { hash } = replica.catalogs.current(tenantId);
    await replica.config.apply(tenantId, { text: '{}' }, ACTOR);
    const past = await replica.catalogs.byHash(tenantId, hash);
    expect(JSON.parse(past?.policyByName.get('odd')?.term ?? '')).toEqual(odd);
  });

  it.each([
    ['an unknown operation', ['[is, is_local]', '[fits_well]'], 5, "[1][2]: unknown op 'fits_well'"],
    ['an unknown field', ['is_local', 'is_here'], 5, "[1][2][1]: undeclared field 'is_here'"],
    ['a missing argument', ['    - [zero]\n', ''], 3, ': policy takes 5 arguments, got 4'],
    ['an infinite number', ['[is, is_local]', '[cmp, price_in, le, .inf]'], 5, '[1][2][3]: expected a finite number'],
    ['a term within itself', ['[is, is_local]', '&it [not, *it]'], 5, 'term exceeds max depth 64'],
  ])('with %s are refused, with the line', async (_, [good = '', bad = ''], line, problem) => {
    const { tenantId, replica } = await replicas.fresh();
    const { hash } = replica.catalogs.current(tenantId);
    const text = DOCUMENT.replace(good, bad);
    const refused = await replica.config.apply(tenantId, { text }, ACTOR).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DocumentError);
    const { problems } = refused as DocumentError;
    expect(problems).toMatchObject([{ line, path: expect.stringMatching(/^policies\.fast/) }]);
    expect(problems.map(problemText).join()).toContain(problem);
    expect(replica.catalogs.current(tenantId).hash).toBe(hash);
  });

  it('warn of what most likely is not meant', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const { warnings } = await replica.config.apply(tenantId, { text: DOCUMENT.replace('top', 'bot') }, ACTOR);
    expect(warnings).toMatchObject([{ line: 3, problem: 'bot: the filter rejects every candidate' }]);
  });
});

describe('a single policy by API', () => {
  it('is made, changed and deleted with an entry in the audit log each time', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const [policies, owner] = [policiesOf(replica), ownerOfTenant(tenantId)];
    const made = await policies.put(owner, 'mine', CHEAP);
    expect(made).toMatchObject({ name: 'mine', managed_by: 'api', policy_ir: CHEAP, warnings: [] });
    expect(made.identity).toMatch(/^[0-9a-f]{64}$/);
    expect((await policies.put(owner, 'mine', policy(['top']))).identity).not.toBe(made.identity);
    expect(await policies.get(tenantId, 'mine')).toMatchObject({ policy_ir: policy(['top']) });
    await policies.delete(owner, 'mine');
    await expect(policies.get(tenantId, 'mine')).rejects.toMatchObject({ code: 'not_found' });
    const log = await replica.dataSource.query<{ action: string }[]>(
      `SELECT action FROM audit_log WHERE tenant_id = $1 AND target_kind = 'policy' ORDER BY seq`,
      [tenantId],
    );
    expect(log.map(({ action }) => action)).toEqual(['policy.create', 'policy.update', 'policy.delete']);
  });

  it('is refused with operation and path', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const put = (name: string, term: unknown[]) => policiesOf(replica).put(ownerOfTenant(tenantId), name, term);
    expect(() => put('mine', policy(['and', ['top'], ['fits_well']]))).toThrow(
      /^The policy is refused at \$\.policy\[1\]\.and\[2\]: unknown op 'fits_well' \(Pred: top/,
    );
    expect(() => put('a policy', CHEAP)).toThrow(/^name: must be letters, digits/);
    expect(() => put('mine', policy(['family_eq', 'f'.repeat(300_000)]))).toThrow(/300093 characters, 262144 are/);
    expect(() => put('mine', policy(['family_eq', '\\\u0000']))).toThrow(/U\+0000 cannot be stored/);
  });

  it('leaves what the document manages alone', async () => {
    const { tenantId, replica } = await replicas.fresh();
    await replica.config.apply(tenantId, { text: DOCUMENT }, ACTOR);
    const [policies, owner] = [policiesOf(replica), ownerOfTenant(tenantId)];
    await expect(policies.put(owner, 'fast', CHEAP)).rejects.toMatchObject({ code: 'managed_by_file' });
    await expect(policies.delete(owner, 'fast')).rejects.toMatchObject({ code: 'managed_by_file' });
  });

  it('is listed in pages by name, and seen by its tenant alone', async () => {
    const { tenantId, replica } = await replicas.fresh();
    const [policies, owner] = [policiesOf(replica), ownerOfTenant(tenantId)];
    for (const name of ['c', 'a', 'b']) await policies.put(owner, name, CHEAP);
    const first = await policies.list(tenantId, { limit: 2 });
    expect(first.data.map(({ name }) => name)).toEqual(['a', 'b']);
    const rest = await policies.list(tenantId, { limit: 2, cursor: first.next_cursor ?? '' });
    expect(rest).toMatchObject({ data: [{ name: 'c' }], next_cursor: null });
    const stranger = await replicas.newTenant();
    expect(await policies.list(stranger, { limit: 2 })).toEqual({ data: [], next_cursor: null });
    await expect(policies.get(stranger, 'a')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('UH-10: is in force at once on the replica that took it, and on the others when they hear of it', async () => {
    const { tenantId, replica: first } = await replicas.fresh();
    const second = await replicas.of({ tenantId });
    await policiesOf(first).put(ownerOfTenant(tenantId), 'mine', CHEAP);
    const isIn = ({ catalogs }: Replica): boolean => catalogs.current(tenantId).policyByName.has('mine');
    expect(isIn(first)).toBe(true);
    await eventually(async () => isIn(second));
  });
});
