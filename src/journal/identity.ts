/** The name of a journal directory, in every batch that comes from it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../shared/clock';
import { ulid } from '../shared/ids';

/** Made once per directory. */
export function journalIdentity(directory: string, clock: Clock): string {
  const path = join(directory, 'id');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  const id = ulid(clock.nowMs());
  writeFileSync(path, `${id}\n`, { mode: 0o600, flush: true });
  return id;
}
