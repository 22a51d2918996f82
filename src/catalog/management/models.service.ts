/** Reads the models of a tenant's catalog, and changes its own one by one. */
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { BursarError } from '../../shared/errors';
import { type Page, pageByKey } from '../../shared/pagination';
import { actorOf } from '../actor';
import type { CatalogChanges, Edit } from '../catalog-changes';
import type { CatalogService } from '../catalog.service';
import { checkReferences } from '../document/check-references';
import { withoutPrices } from '../document/sections';
import { modelKey } from '../domain/assemble';
import type { Candidate } from '../domain/catalog';
import { targetsOf } from '../domain/endpoint-document';
import { type ModelDocument, toModelDocument } from '../domain/model-document';
import type { OwnRows } from '../rows/own-rows';
import { existing, refuseInvalid, refuseManaged } from './managed';
import type { ModelsQuery, ModelView } from './models.schema';

export interface ModelAddress {
  readonly provider: string;
  readonly model: string;
}

export class ModelsService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly catalogs: CatalogService,
  ) {}

  async list(tenantId: TenantId, query: ModelsQuery): Promise<Page<ModelView>> {
    const { provider, tier, capability } = query;
    const rows = await this.changes.read(tenantId);
    const matching = this.catalogs
      .current(tenantId)
      .candidates.filter(({ model }) => provider === undefined || model.provider === provider)
      .filter(({ model }) => tier === undefined || model.tier === tier)
      .filter(({ model }) => capability === undefined || model.capabilities.includes(capability));
    return pageByKey(
      matching.map((candidate) => viewOf(candidate, rows)),
      query,
      ({ id }) => id,
    );
  }

  async get(tenantId: TenantId, address: ModelAddress): Promise<ModelView> {
    const rows = await this.changes.read(tenantId);
    const candidate = this.catalogs.current(tenantId).candidateById.get(modelKey(address));
    return viewOf(existing(candidate, 'model'), rows);
  }

  /** Replaces a model of the same name, a shipped one too; its prices are those given, and otherwise stay. */
  async put(caller: Principal, address: ModelAddress, document: ModelDocument): Promise<ModelView> {
    const { tenantId } = caller;
    refuseInvalid('model', modelKey(document) === modelKey(address) ? null : 'must be the model of the address');
    await this.changes.commit(tenantId, actorOf(caller), async (edit) => {
      const before = edit.rows.models.find((row) => modelKey(row) === modelKey(address));
      refuseManaged(before, `Model ${modelKey(address)}`);
      const [finding] = checkReferences({ models: [document] }, edit.rows);
      if (finding !== undefined) refuseInvalid(finding.path.slice(2).map(String).join('.'), finding.problem);
      const row = { tenantId, ...pick(address), document: withoutPrices(document), managedBy: 'api' as const };
      await edit.store.putModel({ ...row, updatedAt: edit.at }, edit.manager);
      await addPrices(edit, document);
      const action = before === undefined ? 'model.create' : 'model.update';
      const target = { targetKind: 'model', targetId: modelKey(address) };
      return { result: undefined, audit: { action, ...target, before: before?.document ?? null, after: document } };
    });
    return this.get(tenantId, address);
  }

  /** Its prices are withdrawn with it; a shipped model goes back to what is shipped. */
  delete(caller: Principal, address: ModelAddress): Promise<void> {
    return this.changes.commit(caller.tenantId, actorOf(caller), async (edit) => {
      const { rows, store, tenantId, at: recordedAt, manager } = edit;
      const key = modelKey(address);
      const before = existing(
        rows.models.find((row) => modelKey(row) === key),
        'model',
      );
      refuseManaged(before, `Model ${key}`);
      refuseUsed(address, rows);
      const own = rows.prices.filter((row) => modelKey(row) === key);
      const withdrawn = { document: null, managedBy: 'api', recordedAt } as const;
      const prices = own.map(({ validFrom }) => ({ ...pick(address), validFrom, ...withdrawn }));
      await store.addPrices(tenantId, prices, manager);
      await store.removeModel(tenantId, address, manager);
      const note = { action: 'model.delete', targetKind: 'model', targetId: key, before: before.document, after: null };
      return { result: undefined, audit: note };
    });
  }
}

const pick = ({ provider, model }: ModelAddress): ModelAddress => ({ provider, model });

async function addPrices({ store, tenantId, at, manager }: Edit, document: ModelDocument): Promise<void> {
  const listed = document.price === undefined ? (document.prices ?? []) : [document.price];
  const rows = listed.map((price) => ({
    ...pick(document),
    ...{ validFrom: price.valid_from ?? null, document: price, managedBy: 'api' as const, recordedAt: at },
  }));
  await store.addPrices(tenantId, rows, manager);
}

function viewOf({ id, model, provider }: Candidate, rows: OwnRows): ModelView {
  const own = rows.models.find((row) => modelKey(row) === id);
  return { ...toModelDocument(model), id, usable: provider.usable, managed_by: own?.managedBy ?? 'shipped' };
}

function refuseUsed({ provider, model }: ModelAddress, { endpoints }: OwnRows): void {
  const users = endpoints.filter(({ document }) =>
    targetsOf(document).some(({ target }) => target.provider === provider && target.model === model),
  );
  if (users.length === 0) return;
  const used_by = `the endpoints ${users.map(({ name }) => name).join(', ')}`;
  throw new BursarError('in_use', { what: `Model ${provider}/${model}`, used_by });
}
