/** Credentials of the database in clear, on their way into the vault; and their rotation to the present secret. */
import { Not } from 'typeorm';
import type { CatalogContext } from './catalog-context';
import type { Credential } from './credential-vault';
import type { CredentialState } from './domain/assemble';
import { CredentialRow } from './rows/credential.entity';
import type { OpenFailure, SecretBox, SecretOwner } from './secret-box';

export interface UnreadableCredential {
  readonly row: CredentialRow;
  readonly failure: OpenFailure;
}

export interface OpenedCredentials {
  /** By provider, in the order in which they are tried. */
  readonly readable: ReadonlyMap<string, readonly Credential[]>;
  readonly unreadable: readonly UnreadableCredential[];
}

export const ownerOf = ({
  tenantId,
  provider,
  id,
}: Pick<CredentialRow, 'tenantId' | 'provider' | 'id'>): SecretOwner => ({
  tenantId,
  provider,
  credentialId: id,
});

/** One that cannot be opened stays where it is: the secret that opens it may come back. */
export function openCredentials(rows: readonly CredentialRow[], box: SecretBox): OpenedCredentials {
  const readable = new Map<string, readonly Credential[]>();
  const unreadable: UnreadableCredential[] = [];
  for (const row of rows) {
    const opened = box.open(row, ownerOf(row));
    if (!opened.ok) {
      unreadable.push({ row, failure: opened.failure });
      continue;
    }
    const credential = { id: row.id, name: row.name, apiKey: opened.value };
    readable.set(row.provider, [...(readable.get(row.provider) ?? []), credential]);
  }
  return { readable, unreadable };
}

/** A provider with one readable credential is ready; the others wait for their secret. */
export function credentialStates(opened: OpenedCredentials): ReadonlyMap<string, CredentialState> {
  const states = new Map<string, CredentialState>();
  for (const { row } of opened.unreadable) states.set(row.provider, 'unreadable');
  for (const provider of opened.readable.keys()) states.set(provider, 'ready');
  return states;
}

const WHY_UNREADABLE = {
  unknown_key: 'it was encrypted with another secret: set BURSAR_SECRET_PREVIOUS to that one, or store it anew',
  tampered: 'its ciphertext was changed or moved: store it anew',
} as const satisfies Record<OpenFailure, string>;

/** Names the credential and what to do, never anything of its content. */
export const unreadableText = ({ row, failure }: UnreadableCredential): string =>
  `credential ${row.name} of provider ${row.provider} cannot be decrypted: ${WHY_UNREADABLE[failure]}`;

/**
 * Encrypts with the present secret what an earlier one has sealed. Each row is changed only as it was read, so two
 * replicas that start at once do no harm.
 * @returns how many were changed
 */
export async function rotateCredentials({ dataSource, box, log }: CatalogContext): Promise<number> {
  const old = await dataSource.manager.find(CredentialRow, { where: { keyId: Not(box.keyId) } });
  let rotated = 0;
  for (const row of old) {
    const opened = box.open(row, ownerOf(row));
    if (!opened.ok) continue;
    const sealed = box.seal(opened.value, ownerOf(row));
    const { tenantId, id, keyId } = row;
    const { affected } = await dataSource.manager.update(CredentialRow, { tenantId, id, keyId }, sealed);
    rotated += affected ?? 0;
  }
  if (rotated > 0) log.info({ rotated, keyId: box.keyId }, 'credentials were encrypted with the present secret');
  return rotated;
}
