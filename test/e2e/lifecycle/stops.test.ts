/** The end of a service: what is under way ends well, in bounded time, and nothing is left running. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { call, type CallAnswer } from '../../support/killing-callers';
import { embeddedUrl, readLedger, untilDelivered } from '../../support/killing-ledger';
import { configFor, startLingeringSimulator } from '../../support/killing-simulator';
import { type Environment, PROCESS_TEST_MS, type ServiceProcess, useServices } from '../../support/service-process';
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

function start(environment: Environment = {}): Promise<ServiceProcess> {
  const config = join(dataDir, 'bursar.yaml');
  writeFileSync(config, configFor(simulator));
  return services.start({ dataDir, environment: { BURSAR_CONFIG: config, ...environment } });
}

interface OpenStream {
  readonly over: Promise<CallAnswer | 'broken'>;
}

/** A call that is in the middle of its answer. */
async function openStream({ url }: ServiceProcess, run: string): Promise<OpenStream> {
  const over = call(url, { run, stream: true, wish: { holdAfter: 1 } }).catch(() => 'broken' as const);
  await eventually(() => simulator.holding === 1);
  return { over };
}

/** What the ledger has after another start. */
async function outcomeOf(run: string): Promise<string | undefined> {
  const service = await start();
  await untilDelivered(service.url);
  const { runs, faults } = await readLedger(embeddedUrl(dataDir));
  expect(faults).toEqual([]);
  return runs.get(run);
}

it.each(['SIGTERM', 'SIGINT'] as const)(
  'finishes a running stream at %s, refuses new calls meanwhile, delivers the journal and leaves nobody behind',
  async (signal) => {
    const service = await start();
    const stream = await openStream(service, 'streaming');
    service.signal(signal);
    await eventually(() => service.stdout().includes('Stopping'));
    await eventually(async () => {
      const answer = await call(service.url).catch(() => null);
      return answer?.status === 503 && answer.retryAfter === '2' && answer.text.includes('shutting_down');
    });
    expect(service.isOver()).toBe(false);
    simulator.release();
    expect(await stream.over).toMatchObject({ status: 200, text: expect.stringContaining('data: [DONE]') });
    const ended = await service.ended;
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.stdout).toMatch(/Stopped\.\n$/);
    expect(processesUnder(dataDir)).toEqual([]);
    expect(await outcomeOf('streaming')).toBe('success');
  },
  PROCESS_TEST_MS,
);

it(
  'waits for a stream no longer than the grace, and ledgers what it cut off',
  async () => {
    const service = await start({ SHUTDOWN_GRACE_MS: '300' });
    const stream = await openStream(service, 'endless');
    const signalledMs = performance.now();
    service.signal('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - signalledMs).toBeLessThan(20_000);
    expect(await stream.over).toBe('broken');
    expect(processesUnder(dataDir)).toEqual([]);
    // Whichever of its two connections is torn first.
    expect(['partial', 'cancelled']).toContain(await outcomeOf('endless'));
  },
  PROCESS_TEST_MS,
);

it(
  'ends at once at a second signal, and the next start puts in order what that left',
  async () => {
    const service = await start();
    const stream = await openStream(service, 'abandoned');
    service.signal('SIGTERM');
    await eventually(() => service.stdout().includes('Stopping'));
    service.signal('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 130 });
    expect(await stream.over).toBe('broken');
    expect(await outcomeOf('abandoned')).toBe('unknown');
    expect(postmastersUnder(dataDir)).toHaveLength(1);
    expect(enginesUnder(dataDir)).toHaveLength(1);
  },
  PROCESS_TEST_MS,
);

it(
  'stops in bounded time while ClickHouse takes connections and answers nothing, and keeps the rows for the next start',
  async () => {
    const service = await start();
    for (const { pid } of enginesUnder(dataDir)) process.kill(pid, 'SIGSTOP');
    expect(await call(service.url, { run: 'kept' })).toMatchObject({ status: 200 });
    const signalledMs = performance.now();
    service.signal('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - signalledMs).toBeLessThan(30_000);
    expect(processesUnder(dataDir)).toEqual([]);
    expect(await outcomeOf('kept')).toBe('success');
  },
  PROCESS_TEST_MS,
);
