/** The key ring: who gets in, and what a reload, a revocation and the passing of time do to that. */
import { KeyRing } from '../../../src/identity';
import type { RingKey } from '../../../src/identity/key-ring';
import { hashSecret, newKeySecret } from '../../../src/identity/key-secret';
import { type Principal, ROLE_SCOPES } from '../../../src/shared/domain/access';
import type { ApiKeyId, TenantId } from '../../../src/shared/domain/ids';

const NOW = Date.UTC(2026, 0, 1);
const TENANT = 'ten_a' as TenantId;

function ringKey(secret: string, given: Partial<Principal> = {}): RingKey {
  const principal: Principal = {
    keyId: `key_${secret.slice(-8)}` as ApiKeyId,
    tenantId: TENANT,
    teamId: null,
    projectId: null,
    teamName: null,
    projectName: null,
    role: 'developer',
    scopes: ROLE_SCOPES.developer,
    allowedModels: null,
    allowedEndpoints: null,
    expiresAtMs: null,
    extension: 'full',
    rateLimits: null,
    timezone: 'UTC',
    ...given,
  };
  return { hash: hashSecret(secret).toString('base64'), principal };
}

function ringOf(...keys: RingKey[]): KeyRing {
  const ring = new KeyRing();
  ring.replace('all', keys);
  return ring;
}

const enter = (ring: KeyRing, secret: string, nowMs = NOW): Principal =>
  ring.authenticate(`Bearer ${secret}`, undefined, nowMs);

const secret = newKeySecret();
const key = ringKey(secret);

describe('a request', () => {
  const ring = ringOf(key);

  it.each([
    ['Authorization: Bearer', `Bearer ${secret}`, undefined],
    ['Authorization in any case and spacing', `bearer   ${secret} `, undefined],
    ['x-api-key', undefined, secret],
    ['x-api-key beside a scheme that is not ours', 'Basic dXNlcjpwYXNz', secret],
    ['Authorization before x-api-key', `Bearer ${secret}`, 'something else'],
  ])('gets in by %s', (_, authorization, xApiKey) => {
    expect(ring.authenticate(authorization, xApiKey, NOW)).toBe(key.principal);
  });

  it.each([
    ['no header at all', undefined, undefined],
    ['an empty x-api-key', undefined, ''],
    ['a scheme without a key', 'Bearer ', undefined],
    ['another scheme', 'Basic dXNlcjpwYXNz', undefined],
  ])('with %s is told that a key is missing', (_, authorization, xApiKey) => {
    expect(() => ring.authenticate(authorization, xApiKey, NOW)).toThrow(
      expect.objectContaining({ code: 'missing_api_key', status: 401 }) as Error,
    );
  });

  it.each([
    ['an unknown key', newKeySecret(), 'unknown or revoked'],
    ['a mistyped key', `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`, 'mistyped or cut off'],
    ['a cut-off key', secret.slice(0, -3), 'mistyped or cut off'],
    ['the hash instead of the key', key.hash, 'unknown or revoked'],
  ])('with %s is refused and told so, without the key', (_, wrong, problem) => {
    expect(() => enter(ring, wrong)).toThrow(
      expect.objectContaining({ code: 'invalid_api_key', status: 401, details: { problem } }) as Error,
    );
  });
});

it('a key ends at the millisecond of its expiry', () => {
  const ring = ringOf(ringKey(secret, { expiresAtMs: NOW }));
  expect(enter(ring, secret, NOW - 1).expiresAtMs).toBe(NOW);
  expect(() => enter(ring, secret, NOW)).toThrow(expect.objectContaining({ details: { problem: 'expired' } }) as Error);
});

describe('a reload', () => {
  const other = newKeySecret();
  const otherKey = ringKey(other, { tenantId: 'ten_b' as TenantId });

  it('of one key replaces what it stands for and leaves the others', () => {
    const ring = ringOf(key, otherKey);
    const scope = { tenantId: TENANT, keyId: key.principal.keyId };
    ring.replace(scope, [ringKey(secret, { role: 'viewer' })]);
    expect(enter(ring, secret).role).toBe('viewer');
    expect(enter(ring, other)).toBe(otherKey.principal);
    ring.replace(scope, []);
    expect(() => enter(ring, secret)).toThrow(/unknown or revoked/);
    expect(ring.size).toBe(1);
  });

  it('of a tenant never touches another tenant', () => {
    const ring = ringOf(key, otherKey);
    ring.replace({ tenantId: TENANT }, []);
    expect(() => enter(ring, secret)).toThrow();
    expect(enter(ring, other)).toBe(otherKey.principal);
  });

  it('of one key does not touch the same id in another tenant', () => {
    const twin = ringKey(other, { tenantId: 'ten_b' as TenantId, keyId: key.principal.keyId });
    const ring = ringOf(key, twin);
    ring.replace({ tenantId: TENANT, keyId: key.principal.keyId }, []);
    expect(enter(ring, other)).toBe(twin.principal);
  });

  it('that read a key just before it was revoked does not bring it back', () => {
    const ring = ringOf(key);
    ring.revoke(TENANT, key.principal.keyId);
    ring.replace('all', [key]);
    ring.replace({ tenantId: TENANT, keyId: key.principal.keyId }, [key]);
    expect(() => enter(ring, secret)).toThrow(/unknown or revoked/);
  });

  it('keeps the uses that were not handed out yet', () => {
    const ring = ringOf(key);
    enter(ring, secret, NOW);
    ring.replace('all', [key]);
    expect(ring.takeUses()).toEqual([{ tenantId: TENANT, keyId: key.principal.keyId, usedAtMs: NOW }]);
    expect(ring.takeUses()).toEqual([]);
  });
});

it('a refused key counts as unused', () => {
  const ring = ringOf(ringKey(secret, { expiresAtMs: NOW }));
  expect(() => enter(ring, secret, NOW)).toThrow();
  expect(ring.takeUses()).toEqual([]);
});

it('authenticates in microseconds with a hundred thousand keys', () => {
  const ring = ringOf(
    key,
    ...Array.from({ length: 100_000 }, (_, i) => ringKey(`bsr_${i}`, { keyId: `key_${i}` as ApiKeyId })),
  );
  const times = Array.from({ length: 15 }, () => {
    const startMs = performance.now();
    for (let i = 0; i < 1000; i++) enter(ring, secret);
    return performance.now() - startMs;
  });
  // The best of fifteen rounds: others share the machine, and the bound is for shape (no scan), not for the clock.
  expect(Math.min(...times)).toBeLessThan(20);
});
