/** The command line beside a running service, and on a data directory that nobody uses. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { call } from '../../support/killing-callers';
import { configFor, startLingeringSimulator } from '../../support/killing-simulator';
import {
  type Environment,
  OWNER_KEY,
  PROCESS_TEST_MS,
  type ServiceProcess,
  useServices,
} from '../../support/service-process';
import { enginesUnder, postmastersUnder, processesUnder } from '../../support/service-process-children';
import type { Simulator } from '../../support/simulator/simulator';

const services = useServices();
let simulator: Simulator;
let dataDir: string;

beforeEach(async () => {
  simulator = await startLingeringSimulator();
  dataDir = services.newDataDir();
});

afterEach(() => simulator.stop());

const start = (environment: Environment = {}): Promise<ServiceProcess> => services.start({ dataDir, environment });

async function stop(service: ServiceProcess): Promise<void> {
  service.signal('SIGTERM');
  expect(await service.ended).toMatchObject({ code: 0 });
}

/** Runs it and expects nothing but lines on standard output. */
async function bursar(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await services.command(dataDir, args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

function document(): string {
  const path = join(dataDir, 'bursar.yaml');
  writeFileSync(path, configFor(simulator));
  return path;
}

function documentWithRule(condition: string): string {
  const path = join(dataDir, 'ruled.yaml');
  const rule = `{ if: "${condition}", use: { tier: economy } }`;
  writeFileSync(path, `endpoints:\n  ruled:\n    routing: { rules: [${rule}] }\n`);
  return path;
}

function priceFile(): string {
  const path = join(dataDir, 'prices.json');
  const model = { litellm_provider: 'openai', mode: 'chat', max_input_tokens: 1000, max_output_tokens: 100 };
  const price = { input_cost_per_token: 0.000001, output_cost_per_token: 0.000002 };
  writeFileSync(path, JSON.stringify({ 'gpt-of-the-test': { ...model, ...price } }));
  return path;
}

const WELL =
  /^✓ disk .*\n✓ postgres +answers, version \d+\n✓ postgres clock .*\n✓ credentials .*\n✓ clickhouse +answers, version 2.*\n✓ clickhouse clock .*\n$/;

describe('alone', () => {
  it(
    'migrates an empty data directory once, and leaves nothing running',
    async () => {
      expect(await bursar('migrate')).toMatch(/Applied \d+ migrations\.\nBoth stores are at this version\.\n$/);
      expect(await bursar('migrate')).not.toContain('Applied');
      expect(processesUnder(dataDir)).toEqual([]);
    },
    PROCESS_TEST_MS,
  );

  it(
    'finds an unused data directory well without taking the first start’s key from it',
    async () => {
      expect(await bursar('doctor')).toMatch(WELL);
      expect(processesUnder(dataDir)).toEqual([]);
      const service = await start({ BURSAR_ADMIN_KEY: '' });
      expect(service.stdout()).toMatch(/The owner's key, shown only this once: +\S+/);
    },
    PROCESS_TEST_MS,
  );

  it(
    'applies a document, makes a tenant and tries a price file on the data of a service that is stopped',
    async () => {
      await stop(await start());
      expect(await bursar('apply', '-f', document())).toMatch(/^written .*lab/m);
      expect(await bursar('apply', '-f', document())).toBe('Nothing to change.\n');
      const refused = await services.command(dataDir, ['apply', '-f', documentWithRule('input_token > 1')]);
      expect(refused).toMatchObject({
        code: 78,
        stderr: expect.stringMatching(/line 3, .*Unknown variable: input_token/),
      });
      expect(await bursar('apply', '-f', documentWithRule('monthly_spend_pct > 80'))).toMatch(
        /^written +endpoint ruled\n(removed .*\n)*warning +line 3, .*is a fraction/,
      );
      expect(await bursar('apply', '-f', document())).toMatch(/^removed +endpoint ruled$/m);
      expect(await bursar('tenant', 'create', 'acme')).toMatch(
        /^ten_\S+\nThe owner's key, shown only this once: +\S+\n$/,
      );
      const dryRun = ['prices', 'import', priceFile(), '--source', 'test', '--dry-run'];
      expect(await bursar(...dryRun)).toContain('Would change: 1 added, 0 repriced');
      expect(await bursar(...dryRun)).toContain('Would change: 1 added, 0 repriced');
      expect(processesUnder(dataDir)).toEqual([]);
      const service = await start();
      expect(await call(service.url)).toMatchObject({ status: 200 });
    },
    PROCESS_TEST_MS,
  );
});

describe('beside a running service', () => {
  it(
    'does its work on the stores of the service, which sees the change and keeps its children',
    async () => {
      const service = await start();
      const children = processesOf();
      expect(await bursar('doctor')).toMatch(WELL);
      expect(await call(service.url)).toMatchObject({ status: 404 });
      expect(await bursar('apply', '-f', document())).toMatch(/^written .*lab/m);
      await eventually(async () => (await call(service.url)).status === 200);
      expect(await bursar('tenant', 'create', 'acme')).toContain("The owner's key");
      expect(await bursar('prices', 'import', priceFile(), '--source', 'test', '--dry-run')).toContain('Would change');
      expect(processesOf()).toEqual(children);
      const key = { authorization: `Bearer ${OWNER_KEY}` };
      expect((await fetch(`${service.url}/v1/usage`, { headers: key })).status).toBe(200);
    },
    PROCESS_TEST_MS,
  );

  it(
    'does not migrate under it, and says whose directory it is',
    async () => {
      const service = await start();
      const ended = await services.command(dataDir, ['migrate']);
      expect(ended).toMatchObject({ code: 75, stderr: expect.stringContaining(`with pid ${service.pid}`) });
    },
    PROCESS_TEST_MS,
  );
});

const processesOf = (): readonly number[] =>
  [...postmastersUnder(dataDir), ...enginesUnder(dataDir)].map(({ pid }) => pid).sort();

describe('the doctor', () => {
  it(
    'names each part that is ill, how to mend it, and ends with 1',
    async () => {
      const stores = {
        DATABASE_URL: 'postgresql://bursar:hunter2@127.0.0.1:1/bursar',
        CLICKHOUSE_URL: 'http://bursar:hunter2@127.0.0.1:1/bursar',
      };
      const ended = await services.command(dataDir, ['doctor'], stores);
      expect(ended.stdout).toMatch(
        /✓ disk .*\n✗ postgres +Nothing answers at 127\.0\.0\.1:1.*\n✗ clickhouse +.*CLICKHOUSE_URL\.\n$/,
      );
      expect(ended).toMatchObject({ code: 1, stderr: '' });
      expect(ended.stdout).not.toContain('hunter2');
    },
    PROCESS_TEST_MS,
  );

  it(
    'says whose credentials cannot be read when the secret is lost',
    async () => {
      await stop(await start({ BURSAR_CONFIG: document() }));
      rmSync(join(dataDir, 'secret'));
      const ended = await services.command(dataDir, ['doctor'], { BURSAR_SECRET: 'another secret than before' });
      expect(ended.stdout).toMatch(/✗ credentials +of lab cannot be decrypted: set BURSAR_SECRET/);
      expect(ended).toMatchObject({ code: 1 });
    },
    PROCESS_TEST_MS,
  );
});

describe('the test of rules', () => {
  it('needs no server, and ends with 0 or 1 as requests go where the table says or not', async () => {
    const table = join(dataDir, 'table.yaml');
    const write = (rule: string): void =>
      writeFileSync(table, `config: ruled.yaml\nrequests: [{ endpoint: ruled, expect: { rule: ${rule} } }]\n`);
    documentWithRule('has_tools');
    write('default');
    const passed = await services.command(dataDir, ['rules', 'test', table]);
    expect(passed).toMatchObject({
      code: 0,
      stderr: '',
      stdout: 'ok  #1  default  mode balanced\n\n1 of 1 requests as expected.\n',
    });
    write('0');
    const failed = await services.command(dataDir, ['rules', 'test', table]);
    expect(failed).toMatchObject({ code: 1, stdout: expect.stringMatching(/^FAIL .* expected rule 0\n\n0 of 1 /) });
    expect(readdirSync(dataDir).sort()).toEqual(['ruled.yaml', 'table.yaml']);
  });
});

describe('a file that cannot be used', () => {
  it.each([
    [['apply', '-f', '/nowhere/bursar.yaml'], 66, 'The file /nowhere/bursar.yaml cannot be read (ENOENT)'],
    [['prices', 'import', '/nowhere/p.json', '--source', 'x'], 66, 'The file /nowhere/p.json cannot be read (ENOENT)'],
    [['prices', 'import', __filename, '--source', 'x'], 66, 'is no JSON'],
    [['rules', 'test', '/nowhere/table.yaml'], 66, 'The file /nowhere/table.yaml cannot be read (ENOENT)'],
  ])('ends `bursar %j` with a sentence, before anything is started', async (args, code, says) => {
    const ended = await services.command(dataDir, args);
    expect(ended).toMatchObject({ code, stderr: expect.stringContaining(says) });
    expect(ended.stderr).not.toMatch(/^ +at /m);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
