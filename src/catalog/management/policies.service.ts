/** Reads and changes a tenant's stored policies one by one. */
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { type Page, pageByKey, type PageQuery } from '../../shared/pagination';
import { actorOf } from '../actor';
import type { CatalogChanges } from '../catalog-changes';
import { policyName } from '../domain/names';
import { type TermCheck, type TermDocument, termOf } from '../domain/term-check';
import type { PolicyRow } from '../rows/policy.entity';
import { checkedName, checkedTerm, existing, refuseManaged } from './managed';
import type { PolicyView } from './policies.schema';

export class PoliciesService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly checkTerm: TermCheck,
  ) {}

  async list(tenantId: TenantId, query: PageQuery): Promise<Page<PolicyView>> {
    const { policies } = await this.changes.read(tenantId);
    const { data, next_cursor } = pageByKey(policies, query, ({ name }) => name);
    return { data: data.map((row) => this.viewOf(row)), next_cursor };
  }

  async get(tenantId: TenantId, name: string): Promise<PolicyView> {
    return this.viewOf(existingPolicy((await this.changes.read(tenantId)).policies, name));
  }

  /** @throws BursarError `invalid_policy` that names operation and path, `managed_by_file` */
  put(caller: Principal, name: string, document: TermDocument): Promise<PolicyView> {
    const { tenantId } = caller;
    checkedName(policyName, name);
    const { text: term } = checkedTerm(this.checkTerm(document, 'Policy'));
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, at, manager }) => {
      const before = rows.policies.find((row) => row.name === name);
      refuseManaged(before, `Policy ${name}`);
      const row: PolicyRow = { tenantId, name, term, managedBy: 'api', updatedAt: at };
      await store.putPolicy(row, manager);
      const action = before === undefined ? 'policy.create' : 'policy.update';
      const note = { ...targetOf(name), before: before ? auditOf(before) : null, after: auditOf(row) };
      return { result: this.viewOf(row), audit: { action, ...note } };
    });
  }

  delete(caller: Principal, name: string): Promise<void> {
    const { tenantId } = caller;
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, manager }) => {
      const row = existingPolicy(rows.policies, name);
      refuseManaged(row, `Policy ${name}`);
      await store.removePolicy(tenantId, name, manager);
      const note = { ...targetOf(name), before: auditOf(row), after: null };
      return { result: undefined, audit: { action: 'policy.delete', ...note } };
    });
  }

  private viewOf({ name, term, managedBy }: PolicyRow): PolicyView {
    const { identity, warnings } = checkedTerm(this.checkTerm(termOf(term), 'Policy'));
    return { name, managed_by: managedBy, identity, policy_ir: termOf(term), warnings };
  }
}

const existingPolicy = (rows: readonly PolicyRow[], name: string): PolicyRow =>
  existing(
    rows.find((row) => row.name === name),
    'policy',
  );

const targetOf = (name: string) => ({ targetKind: 'policy', targetId: name }) as const;

const auditOf = ({ term }: PolicyRow): object => ({ policy_ir: term });
