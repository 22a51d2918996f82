/** The embedded PostgreSQL killed under a running service: calls go on, the rest says so, and comes back by itself. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import { call, keepCalling } from '../../support/killing-callers';
import { configFor, startLingeringSimulator } from '../../support/killing-simulator';
import { OWNER_KEY, PROCESS_TEST_MS, type ServiceProcess, useServices } from '../../support/service-process';
import { keepPostgresDead, postmastersUnder, processesUnder } from '../../support/service-process-children';
import type { Simulator } from '../../support/simulator/simulator';

const services = useServices();
let simulator: Simulator;
let dataDir: string;
let config: string;

beforeEach(async () => {
  simulator = await startLingeringSimulator();
  dataDir = services.newDataDir();
  config = join(dataDir, 'bursar.yaml');
  writeFileSync(config, configFor(simulator));
});

afterEach(() => simulator.stop());

const start = (environment = {}): Promise<ServiceProcess> => services.start({ dataDir, environment });

/** A change of state by API. */
const createTeam = ({ url }: ServiceProcess, name: string): Promise<Response> =>
  fetch(`${url}/v1/teams`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OWNER_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name }),
  });

const readiness = async ({ url }: ServiceProcess): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
};

const restartsOf = async ({ url }: ServiceProcess): Promise<number> =>
  Number(
    /^bursar_embedded_restarts_total\{store="postgres"\} (\d+)$/m.exec(
      await (await fetch(`${url}/metrics`)).text(),
    )?.[1],
  );

it(
  'fails no call, refuses changes with Retry-After, shows it, and takes changes again once the server is back',
  async () => {
    const service = await start({ BURSAR_CONFIG: config });
    expect(await restartsOf(service)).toBe(0);
    const callers = keepCalling(service.url);
    const postgres = keepPostgresDead(dataDir);
    await eventually(async () => (await readiness(service)).status === 200 && (await restarting(service)));
    const refused = await createTeam(service, 'while-dead');
    expect(refused.status).toBe(503);
    const statuses = new Set([refused.status]);
    expect(refused.headers.get('retry-after')).toBe('5');
    expect(await refused.json()).toMatchObject({ error: { code: 'state_store_unavailable' } });
    postgres.letLive();
    await eventually(async () => {
      statuses.add((await createTeam(service, `after-${randomUUID()}`)).status);
      return statuses.has(201);
    }, 30_000);
    expect([...statuses]).toEqual([503, 201]);
    await eventually(async () => !(await restarting(service)));
    expect((await readiness(service)).body).toMatchObject({ ready: true, checks: { postgres: 'ok' } });
    expect(await restartsOf(service)).toBeGreaterThan(0);
    await callers.stop();
    expect([callers.refused, callers.broken]).toEqual([[], []]);
    expect(callers.ended.length).toBeGreaterThan(0);
    expect(postmastersUnder(dataDir).map(({ parentPid }) => parentPid)).toEqual([service.pid]);
  },
  PROCESS_TEST_MS,
);

const restarting = async (service: ServiceProcess): Promise<boolean> =>
  JSON.stringify((await readiness(service)).body).includes('"postgres":"restarting"');

it(
  'catches up with a change that was made before it listened again',
  async () => {
    const service = await start();
    expect(await call(service.url)).toMatchObject({ status: 404 });
    const postgres = keepPostgresDead(dataDir);
    // Long enough for the listening connection to try in longer intervals than the server needs to come up.
    await pause(3_000);
    postgres.letLive();
    expect(await services.command(dataDir, ['apply', '-f', config])).toMatchObject({ code: 0 });
    await eventually(async () => (await call(service.url)).status === 200);
  },
  PROCESS_TEST_MS,
);

it(
  'leaves it to the service: a doctor beside it says that the server is down, and starts none',
  async () => {
    const service = await start();
    const postgres = keepPostgresDead(dataDir);
    const ended = await services.command(dataDir, ['doctor']);
    postgres.letLive();
    expect(ended.stdout).toMatch(
      /^✗ postgres +The embedded PostgreSQL of the Bursar that has .* is not up: see .*log/m,
    );
    expect(ended).toMatchObject({ code: 1, stderr: '' });
    expect([...postgres.parents]).toEqual([service.pid]);
  },
  PROCESS_TEST_MS,
);

it(
  'stops in order at a SIGTERM in any moment of a restart, and leaves nobody behind',
  async () => {
    for (const afterMs of [0, 200, 350, 500]) {
      const service = await start();
      for (const { pid } of postmastersUnder(dataDir)) process.kill(pid, 'SIGKILL');
      await pause(afterMs);
      service.signal('SIGTERM');
      expect(await service.ended).toMatchObject({ code: 0, signal: null });
      expect(processesUnder(dataDir)).toEqual([]);
    }
  },
  PROCESS_TEST_MS,
);
