/** The process of the embedded ClickHouse engine: it lives and dies with the channel to its supervisor. */
import { becomeIdleWork } from '../../../shared/idle-work.ts';
import { type FromEngine, type StartMessage, type ToEngine } from '../messages.ts';
import { type Engine, EngineConnection } from './connection.ts';
import { openWhenFree, prepareDataDir } from './data-dir.ts';
import { loadNative } from './native.ts';
import { ConnectionPool } from './pool.ts';
import { Reserve } from './reserve.ts';
import { createEngineServer, listen } from './server.ts';
import { ENGINE_CONFIG, engineArguments, engineSettings } from './tuning.ts';

const MAX_WAITING = 1000;

// Nothing is lost by dying at once, and a supervisor that is gone may be followed by the next one any moment.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// A Ctrl-C in the terminal reaches the whole group; when to stop is the supervisor's decision.
process.on('SIGINT', () => {});
process.once('message', (message) => {
  start(message as StartMessage).catch((error: unknown) => {
    tell({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
    process.disconnect();
  });
});

async function start(message: StartMessage): Promise<void> {
  // Before the engine is loaded: its threads inherit it.
  if (message.priority === 'idle') becomeIdleWork();
  const dataDir = prepareDataDir(message.dataDir, ENGINE_CONFIG);
  const engine: Engine = {
    native: loadNative(),
    path: dataDir.store,
    arguments: engineArguments(message.memoryCapBytes, dataDir.configFile),
    settings: engineSettings(message.memoryCapBytes),
  };
  const reserved = new EngineConnection(engine, 'reserve');
  await openWhenFree(reserved, dataDir);
  const connections = Array.from(
    { length: message.poolSize },
    (_, index) => new EngineConnection(engine, `pool-${index}`),
  );
  const reserve = new Reserve(reserved);
  const pool = new ConnectionPool(connections, MAX_WAITING);
  const { username, password } = message;
  const server = createEngineServer({ pool, reserve, username, password, spoolDir: dataDir.spool });
  const port = await listen(server, message.port);
  process.on('message', (next) => {
    if ((next as ToEngine).type === 'stop') stop([reserved, ...connections]);
  });
  tell({ type: 'listening', port, version: await reserve.version() });
}

function stop(connections: readonly EngineConnection[]): void {
  for (const connection of connections) connection.close();
  process.kill(process.pid, 'SIGKILL');
}

function tell(message: FromEngine): void {
  process.send?.(message);
}
