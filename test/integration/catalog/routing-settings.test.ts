/** The envelope and the mode of a tenant on their way into force, by document and by API. */
import { DocumentError, problemText } from '../../../src/catalog';
import { RoutingSettingsService } from '../../../src/catalog/management/routing-settings.service';
import type { TenantId } from '../../../src/shared/domain/ids';
import { ownerOfTenant, type Replica, useReplicas } from '../../support/catalog';
import { eventually } from '../../support/eventually';

const ACTOR = { kind: 'system', id: 'test' } as const;
const LOCAL = ['is', 'is_local'];

const replicas = useReplicas();

const settingsOf = ({ changes, context }: Replica) => new RoutingSettingsService(changes, context.checkTerm);
const inForce = ({ catalogs }: Replica, tenantId: TenantId) => {
  const { envelope, mode } = catalogs.current(tenantId);
  return { envelope: envelope === null ? null : (JSON.parse(envelope) as unknown), mode };
};

it('a document sets both, shows them, and takes them back', async () => {
  const { tenantId, replica } = await replicas.fresh();
  const { hash } = replica.catalogs.current(tenantId);
  const text = 'mode: cost_first\nenvelope: [is, is_local]\n';
  const { written } = await replica.config.apply(tenantId, { text }, ACTOR);
  expect(written).toEqual(['routing setting envelope', 'routing setting mode']);
  expect(inForce(replica, tenantId)).toEqual({ envelope: LOCAL, mode: 'cost_first' });
  expect(replica.catalogs.current(tenantId).endpointByName.get('auto')?.default).toEqual({
    ...{ kind: 'mode', mode: 'cost_first' },
  });
  const rendered = await replica.config.current(tenantId);
  expect(rendered).toMatchObject({ mode: 'cost_first', envelope: LOCAL });
  expect(await replica.config.apply(tenantId, { json: rendered }, ACTOR)).toMatchObject({ written: [], removed: [] });
  await replica.config.apply(tenantId, { text: '{}' }, ACTOR);
  expect(replica.catalogs.current(tenantId).hash).toBe(hash);
});

it.each([
  ['envelope: [and, [top], [fits_well]]', "line 1, column 24: envelope[2]: unknown op 'fits_well'"],
  ['envelope: [zero]', "line 1, column 1: envelope: expected Pred, got Scorer 'zero'"],
  ['mode: cheapest', 'line 1, column 7: mode: Invalid option'],
])('a document with %s is refused, with line and column', async (text, problem) => {
  const { tenantId, replica } = await replicas.fresh();
  const refused = await replica.config.apply(tenantId, { text }, ACTOR).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DocumentError);
  expect((refused as DocumentError).problems.map(problemText).join()).toContain(problem);
});

it('warns of an envelope that nothing is within', async () => {
  const { tenantId, replica } = await replicas.fresh();
  const { warnings } = await replica.config.apply(tenantId, { text: 'envelope: [bot]' }, ACTOR);
  expect(warnings).toMatchObject([{ path: 'envelope', problem: 'bot: rejects every candidate of every call' }]);
});

it('the API sets, shows and removes each, with an entry in the audit log, on every replica', async () => {
  const { tenantId, replica } = await replicas.fresh();
  const second = await replicas.of({ tenantId });
  const [settings, owner] = [settingsOf(replica), ownerOfTenant(tenantId)];
  expect(await settings.envelope(tenantId)).toEqual({ envelope: null, managed_by: 'shipped' });
  expect(await settings.mode(tenantId)).toEqual({ mode: 'balanced', managed_by: 'shipped' });
  expect(await settings.putEnvelope(owner, LOCAL)).toEqual({ envelope: LOCAL, managed_by: 'api' });
  expect(await settings.putMode(owner, 'sla_first')).toEqual({ mode: 'sla_first', managed_by: 'api' });
  expect(inForce(replica, tenantId)).toEqual({ envelope: LOCAL, mode: 'sla_first' });
  await eventually(async () => inForce(second, tenantId).mode === 'sla_first');
  await expect(settings.putEnvelope(owner, ['zero'])).rejects.toThrow(/\$: expected Pred, got Scorer 'zero'/);
  await settings.delete(owner, 'envelope');
  await settings.delete(owner, 'mode');
  expect(inForce(replica, tenantId)).toEqual({ envelope: null, mode: null });
  await expect(settings.delete(owner, 'mode')).rejects.toMatchObject({ code: 'not_found' });
  const log = await replica.dataSource.query<{ entry: string }[]>(
    `SELECT action || ' ' || target_id AS entry FROM audit_log WHERE tenant_id = $1 AND target_kind = 'routing' ORDER BY seq`,
    [tenantId],
  );
  expect(log.map(({ entry }) => entry)).toEqual([
    ...['routing.update envelope', 'routing.update mode', 'routing.delete envelope', 'routing.delete mode'],
  ]);
});

it('the API leaves what the document manages alone', async () => {
  const { tenantId, replica } = await replicas.fresh();
  await replica.config.apply(tenantId, { text: 'envelope: [is, is_local]' }, ACTOR);
  const [settings, owner] = [settingsOf(replica), ownerOfTenant(tenantId)];
  await expect(settings.putEnvelope(owner, ['top'])).rejects.toMatchObject({ code: 'managed_by_file' });
  await expect(settings.delete(owner, 'envelope')).rejects.toMatchObject({ code: 'managed_by_file' });
  await expect(settings.putMode(owner, 'cost_first')).resolves.toMatchObject({ managed_by: 'api' });
});
