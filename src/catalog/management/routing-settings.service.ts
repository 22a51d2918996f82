/** Reads and changes what a tenant says of the routing of all its calls: its envelope and its mode. */
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { actorOf } from '../actor';
import type { CatalogChanges } from '../catalog-changes';
import { DEFAULT_MODE, type Mode } from '../domain/catalog';
import { type TermCheck, type TermDocument, termOf } from '../domain/term-check';
import { routingOf } from '../rows/own-rows';
import type { RoutingSettingName, RoutingSettingRow } from '../rows/routing-setting.entity';
import { checkedTerm, existing, refuseManaged } from './managed';
import type { EnvelopeView, ModeView } from './routing-settings.schema';

export class RoutingSettingsService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly checkTerm: TermCheck,
  ) {}

  async envelope(tenantId: TenantId): Promise<EnvelopeView> {
    const { routing } = await this.changes.read(tenantId);
    const { envelope } = routingOf(routing);
    return { envelope: envelope === null ? null : termOf(envelope), managed_by: originOf(routing, 'envelope') };
  }

  async mode(tenantId: TenantId): Promise<ModeView> {
    const { routing } = await this.changes.read(tenantId);
    return { mode: routingOf(routing).mode ?? DEFAULT_MODE, managed_by: originOf(routing, 'mode') };
  }

  /** @throws BursarError `invalid_policy` that names operation and path, `managed_by_file` */
  async putEnvelope(caller: Principal, term: TermDocument): Promise<EnvelopeView> {
    await this.put(caller, 'envelope', checkedTerm(this.checkTerm(term, 'Pred')).text);
    return this.envelope(caller.tenantId);
  }

  async putMode(caller: Principal, mode: Mode): Promise<ModeView> {
    await this.put(caller, 'mode', mode);
    return this.mode(caller.tenantId);
  }

  delete(caller: Principal, name: RoutingSettingName): Promise<void> {
    const { tenantId } = caller;
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, manager }) => {
      const before = existing(named(rows.routing, name), name);
      refuseManaged(before, `The ${name}`);
      await store.removeRoutingSetting(tenantId, name, manager);
      return { result: undefined, audit: noteOf(name, before, null) };
    });
  }

  private put(caller: Principal, name: RoutingSettingName, value: string): Promise<void> {
    const { tenantId } = caller;
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, at, manager }) => {
      const before = named(rows.routing, name);
      refuseManaged(before, `The ${name}`);
      const row: RoutingSettingRow = { tenantId, name, value, managedBy: 'api', updatedAt: at };
      await store.putRoutingSetting(row, manager);
      return { result: undefined, audit: noteOf(name, before, row) };
    });
  }
}

const named = (rows: readonly RoutingSettingRow[], name: RoutingSettingName): RoutingSettingRow | undefined =>
  rows.find((row) => row.name === name);

const originOf = (rows: readonly RoutingSettingRow[], name: RoutingSettingName) =>
  named(rows, name)?.managedBy ?? 'shipped';

function noteOf(name: RoutingSettingName, before: RoutingSettingRow | undefined, after: RoutingSettingRow | null) {
  const said = (row: RoutingSettingRow | null | undefined): object | null => (row ? { [name]: row.value } : null);
  const action = `routing.${after === null ? 'delete' : 'update'}`;
  return { action, targetKind: 'routing', targetId: name, before: said(before), after: said(after) };
}
