/** What the operator's settings open: keys and base URLs for the first tenant, and the sandbox for everybody. */
import type { Settings } from '../config';
import type { CredentialId } from '../shared/domain/ids';
import type { Credential } from './credential-vault';
import type { SandboxSwitch } from './domain/assemble';
import { normalBaseUrl } from './domain/provider-document';
import { shippedProviders } from './shipped-catalog';

/** The name under which a key of the environment is seen; it is never stored. */
export const ENVIRONMENT_CREDENTIAL = 'environment';

export interface OperatorAccess {
  /** By provider. */
  readonly credentials: ReadonlyMap<string, Credential>;
  /** By provider. */
  readonly baseUrls: ReadonlyMap<string, string>;
}

export const NO_ACCESS: OperatorAccess = { credentials: new Map(), baseUrls: new Map() };

export function operatorAccess(settings: Settings): OperatorAccess {
  const valueOf = (name: string | null): string | undefined => {
    const value = name === null ? undefined : (settings as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' ? value : undefined;
  };
  const credentials = new Map<string, Credential>();
  const baseUrls = new Map<string, string>();
  for (const { name, keySetting, baseUrlSetting } of shippedProviders) {
    const apiKey = valueOf(keySetting);
    const baseUrl = valueOf(baseUrlSetting);
    if (apiKey !== undefined) credentials.set(name, environmentCredential(name, apiKey));
    if (baseUrl !== undefined) baseUrls.set(name, normalBaseUrl(baseUrl));
  }
  return { credentials, baseUrls };
}

/** Unset, it answers outside of production, and only until something real can. */
export function sandboxSwitch({
  BURSAR_SANDBOX,
  NODE_ENV,
}: Pick<Settings, 'BURSAR_SANDBOX' | 'NODE_ENV'>): SandboxSwitch {
  if (BURSAR_SANDBOX !== undefined) return BURSAR_SANDBOX ? 'on' : 'off';
  return NODE_ENV === 'production' ? 'off' : 'until_configured';
}

const environmentCredential = (provider: string, apiKey: string): Credential => ({
  id: `crd_${ENVIRONMENT_CREDENTIAL}_${provider}` as CredentialId,
  name: ENVIRONMENT_CREDENTIAL,
  apiKey,
});
