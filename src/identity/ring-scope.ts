/** How replicas tell each other which keys changed: `NOTIFY api_keys, '<tenant id>'` or `'<tenant id> <key id>'`. */
import type { ApiKeyId, TenantId } from '../shared/domain/ids';
import type { RingScope } from './key-ring';

export const RING_CHANNEL = 'api_keys';

export const formatScope = (scope: RingScope): string =>
  scope === 'all' ? '' : [scope.tenantId, ...(scope.keyId === undefined ? [] : [scope.keyId])].join(' ');

export function parseScope(payload: string): RingScope {
  const [tenantId, keyId] = payload.split(' ');
  if (tenantId === undefined || tenantId === '') return 'all';
  return { tenantId: tenantId as TenantId, ...(keyId !== undefined && { keyId: keyId as ApiKeyId }) };
}
