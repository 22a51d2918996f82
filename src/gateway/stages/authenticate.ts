/** Stage `authenticate`: who calls, from the key in the headers, by a look into memory. */
import type { IncomingHttpHeaders } from 'node:http';
import type { KeyRing } from '../../identity';
import type { Principal, Scope } from '../../shared/domain/access';
import { BursarError } from '../../shared/errors';

const SCOPE: Scope = 'inference:call';

/** @throws BursarError `missing_api_key`, `invalid_api_key`, `forbidden` */
export function authenticate(headers: IncomingHttpHeaders, keys: KeyRing, nowMs: number): Principal {
  const apiKey = headers['x-api-key'];
  const principal = keys.authenticate(headers.authorization, typeof apiKey === 'string' ? apiKey : undefined, nowMs);
  if (!principal.scopes.has(SCOPE)) throw new BursarError('forbidden', { scope: SCOPE, role: principal.role });
  return principal;
}
