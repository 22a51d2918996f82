/** Results of evaluations: taken from the API into the catalog that routing reads, on every replica. */
import { ScoresService } from '../../../src/catalog/management/scores.service';
import { type ScoresBody, scoresBody } from '../../../src/catalog/management/scores.schema';
import { decide } from '../../../src/routing';
import type { TenantId } from '../../../src/shared/domain/ids';
import { ownerOfTenant, type Replica, useReplicas } from '../../support/catalog';
import { eventually } from '../../support/eventually';
import { FACTS, STATE } from '../../unit/routing/lab';

const replicas = useReplicas();

const model = (name: string, quality: object = {}): object => ({
  ...{ provider: 'lab', model: name, aliases: [`${name}-alias`], tier: 'standard', capabilities: ['streaming'] },
  ...{ price: { input_per_mtok_usd: '1', output_per_mtok_usd: '1' }, ...quality },
});

const DOCUMENT = {
  providers: { lab: { kind: 'openai_compatible', base_url: 'http://127.0.0.1:9/v1', local: true } },
  models: [model('a', { quality: { overall: 0.5, mmlu: 0.4 } }), model('b')],
};

async function startLab(): Promise<{ tenantId: TenantId; replica: Replica }> {
  const started = await replicas.fresh();
  await started.replica.config.apply(started.tenantId, { json: DOCUMENT }, { kind: 'system', id: 'test' });
  return started;
}

const scoresOf = ({ changes, catalogs }: Replica): ScoresService => new ScoresService(changes, catalogs);
const of = (name: string): { provider: string; model: string } => ({ provider: 'lab', model: name });
const score = (value: number, date: string, name = 'overall'): ScoresBody['scores'][number] => ({
  ...{ name, value, n: 100, date },
});
const add = (replica: Replica, tenantId: TenantId, name: string, ...scores: ScoresBody['scores']) =>
  scoresOf(replica).add(ownerOfTenant(tenantId), of(name), { scores });

function bestOf({ catalogs }: Replica, tenantId: TenantId): string | undefined {
  const facts = { ...FACTS, requested_model: 'standard', mode: 'quality_first', allowed_models: ['a', 'b'] } as const;
  const result = decide(facts, { catalog: catalogs.current(tenantId), policy: null }, STATE);
  return result.kind === 'decided' ? result.decision.order[0]?.candidate.id : undefined;
}

it('MS-12: an uploaded score decides from the next request on, on every replica; without any nothing changes', async () => {
  const { tenantId, replica } = await startLab();
  const other = await replicas.of({ tenantId });
  const before = replica.catalogs.current(tenantId).hash;
  await replica.catalogs.rebuild(tenantId);
  expect(replica.catalogs.current(tenantId).hash).toBe(before);
  expect(bestOf(replica, tenantId)).toBe('lab/a');
  await add(replica, tenantId, 'b', score(0.9, '2026-01-31'));
  expect(replica.catalogs.current(tenantId).hash).not.toBe(before);
  expect(bestOf(replica, tenantId)).toBe('lab/b');
  await eventually(() => bestOf(other, tenantId) === 'lab/b');
});

it('of a name the latest day holds, of a day the last word, and the catalog keeps the names that nobody uploads', async () => {
  const { tenantId, replica } = await startLab();
  await expect(add(replica, tenantId, 'a', score(0.7, '2026-02-01'))).resolves.toEqual({
    ...{ id: 'lab/a', quality: { overall: 0.7, mmlu: 0.4 } },
  });
  const older = await add(replica, tenantId, 'a', score(0.9, '2026-01-01'));
  expect(older.quality).toMatchObject({ overall: 0.7 });
  const corrected = await add(replica, tenantId, 'a-alias', score(0.6, '2026-02-01'), score(0.8, '2026-01-01', 'mmlu'));
  expect(corrected).toEqual({ id: 'lab/a', quality: { overall: 0.6, mmlu: 0.8 } });
});

it('the history keeps everything, the newest first, in pages, and says what is in force', async () => {
  const { tenantId, replica } = await startLab();
  await add(replica, tenantId, 'a', score(0.7, '2026-02-01'), { ...score(0.1, '2026-01-01'), source: 'nightly' });
  await add(replica, tenantId, 'a', score(0.6, '2026-02-01'));
  await add(replica, tenantId, 'b', score(0.2, '2026-02-01'));
  const first = await scoresOf(replica).history(tenantId, of('a'), { limit: 2 });
  const next = await scoresOf(replica).history(tenantId, of('a'), { limit: 2, cursor: String(first.next_cursor) });
  expect([...first.data, ...next.data]).toMatchObject([
    { value: 0.6, date: '2026-02-01', source: null, in_force: true },
    { value: 0.1, date: '2026-01-01', source: 'nightly', in_force: false },
    { value: 0.7, date: '2026-02-01', n: 100, in_force: false },
  ]);
  expect(next.next_cursor).toBeNull();
});

it('what was recorded cannot be changed, and every upload is in the audit log', async () => {
  const { tenantId, replica } = await startLab();
  await add(replica, tenantId, 'a', score(0.7, '2026-02-01'));
  const { dataSource } = replica;
  await expect(dataSource.query('UPDATE quality_scores SET value = 1')).rejects.toThrow(/append-only/);
  const [entry] = await dataSource.query<object[]>(
    `SELECT action, target_id, before, after FROM audit_log WHERE tenant_id = $1 AND target_kind = 'model'`,
    [tenantId],
  );
  expect(entry).toMatchObject({
    ...{ action: 'score.add', target_id: 'lab/a', before: { overall: 0.5 } },
    after: { scores: [{ name: 'overall', value: 0.7, n: 100, date: '2026-02-01' }] },
  });
});

it('a score of a model that the tenant does not have, or of a day to come, is refused', async () => {
  const { tenantId, replica } = await startLab();
  await expect(add(replica, tenantId, 'nobody', score(0.7, '2026-02-01'))).rejects.toThrow('There is no model');
  await expect(add(replica, tenantId, 'a', score(0.7, '2026-02-01'), score(0.7, '2999-01-01'))).rejects.toThrow(
    'scores[1].date: must not be in the future',
  );
  await expect(scoresOf(replica).history(tenantId, of('a'), { limit: 1, cursor: 'x' })).rejects.toThrow('cursor');
});

it.each([
  ['value', { value: 62 }, 'must be between 0 and 1; write 62 % as 0.62'],
  ['value', { value: -0.1 }, 'must be between 0 and 1; write 62 % as 0.62'],
  ['n', { n: 0 }, 'must be the number of items evaluated, at least 1'],
  ['date', { date: '2026-02-30' }, 'must be a day such as 2026-08-17'],
  ['name', { name: '__proto__' }, 'must be letters, digits, "-", "_", ".", ":" or "/", as in mmlu-pro'],
])('a bad %s (%j) is refused by its name', (field, bad, problem) => {
  const { error } = scoresBody.safeParse({ scores: [{ ...score(0.5, '2026-01-01'), ...bad }] });
  expect(error?.issues).toMatchObject([{ path: ['scores', 0, field], message: problem }]);
});

it('two values of one name and day in one body are refused, and an instant counts as its UTC day', () => {
  const body = (date: string): unknown => ({ scores: [score(0.5, '2026-01-31'), score(0.6, date)] });
  expect(scoresBody.safeParse(body('2026-01-31T23:59:59Z')).error?.issues).toMatchObject([
    { path: ['scores'], message: 'must not give two values of one name and day' },
  ]);
  expect(scoresBody.parse(body('2026-02-01T01:30:00+01:00')).scores[1]?.date).toBe('2026-02-01');
});
