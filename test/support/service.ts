/** The whole service for end-to-end tests: its own data directory, its own embedded stores, a free port. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { type ClientOptions } from 'openai';
import { pino } from 'pino';
import { parseSettings, type Settings } from '../../src/config';
import { type Service, startService } from '../../src/process/service';
import { systemClock } from '../../src/shared/clock';
import type { Log } from '../../src/shared/log';
import { type Answer, call, type CallOptions } from './app';

/** For the hook that starts it: two databases, on a machine that may be busy. */
export const SERVICE_START_MS = 180_000;
export const SERVICE_STOP_MS = 60_000;

export interface TestService {
  readonly url: string;
  /** Of the first tenant's owner. */
  readonly ownerKey: string;
  readonly dataDir: string;
  readonly settings: Settings;
  /** The official client, with only base URL and key changed; it does not retry unless told so. */
  client(options?: Partial<ClientOptions>): OpenAI;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Applies a configuration document. */
  configure(document: object): Promise<void>;
  /** What was logged so far, with nothing redacted. */
  logged(): string;
  stop(): Promise<void>;
}

export async function startTestService(settings: Readonly<Record<string, string>> = {}): Promise<TestService> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bursar-service-'));
  // mkdtemp makes it private to us; PostgreSQL runs as another user when we are root.
  chmodSync(dataDir, 0o755);
  const lines: string[] = [];
  const log: Log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const given = { NODE_ENV: 'test', PORT: '0', BURSAR_DATA_DIR: dataDir, BURSAR_SANDBOX: 'false', ...settings };
  const parsed = parseSettings(given);
  const service = await startService({ settings: parsed, clock: systemClock, log, say: () => undefined });
  return testService(service, { dataDir, settings: parsed, logged: () => lines.join('') });
}

function testService(service: Service, parts: Pick<TestService, 'dataDir' | 'settings' | 'logged'>): TestService {
  const { url } = service;
  const ownerKey = service.bootstrapped.newOwnerKey ?? '';
  const ask: TestService['call'] = (method, path, options = {}) =>
    call(method, url + path, { key: ownerKey, ...options });
  return {
    ...parts,
    ...{ url, ownerKey, call: ask },
    client: (options = {}) => new OpenAI({ baseURL: `${url}/v1`, apiKey: ownerKey, maxRetries: 0, ...options }),
    configure: async (document) => {
      const answer = await ask('PUT', '/v1/config', { body: document });
      if (answer.status !== 200) throw new Error(answer.text);
    },
    stop: async () => {
      await service.stop();
      rmSync(parts.dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Files below a directory that hold a text, as it is, anywhere in their bytes. */
export function filesHolding(directory: string, text: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => readFileSync(path).includes(text));
}
