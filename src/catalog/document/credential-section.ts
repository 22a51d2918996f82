/** The credentials of a document: compared in clear, in memory, and written encrypted. */
import type { Edit } from '../catalog-changes';
import { newId } from '../../shared/ids';
import type { SecretBox } from '../secret-box';
import { ownerOf } from '../stored-credentials';
import type { ResolvedCredential } from './placeholders';
import type { Finding } from './problem';
import { contentOf, type DocumentChange, found, type Section, writtenBy } from './section';

export function credentialSection({ resolved, edit, box }: DocumentChange): Section {
  const held = heldCredentials(edit, box);
  const listed = new Map(resolved.credentials.map((credential) => [credentialKey(credential), credential]));
  const contentAfter = (credential: ResolvedCredential): string => {
    const before = held.get(credentialKey(credential));
    const kept = credential.apiKey === null ? before?.reference : credential.reference;
    return contentOf([credential.apiKey ?? before?.apiKey ?? null, kept ?? null, credential.position]);
  };
  return {
    noun: 'credential',
    held: [...held].map(([key, { apiKey, reference, position, managedBy }]) => ({
      ...{ key, managedBy },
      content: contentOf([apiKey, reference, position]),
    })),
    desired: [...listed].map(([key, credential]) => ({
      ...{ key, content: contentAfter(credential) },
      path: ['providers', credential.provider, 'credentials', credential.position],
    })),
    put: async (key) => {
      const { provider, name, position, apiKey, reference } = found(listed, key);
      const row = edit.rows.credentials.find((one) => credentialKey(one) === key);
      const id = row?.id ?? newId('crd', edit.at.getTime());
      const owner = { tenantId: edit.tenantId, provider, id };
      const sealed = apiKey === null ? found(held, key).sealed : box.seal(apiKey, ownerOf(owner));
      const kept = apiKey === null ? (row?.reference ?? null) : reference;
      const createdAt = row?.createdAt ?? edit.at;
      const columns = { ...owner, name, position, ...sealed, reference: kept, createdAt };
      await edit.store.putCredential({ ...columns, ...writtenBy(edit) }, edit.manager);
    },
    remove: (key) => edit.store.removeCredential(edit.tenantId, found(held, key).id, edit.manager),
  };
}

/** The mask keeps a stored key, so there must be one. */
export function checkMasks({ resolved, edit }: DocumentChange): readonly Finding[] {
  const stored = new Set(edit.rows.credentials.map(credentialKey));
  return resolved.credentials
    .filter((credential) => credential.apiKey === null && !stored.has(credentialKey(credential)))
    .map(({ provider, name, position }) => ({
      path: ['providers', provider, 'credentials', position, 'api_key'],
      problem: `*** keeps a stored key, and none is stored as ${name}`,
    }));
}

function heldCredentials({ rows }: Edit, box: SecretBox) {
  const ranks = new Map<string, number>();
  return new Map(
    rows.credentials.map((row) => {
      // Positions may have gaps; what counts is the order.
      const position = ranks.get(row.provider) ?? 0;
      ranks.set(row.provider, position + 1);
      const opened = box.open(row, ownerOf(row));
      const { id, ciphertext, keyId, reference, managedBy } = row;
      const apiKey = opened.ok ? opened.value : null;
      return [
        credentialKey(row),
        { id, sealed: { ciphertext, keyId }, apiKey, reference, position, managedBy },
      ] as const;
    }),
  );
}

const credentialKey = ({ provider, name }: { provider: string; name: string }): string => `${provider}/${name}`;
