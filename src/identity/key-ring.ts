/** The API keys of all tenants in memory: what the request path asks instead of the database. */
import { hash } from 'node:crypto';
import type { Principal } from '../shared/domain/access';
import type { ApiKeyId, TenantId } from '../shared/domain/ids';
import { BursarError } from '../shared/errors';
import { isMistyped } from './key-secret';

/** Which keys a reload covers: all, those of a tenant, or one. */
export type RingScope = 'all' | { readonly tenantId: TenantId; readonly keyId?: ApiKeyId };

export interface RingKey {
  /** SHA-256 of the secret, base64. */
  readonly hash: string;
  readonly principal: Principal;
}

export interface KeyUse {
  readonly tenantId: TenantId;
  readonly keyId: ApiKeyId;
  readonly usedAtMs: number;
}

interface Entry {
  readonly principal: Principal;
  /** The last use that `takeUses` has not handed out yet. */
  usedAtMs: number | null;
}

const BEARER = /^Bearer +(\S+) *$/i;

export class KeyRing {
  private readonly byHash = new Map<string, Entry>();
  // A revocation is final, so it holds against a reload that read the key just before.
  private readonly revoked = new Set<ApiKeyId>();

  /**
   * The principal of `Authorization: Bearer` or, without one, of `x-api-key`.
   * @throws BursarError `missing_api_key`, `invalid_api_key`
   */
  authenticate(authorization: string | undefined, xApiKey: string | undefined, nowMs: number): Principal {
    const secret = bearerToken(authorization) ?? xApiKey;
    if (secret === undefined || secret === '') throw new BursarError('missing_api_key');
    const entry = this.byHash.get(hash('sha256', secret, 'base64'));
    if (entry === undefined) throw refusal(isMistyped(secret) ? 'mistyped or cut off' : 'unknown or revoked');
    const { expiresAtMs } = entry.principal;
    if (expiresAtMs !== null && expiresAtMs <= nowMs) throw refusal('expired');
    entry.usedAtMs = nowMs;
    return entry.principal;
  }

  /** Makes the keys within `scope` exactly these. */
  replace(scope: RingScope, keys: readonly RingKey[]): void {
    const uses = new Map<string, number | null>();
    for (const [hash, { principal, usedAtMs }] of this.byHash) {
      if (!covers(scope, principal)) continue;
      uses.set(hash, usedAtMs);
      this.byHash.delete(hash);
    }
    for (const { hash, principal } of keys) {
      if (this.revoked.has(principal.keyId)) continue;
      this.byHash.set(hash, { principal, usedAtMs: uses.get(hash) ?? null });
    }
  }

  /** Ends a key for good. */
  revoke(tenantId: TenantId, keyId: ApiKeyId): void {
    this.revoked.add(keyId);
    this.replace({ tenantId, keyId }, []);
  }

  /** The keys used since the last call. */
  takeUses(): readonly KeyUse[] {
    const uses: KeyUse[] = [];
    for (const entry of this.byHash.values()) {
      if (entry.usedAtMs === null) continue;
      uses.push({ tenantId: entry.principal.tenantId, keyId: entry.principal.keyId, usedAtMs: entry.usedAtMs });
      entry.usedAtMs = null;
    }
    return uses;
  }

  /** Those that have a key. */
  tenants(): ReadonlySet<TenantId> {
    return new Set([...this.byHash.values()].map(({ principal }) => principal.tenantId));
  }

  get size(): number {
    return this.byHash.size;
  }
}

const refusal = (problem: string): BursarError => new BursarError('invalid_api_key', { problem });

const bearerToken = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];

const covers = (scope: RingScope, { tenantId, keyId }: Principal): boolean =>
  scope === 'all' || (scope.tenantId === tenantId && (scope.keyId === undefined || scope.keyId === keyId));
