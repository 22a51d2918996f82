/** Reads and changes a tenant's endpoints one by one. */
import type { z } from 'zod';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { type Page, pageByKey, type PageQuery } from '../../shared/pagination';
import { actorOf } from '../actor';
import type { CatalogChanges } from '../catalog-changes';
import type { CatalogService } from '../catalog.service';
import { DEFAULT_MODE, type Mode } from '../domain/catalog';
import type { EndpointCheck } from '../domain/endpoint-check';
import { AUTO, type EndpointDocument, endpointDocumentSchema } from '../domain/endpoint-document';
import { endpointName } from '../domain/names';
import { routingOf } from '../rows/own-rows';
import type { EndpointRow } from '../rows/endpoint.entity';
import { checkedEndpoint } from './checked-endpoint';
import type { endpointView, savedEndpointView } from './endpoints.schema';
import { checkedName, existing, refuseManaged } from './managed';

export type EndpointView = z.output<typeof endpointView>;
export type SavedEndpointView = z.output<typeof savedEndpointView>;

export class EndpointsService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly catalogs: CatalogService,
    private readonly checkEndpoint: EndpointCheck,
  ) {}

  async list(tenantId: TenantId, query: PageQuery): Promise<Page<EndpointView>> {
    return pageByKey(await this.all(tenantId), query, ({ name }) => name);
  }

  async get(tenantId: TenantId, name: string): Promise<EndpointView> {
    return existing(
      (await this.all(tenantId)).find((endpoint) => endpoint.name === name),
      'endpoint',
    );
  }

  put(caller: Principal, name: string, document: EndpointDocument): Promise<SavedEndpointView> {
    const { tenantId } = caller;
    checkedName(endpointName, name);
    const { warnings } = checkedEndpoint(name, document, this.catalogs.current(tenantId), this.checkEndpoint);
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, at, manager }) => {
      const before = rows.endpoints.find((row) => row.name === name);
      refuseManaged(before, `Endpoint ${name}`);
      const row: EndpointRow = { tenantId, name, document, managedBy: 'api', updatedAt: at };
      await store.putEndpoint(row, manager);
      const action = before === undefined ? 'endpoint.create' : 'endpoint.update';
      const note = {
        action,
        targetKind: 'endpoint',
        targetId: name,
        before: before?.document ?? null,
        after: document,
      };
      return { result: { ...viewOf(row), warnings }, audit: note };
    });
  }

  delete(caller: Principal, name: string): Promise<void> {
    const { tenantId } = caller;
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, manager }) => {
      const { document: before, ...row } = existing(
        rows.endpoints.find((endpoint) => endpoint.name === name),
        'endpoint',
      );
      refuseManaged(row, `Endpoint ${name}`);
      await store.removeEndpoint(tenantId, name, manager);
      const note = { action: 'endpoint.delete', targetKind: 'endpoint', targetId: name, before, after: null };
      return { result: undefined, audit: note };
    });
  }

  private async all(tenantId: TenantId): Promise<readonly EndpointView[]> {
    const { endpoints, routing } = await this.changes.read(tenantId);
    const own = endpoints.map(viewOf);
    return own.some(({ name }) => name === AUTO) ? own : [autoView(routingOf(routing).mode ?? DEFAULT_MODE), ...own];
  }
}

const autoView = (mode: Mode): EndpointView => ({
  name: AUTO,
  managed_by: 'shipped',
  routing: { default: { mode } },
});

const viewOf = ({ name, document, managedBy }: Omit<EndpointRow, 'updatedAt' | 'tenantId'>): EndpointView => ({
  name,
  managed_by: managedBy,
  ...endpointDocumentSchema.parse(document),
});
