/** Starts the embedded ClickHouse engine in a process of its own, and starts it again whenever it dies. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { restartDelayMs } from '../../shared/domain/restart-delay';
import type { EmbeddedServer } from '../../shared/embedded-server';
import { type FromEngine, type Priority, type StartMessage, type ToEngine } from './messages';

export interface EmbeddedClickHouseOptions {
  /** The engine creates it; it must be on a local disk. */
  readonly dataDir: string;
  readonly memoryCapBytes: number;
  /** Statements that run beside each other; more wait in line. Default 4. */
  readonly poolSize?: number;
  /** Of the engine's process; `idle` is the default. */
  readonly priority?: Priority;
  readonly log: EngineLog;
}

export interface EngineLog {
  info(details: object, sentence: string): void;
  warn(details: object, sentence: string): void;
}

export interface EmbeddedClickHouse extends EmbeddedServer {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

/** @throws Error with the engine's own reason when its first start fails; later ones are tried again for ever */
export async function startEmbeddedClickHouse(options: EmbeddedClickHouseOptions): Promise<EmbeddedClickHouse> {
  const supervisor = new Supervisor(options);
  const port = await supervisor.start();
  return {
    store: 'clickhouse',
    url: `http://127.0.0.1:${port}`,
    username: USERNAME,
    password: supervisor.password,
    pid: () => supervisor.pid(),
    restarts: () => supervisor.restarts,
    stop: () => supervisor.stop(),
  };
}

const USERNAME = 'bursar';
const DEFAULT_POOL_SIZE = 4;
/** Beside one thread a connection: the file system and gzip share libuv's pool. */
const THREADS_BESIDE_CONNECTIONS = 5;
const STOP_WITHIN_MS = 10_000;

type State =
  | { readonly state: 'down'; readonly timer: NodeJS.Timeout | null }
  | { readonly state: 'up'; readonly child: ChildProcess }
  | { readonly state: 'stopped' };

class Supervisor {
  readonly password = randomBytes(24).toString('base64url');
  restarts = 0;
  private state: State = { state: 'down', timer: null };
  private port = 0;
  private delayMs: number | null = null;

  constructor(private readonly options: EmbeddedClickHouseOptions) {}

  async start(): Promise<number> {
    const startedMs = performance.now();
    const child = this.fork();
    this.state = { state: 'up', child };
    const { port, version } = await this.begin(child);
    this.port = port;
    child.once('exit', (code, signal) => this.onDeath(startedMs, signal ?? `exit code ${String(code)}`));
    const startMs = Math.round(performance.now() - startedMs);
    this.options.log.info({ pid: child.pid, port, version, startMs }, 'The embedded ClickHouse engine is up.');
    return port;
  }

  pid(): number | null {
    return this.state.state === 'up' ? (this.state.child.pid ?? null) : null;
  }

  async stop(): Promise<void> {
    const before = this.state;
    this.state = { state: 'stopped' };
    if (before.state === 'down' && before.timer !== null) clearTimeout(before.timer);
    if (before.state !== 'up' || hasExited(before.child)) return;
    const exit = once(before.child, 'exit');
    const deadline = setTimeout(() => before.child.kill('SIGKILL'), STOP_WITHIN_MS);
    say(before.child, { type: 'stop' });
    await exit;
    clearTimeout(deadline);
  }

  private fork(): ChildProcess {
    const { poolSize = DEFAULT_POOL_SIZE } = this.options;
    // From src, Node itself strips the types; see docs/decisions/0002-embedded-clickhouse.md.
    const child = fork(join(__dirname, 'engine', `engine.main${extname(__filename)}`), [], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', '--disable-warning=ExperimentalWarning'],
      // Nothing of ours is in the engine's environment, least of all a secret.
      env: { UV_THREADPOOL_SIZE: String(poolSize + THREADS_BESIDE_CONNECTIONS), TZ: 'UTC' },
    });
    if (child.stderr !== null) {
      createInterface(child.stderr).on('line', (line) => this.options.log.warn({ line }, 'The engine says something.'));
    }
    return child;
  }

  private async begin(child: ChildProcess): Promise<Extract<FromEngine, { type: 'listening' }>> {
    const { dataDir, memoryCapBytes, poolSize = DEFAULT_POOL_SIZE, priority = 'idle' } = this.options;
    const message: StartMessage = {
      type: 'start',
      username: USERNAME,
      password: this.password,
      port: this.port,
      dataDir,
      memoryCapBytes,
      poolSize,
      priority,
    };
    say(child, message);
    const answer = await firstAnswer(child);
    if (answer.type === 'listening') return answer;
    throw new Error(answer.reason);
  }

  private onDeath(startedMs: number, how: string): void {
    if (this.state.state === 'stopped') return;
    this.restartLater(how, performance.now() - startedMs);
  }

  private restartLater(reason: string, lifeMs: number): void {
    const delayMs = restartDelayMs(this.delayMs, lifeMs);
    this.delayMs = delayMs;
    this.options.log.warn({ reason, delayMs }, 'The embedded ClickHouse engine died; it is started again.');
    this.state = { state: 'down', timer: setTimeout(() => void this.restart(), delayMs) };
  }

  private async restart(): Promise<void> {
    try {
      await this.start();
      this.restarts += 1;
    } catch (error) {
      // The exit of a child that never came up was awaited in `begin`; nobody else watches it.
      if (!this.isStopped()) this.restartLater(error instanceof Error ? error.message : String(error), 0);
    }
  }

  private isStopped(): boolean {
    return this.state.state === 'stopped';
  }
}

async function firstAnswer(child: ChildProcess): Promise<FromEngine> {
  return new Promise((resolve) => {
    const fail = (how: string): void => resolve({ type: 'failed', reason: `The engine did not come up: ${how}.` });
    child.once('message', (message) => resolve(message as FromEngine));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(signal ?? `exit code ${String(code)}`));
  });
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** A child that is about to die cannot be told anything; its exit says the rest. */
function say(child: ChildProcess, message: ToEngine): void {
  child.send(message, () => undefined);
}
