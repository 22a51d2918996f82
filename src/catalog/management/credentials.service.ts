/** Stores and removes providers' credentials one by one; they go in and never come out. */
import type { Principal } from '../../shared/domain/access';
import { newId } from '../../shared/ids';
import { actorOf } from '../actor';
import type { CatalogChanges } from '../catalog-changes';
import { credentialName } from '../domain/names';
import { type OwnRows, providerNames } from '../rows/own-rows';
import type { SecretBox } from '../secret-box';
import { checkedName, existing, refuseManaged } from './managed';

export interface CredentialAddress {
  readonly provider: string;
  readonly name: string;
}

export class CredentialsService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly box: SecretBox,
  ) {}

  /** A new one is tried after those that are there. */
  put(caller: Principal, address: CredentialAddress, apiKey: string): Promise<void> {
    const { tenantId } = caller;
    const { provider, name } = address;
    checkedName(credentialName, name);
    return this.changes.commit(tenantId, actorOf(caller), async ({ rows, store, at, manager }) => {
      existing(
        [...providerNames(rows)].find((known) => known === provider),
        'provider',
      );
      refuseDocumentOf(rows, address);
      const before = findCredential(rows, address);
      const {
        id,
        position,
        createdAt = at,
      } = before ?? { id: newId('crd', at.getTime()), position: nextPosition(rows, provider) };
      const sealed = this.box.seal(apiKey, { tenantId, provider, credentialId: id });
      const origin = { reference: null, managedBy: 'api' } as const;
      const row = { tenantId, id, provider, name, position, createdAt, ...sealed, ...origin };
      await store.putCredential(row, manager);
      const action = before === undefined ? 'credential.create' : 'credential.update';
      return { result: undefined, audit: noteOf(action, address, before?.id ?? null, id) };
    });
  }

  delete(caller: Principal, address: CredentialAddress): Promise<void> {
    return this.changes.commit(caller.tenantId, actorOf(caller), async ({ tenantId, rows, store, manager }) => {
      const { id } = existing(findCredential(rows, address), 'credential');
      refuseDocumentOf(rows, address);
      await store.removeCredential(tenantId, id, manager);
      return { result: undefined, audit: noteOf('credential.delete', address, id, null) };
    });
  }
}

const findCredential = ({ credentials }: OwnRows, { provider, name }: CredentialAddress) =>
  credentials.find((row) => row.provider === provider && row.name === name);

/** A provider's list of credentials belongs to the document as a whole. */
function refuseDocumentOf(rows: OwnRows, address: CredentialAddress): void {
  const managedProvider = rows.providers.find(({ name }) => name === address.provider);
  refuseManaged(managedProvider, `Provider ${address.provider}`);
  refuseManaged(findCredential(rows, address), `Credential ${address.name}`);
}

const nextPosition = ({ credentials }: OwnRows, provider: string): number =>
  Math.max(-1, ...credentials.filter((row) => row.provider === provider).map(({ position }) => position)) + 1;

const noteOf = (
  action: string,
  { provider, name }: CredentialAddress,
  before: string | null,
  after: string | null,
) => ({
  action,
  targetKind: 'credential',
  targetId: `${provider}/${name}`,
  before: before === null ? null : { id: before },
  after: after === null ? null : { id: after },
});
