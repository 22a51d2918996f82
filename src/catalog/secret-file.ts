/** The operator's secret: from the settings, else a random one that lives in the data directory, readable by us alone. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { OperatorSecrets } from './secret-box';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** The secret cannot be used as it is; the message says what to do. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

export interface SecretSettings {
  readonly BURSAR_SECRET?: string | undefined;
  readonly BURSAR_SECRET_PREVIOUS?: string | undefined;
  readonly BURSAR_DATA_DIR: string;
}

/**
 * A secret in the settings wins. The file, if there is one, then still opens what it sealed: an operator who moves from
 * the file to the setting rotates without naming the old one.
 * @throws SecretFileError when others can read the file, or it is damaged
 */
export function operatorSecrets(settings: SecretSettings): OperatorSecrets {
  const path = join(settings.BURSAR_DATA_DIR, 'secret');
  const given = settings.BURSAR_SECRET;
  const previous = settings.BURSAR_SECRET_PREVIOUS ?? null;
  if (given !== undefined) return { current: given, previous: previous ?? readSecret(path) };
  return { current: readSecret(path) ?? createSecret(path), previous };
}

function readSecret(path: string): string | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  if ((stats.mode & OTHERS) !== 0) {
    throw new SecretFileError(`others can read ${path}, which encrypts the stored credentials: chmod 600 ${path}`);
  }
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < SECRET_BYTES) {
    throw new SecretFileError(
      `${path} is damaged: restore it from a backup, or remove it and store the credentials anew`,
    );
  }
  return secret;
}

/** Appears whole or not at all, and never replaces one that another process has made meanwhile. */
function createSecret(path: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', OWNER_ONLY);
  try {
    writeSync(file, `${secret}\n`);
    fsyncSync(file);
    linkSync(draft, path);
    return secret;
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readSecret(path) : null;
    if (other === null) throw error;
    return other;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
}
