/** A journal on a disk of its own that gets full: a small tmpfs, which takes root on Linux to mount. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { expectExactlyOnce, Killing } from '../../support/killing';
import { call, keepCalling } from '../../support/killing-callers';
import { embeddedUrl, readLedger, untilDelivered } from '../../support/killing-ledger';
import { startLingeringSimulator } from '../../support/killing-simulator';
import { PROCESS_TEST_MS, useServices } from '../../support/service-process';
import type { Simulator } from '../../support/simulator/simulator';

const MEGABYTE = 1024 * 1024;
/** Room for a few segments of a megabyte each. */
const DISK_BYTES = 8 * MEGABYTE;

let simulator: Simulator;
let dataDir: string;
let disk: SmallDisk;

// Before the data directory is removed: what is mounted cannot be.
afterEach(() => disk.unmount());

const services = useServices();

beforeEach(async () => {
  simulator = await startLingeringSimulator();
  dataDir = services.newDataDir();
  disk = mountSmallDisk(join(dataDir, 'journal'));
});

afterEach(() => simulator.stop());

interface SmallDisk {
  /** Leaves no byte. */
  fill(): void;
  free(): void;
  /** What a start would free for itself. */
  removeBlanks(): void;
  unmount(): void;
}

function mountSmallDisk(directory: string): SmallDisk {
  mkdirSync(directory, { mode: 0o700 });
  run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_BYTES},mode=0700`, 'tmpfs', directory]);
  const ballast = join(directory, 'ballast');
  return {
    fill: () => {
      for (let n = 0; freeBytes(directory) > 0; n += 1)
        writeFileSync(`${ballast}-${n}`, Buffer.alloc(freeBytes(directory)));
    },
    free: () => {
      for (let n = 0; n < DISK_BYTES / MEGABYTE; n += 1) rmSync(`${ballast}-${n}`, { force: true });
    },
    removeBlanks: () => {
      for (const name of readdirSync(directory)) if (name.endsWith('.blank')) rmSync(join(directory, name));
    },
    // Lazily: a service that a failed test left behind may still be on it.
    unmount: () => run('umount', ['-l', directory]),
  };
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args);
  if (status !== 0) throw new Error(`This test needs root for ${program}: ${error?.message ?? stderr.toString()}`);
}

/** A call that stops in the middle of its answer. */
const HELD = { holdAfter: 1 };

const begin = (): Killing =>
  new Killing({ services, simulator, dataDir, environment: {}, clickhouseUrl: () => embeddedUrl(dataDir) });

it(
  'BX-07: refuses calls while the disk is full, ends those under way, and accepts them again, without losing a row',
  async () => {
    const killing = begin();
    const service = await killing.start();
    const held = [
      call(service.url, { run: 'held-1', stream: true, wish: HELD }),
      call(service.url, { run: 'held-2', wish: HELD }),
    ];
    await eventually(() => simulator.holding === held.length);
    const callers = keepCalling(service.url);
    disk.fill();
    await eventually(() => callers.refused.length > 0, 60_000);
    await callers.stop();
    expect(callers.broken).toEqual([]);
    for (const refusal of callers.refused) {
      expect(refusal).toMatchObject({ status: 503, code: 'storage_full', retryAfter: '2' });
    }
    // The room left is kept for those under way: the fewer they are, the later a further one is refused.
    await eventually(async () => !(await call(service.url)).ok);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(503);
    simulator.release();
    for (const answer of await Promise.all(held)) expect(answer).toMatchObject({ status: 200 });
    disk.free();
    await eventually(async () => (await call(service.url)).ok);
    expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
    killing.ended.push(...callers.ended, 'held-1', 'held-2');
    await untilDelivered(service.url);
    expectExactlyOnce(await readLedger(embeddedUrl(dataDir)), killing, simulator);
    service.signal('SIGTERM');
    expect(await service.ended).toMatchObject({ code: 0 });
    expectExactlyOnce(await killing.settle(), killing, simulator);
  },
  PROCESS_TEST_MS,
);

it(
  'BX-07: says that the disk is full when it starts on one, and has lost nothing when there is room again',
  async () => {
    const killing = begin();
    await killing.kill({ point: 'any-moment' });
    disk.removeBlanks();
    disk.fill();
    const refused = await killing.start().catch((error: unknown) => error);
    expect(refused).toMatchObject({ ended: { code: 73 } });
    expect(String(refused)).toContain('The disk is full: free space under BURSAR_DATA_DIR.');
    disk.free();
    expectExactlyOnce(await killing.settle(), killing, simulator);
  },
  PROCESS_TEST_MS,
);
