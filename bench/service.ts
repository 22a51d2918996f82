/** Starts Bursar as a user would, with everything on: fresh data directory, embedded stores, shipped catalog, one more provider. */
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { answerFor, stopChild, type RunningServer } from './processes.ts';

export const benchModel = 'mock/mock-model';

export interface RunningService extends RunningServer {
  readonly adminKey: string;
  readonly dataDir: string;
  readonly startSeconds: number;
}

/** The first start may have to build; an unbuilt checkout needs most of this. */
const startTimeoutMs = 180_000;
/** Draining a minute's journal is part of a clean stop. */
const stopTimeoutMs = 60_000;

/** @param document the providers and models that it calls: one that speaks OpenAI's chat unless said otherwise */
export async function startService(
  entry: string,
  upstream: RunningServer,
  document = configuration,
): Promise<RunningService> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bursar-bench-'));
  // Started by root, PostgreSQL runs as a user of its own that has to reach its files.
  chmodSync(dataDir, 0o755);
  const config = join(dataDir, 'bursar.yaml');
  writeFileSync(config, stringify(document(upstream.origin)));
  const adminKey = `bsr_${randomBytes(24).toString('hex')}`;
  const port = await freePort();
  const log: string[] = [];
  const startedMs = performance.now();
  const child = fork(entry, ['start'], {
    cwd: dataDir,
    env: environment({
      PORT: String(port),
      BURSAR_DATA_DIR: dataDir,
      BURSAR_ADMIN_KEY: adminKey,
      BURSAR_CONFIG: config,
    }),
    execArgv: nodeFlags(),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  answerFor(child);
  keepTail(child, log);
  const origin = `http://127.0.0.1:${port}`;
  const remove = (): void => {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  const stop = async (): Promise<void> => {
    await stopChild(child, 'SIGTERM', stopTimeoutMs);
    process.off('exit', remove);
    remove();
  };
  try {
    await ready(origin, child);
  } catch (error) {
    await stop();
    throw new Error(`the service did not start:\n${log.join('').trim()}`, { cause: error });
  }
  return { pid: child.pid ?? 0, origin, adminKey, dataDir, startSeconds: (performance.now() - startedMs) / 1000, stop };
}

/** Those of `npm start`. */
function nodeFlags(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').filter((word) => word.startsWith('--'));
}

/** Nothing of the caller's environment: a DATABASE_URL or a provider key there would change what is measured. */
function environment(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const path = [
    dirname(process.execPath),
    '/usr/local/sbin',
    '/usr/local/bin',
    '/usr/sbin',
    '/usr/bin',
    '/sbin',
    '/bin',
  ];
  return { PATH: path.join(':'), NODE_ENV: 'production', HOST: '127.0.0.1', ...settings };
}

function configuration(upstreamOrigin: string): object {
  return {
    providers: {
      mock: {
        kind: 'openai_compatible',
        base_url: `${upstreamOrigin}/v1`,
        local: true,
        credentials: [{ name: 'main', api_key: 'sk-bench-upstream' }],
      },
    },
    models: [
      {
        provider: 'mock',
        model: 'mock-model',
        family: 'mock',
        tier: 'economy',
        context_window: 1_000_000,
        max_output: 8192,
        capabilities: ['streaming', 'tools', 'json_schema', 'json_mode'],
        quality: { overall: 0.6 },
        price: { input_per_mtok_usd: '0.15', output_per_mtok_usd: '0.60', cache_read_per_mtok_usd: '0.075' },
      },
    ],
  };
}

/** The last lines are what explains a start that failed. */
function keepTail(child: ChildProcess, log: string[]): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      log.push(text);
      if (log.length > 50) log.shift();
    });
  }
}

async function ready(origin: string, child: ChildProcess): Promise<void> {
  const deadlineMs = performance.now() + startTimeoutMs;
  while (performance.now() < deadlineMs) {
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    const response = await fetch(`${origin}/readyz`).catch(() => undefined);
    await response?.arrayBuffer();
    if (response?.status === 200) return;
    await sleep(100);
  }
  throw new Error(`not ready after ${startTimeoutMs / 1000} s`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port'));
        else resolve(address.port);
      });
    });
  });
}
