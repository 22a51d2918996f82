/** Teams, projects and keys as budgets need them; the application binds it to what identity keeps. */
import type { TenantId } from '../shared/domain/ids';

export interface NamedId {
  readonly kind: 'team' | 'project' | 'key';
  readonly id: string;
  readonly name: string;
}

export interface ScopeNames {
  /** All of the tenant; of keys those that are not revoked. */
  namedIds(tenantId: TenantId): Promise<readonly NamedId[]>;
}

/** Nest's token for it. */
export const SCOPE_NAMES = Symbol('scope-names');
