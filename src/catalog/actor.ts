/** Who changes the catalog, as the audit log names it. */
import type { Principal } from '../shared/domain/access';
import type { Actor } from './audit-writer';

export const actorOf = ({ keyId }: Principal): Actor => ({ kind: 'key', id: keyId });

/** The configuration document that the process watches. */
export const FILE_ACTOR: Actor = { kind: 'system', id: 'config-file' };
