/** The row of a new key, and its secret. */
import type { TenantId } from '../../shared/domain/ids';
import { newId } from '../../shared/ids';
import { hashSecret, newKeySecret, visiblePrefix } from '../key-secret';
import type { ApiKey } from './api-key.entity';

export interface NewKey {
  readonly tenantId: TenantId;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** Made here unless the operator brings one. */
  readonly secret?: string;
}

type KeySettings = Pick<ApiKey, 'name' | 'owner' | 'role'> & Partial<ApiKey>;

const UNLIMITED = {
  teamId: null,
  projectId: null,
  allowedModels: null,
  allowedEndpoints: null,
  extension: null,
  rateLimitRpm: null,
  rateLimitTpm: null,
  expiresAt: null,
} as const;

export function newKeyRow(made: NewKey, settings: KeySettings): { readonly row: ApiKey; readonly secret: string } {
  const { secret = newKeySecret(), tenantId, createdBy, createdAt } = made;
  const row = {
    ...UNLIMITED,
    ...settings,
    tenantId,
    id: newId('key', createdAt.getTime()),
    prefix: visiblePrefix(secret),
    hash: hashSecret(secret),
    revokedAt: null,
    createdBy,
    createdAt,
    lastUsedAt: null,
  };
  return { row, secret };
}
