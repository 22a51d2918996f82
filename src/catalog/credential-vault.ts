/** The only place that holds credentials in clear, in memory: the gateway asks it when it calls a provider. */
import type { CredentialId, TenantId } from '../shared/domain/ids';

export interface Credential {
  readonly id: CredentialId;
  readonly name: string;
  readonly apiKey: string;
}

/** By provider, in the order in which they are tried. */
export type TenantCredentials = ReadonlyMap<string, readonly Credential[]>;

const NONE: readonly Credential[] = Object.freeze([]);

export class CredentialVault {
  // Private to the language: a vault that slips into a log line or an answer shows nothing.
  readonly #byTenant = new Map<TenantId, TenantCredentials>();

  credentialsOf(tenantId: TenantId, provider: string): readonly Credential[] {
    return this.#byTenant.get(tenantId)?.get(provider) ?? NONE;
  }

  /** Replaces all of a tenant's credentials at once. */
  replace(tenantId: TenantId, credentials: TenantCredentials): void {
    this.#byTenant.set(tenantId, credentials);
  }
}
