/** The rules of identity that need no store. */
import fc from 'fast-check';
import { scopesBeyond } from '../../../src/identity/domain/grants';
import { isTimezone } from '../../../src/shared/domain/timezone';
import { formatScope, parseScope } from '../../../src/identity/ring-scope';
import { ROLE_SCOPES, ROLES, SCOPES } from '../../../src/shared/domain/access';
import type { ApiKeyId, TenantId } from '../../../src/shared/domain/ids';

describe('granting', () => {
  it.each(ROLES)('%s may grant its own role', (role) => {
    expect(scopesBeyond(ROLE_SCOPES[role], role)).toEqual([]);
  });

  it('is allowed exactly when nothing is handed out that is not held', () => {
    fc.assert(
      fc.property(fc.subarray([...SCOPES]), fc.constantFrom(...ROLES), (held, role) => {
        const beyond = scopesBeyond(new Set(held), role);
        expect(beyond.length === 0).toBe([...ROLE_SCOPES[role]].every((scope) => held.includes(scope)));
        expect(beyond.some((scope) => held.includes(scope))).toBe(false);
      }),
    );
  });
});

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'Asia/Kolkata', 'America/Port-au-Prince', 'Etc/GMT+1', 'US/Eastern'])(
    'may be %s',
    (zone) => expect(isTimezone(zone)).toBe(true),
  );

  it.each(['', 'Mars/Base', 'europe/berlin', '+02:00', 'Berlin', 'UTC+2', ' UTC', 'Europe/Berlin; DROP TABLE x'])(
    'may not be "%s"',
    (zone) => expect(isTimezone(zone)).toBe(false),
  );
});

it('a notice names the same keys after its way through NOTIFY', () => {
  const [tenantId, keyId] = ['ten_1' as TenantId, 'key_1' as ApiKeyId];
  for (const scope of ['all', { tenantId }, { tenantId, keyId }] as const) {
    expect(parseScope(formatScope(scope))).toEqual(scope);
  }
});
