/** A service's part in the tests: takes the lock of a data directory, says how that went, and lives until it is killed. */
import { acquireDataDirLock } from '../../../src/shared/data-dir-lock';

const [dataDir = ''] = process.argv.slice(2);
try {
  acquireDataDirLock(dataDir);
  process.stdout.write('held\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
