/** The default set-up: the stores are the service's own children, and a kill leaves one of them behind. */
import { eventually } from '../../support/eventually';
import { call, keepCalling } from '../../support/killing-callers';
import { expectExactlyOnce, Killing } from '../../support/killing';
import { embeddedUrl, readLedger, untilDelivered } from '../../support/killing-ledger';
import { startLingeringSimulator } from '../../support/killing-simulator';
import { PROCESS_TEST_MS, useServices } from '../../support/service-process';
import {
  enginesUnder,
  keepPostgresDead,
  postmastersUnder,
  processesUnder,
} from '../../support/service-process-children';
import type { Simulator } from '../../support/simulator/simulator';

const services = useServices();
let simulator: Simulator;

beforeEach(async () => {
  simulator = await startLingeringSimulator();
});

afterEach(() => simulator.stop());

function begin(): { dataDir: string; killing: Killing } {
  const dataDir = services.newDataDir();
  const clickhouseUrl = (): string => embeddedUrl(dataDir);
  return { dataDir, killing: new Killing({ services, simulator, dataDir, environment: {}, clickhouseUrl }) };
}

it(
  'BX-07: counts every ended call once over kills of the whole default set-up, and adopts what they leave behind',
  async () => {
    const { dataDir, killing } = begin();
    const postmasters = new Set<number>();
    for (const point of ['any-moment', 'after-append', 'before-acknowledgement'] as const) {
      await killing.kill({ point });
      await eventually(() => enginesUnder(dataDir).length === 0);
      for (const { pid } of postmastersUnder(dataDir)) postmasters.add(pid);
    }
    expect(postmasters.size).toBe(1);
    const service = await killing.start();
    expect(postmastersUnder(dataDir).map(({ pid }) => pid)).toEqual([...postmasters]);
    expect(enginesUnder(dataDir).map(({ parentPid }) => parentPid)).toEqual([service.pid]);
    service.signal('SIGTERM');
    await service.ended;
    expect(processesUnder(dataDir)).toEqual([]);
    const ledger = await killing.settle();
    expectExactlyOnce(ledger, killing, simulator);
    const again = await killing.settle();
    expectExactlyOnce(again, killing, simulator);
    expect(again.rows).toBe(ledger.rows);
  },
  PROCESS_TEST_MS,
);

it(
  'BX-07: fails no call and loses no row when the analytics engine is killed under load, again and again',
  async () => {
    const { dataDir, killing } = begin();
    const service = await killing.start();
    const callers = keepCalling(service.url);
    for (let kills = 0; kills < 3; kills += 1) {
      const ended = callers.ended.length;
      await eventually(() => enginesUnder(dataDir).length === 1 && callers.ended.length > ended + 20);
      for (const { pid } of enginesUnder(dataDir)) process.kill(pid, 'SIGKILL');
    }
    const ended = callers.ended.length;
    await eventually(() => callers.ended.length > ended + 20);
    await callers.stop();
    expect([callers.refused, callers.broken]).toEqual([[], []]);
    await untilDelivered(service.url);
    killing.ended.push(...callers.ended);
    expectExactlyOnce(await readLedger(embeddedUrl(dataDir)), killing, simulator);
  },
  PROCESS_TEST_MS,
);

it(
  'answers calls while PostgreSQL and the analytics engine are both dead, and ledgers them once both are back',
  async () => {
    const { dataDir, killing } = begin();
    const service = await killing.start();
    await call(service.url);
    const postgres = keepPostgresDead(dataDir);
    for (const { pid } of enginesUnder(dataDir)) process.kill(pid, 'SIGKILL');
    const callers = keepCalling(service.url);
    await eventually(() => callers.ended.length > 200);
    await callers.stop();
    postgres.letLive();
    expect([callers.refused, callers.broken]).toEqual([[], []]);
    const ready = await fetch(`${service.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ ready: true, checks: { journal: 'ok' } });
    await untilDelivered(service.url);
    killing.ended.push(...callers.ended);
    expectExactlyOnce(await readLedger(embeddedUrl(dataDir)), killing, simulator);
    service.signal('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0 });
    expect(processesUnder(dataDir)).toEqual([]);
  },
  PROCESS_TEST_MS,
);
