/** A service's part in the tests: starts the embedded server, says where it is, and lives until it is killed. */
import { startEmbeddedPostgres } from '../../../src/postgres';
import { createLog } from '../../../src/shared/log';

const [dataDir = ''] = process.argv.slice(2);

void startEmbeddedPostgres({ dataDir, log: createLog('warn') }).then(({ url, pid, adopted }) => {
  process.stdout.write(`${JSON.stringify({ url, pid: pid(), adopted })}\n`);
  setInterval(() => undefined, 60_000);
});
