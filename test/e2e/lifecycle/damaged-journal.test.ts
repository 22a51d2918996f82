/** A journal whose end was torn, and one that comes from the future. */
import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { HEADER_BYTES, readFrame } from '../../../src/journal/frame';
import { SEGMENT_HEADER_BYTES } from '../../../src/journal/segment-files';
import { expectExactlyOnce, Killing } from '../../support/killing';
import { embeddedUrl } from '../../support/killing-ledger';
import { startLingeringSimulator } from '../../support/killing-simulator';
import { PROCESS_TEST_MS, useServices } from '../../support/service-process';
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

/** Where the next record of the last segment would go. */
function endOfJournal(dataDir: string): { path: string; offset: number } {
  const directory = join(dataDir, 'journal');
  const last = readdirSync(directory)
    .filter((name) => name.endsWith('.segment'))
    .sort()
    .at(-1);
  if (last === undefined) throw new Error('no segment');
  const path = join(directory, last);
  const bytes = readFileSync(path);
  let offset = SEGMENT_HEADER_BYTES;
  for (;;) {
    const frame = readFrame(bytes, offset, Number.parseInt(last, 10));
    if (typeof frame === 'string') return { path, offset };
    offset = frame.end;
  }
}

it(
  'BX-07: starts on a journal whose last record is half written, says so, and has lost nothing before it',
  async () => {
    const { dataDir, killing } = begin();
    await killing.kill({ point: 'any-moment' });
    const { path, offset } = endOfJournal(dataDir);
    const halfWritten = Buffer.alloc(2 * HEADER_BYTES, 0xa5);
    halfWritten.writeUInt32LE(500, 0);
    const file = openSync(path, 'r+');
    writeSync(file, halfWritten, 0, halfWritten.length, offset);
    closeSync(file);
    const service = await killing.start();
    expect(service.stderr()).toContain('the journal ends in a half-written record; it is cut off there');
    service.signal('SIGTERM');
    await service.ended;
    expectExactlyOnce(await killing.settle(), killing, simulator);
  },
  PROCESS_TEST_MS,
);

it(
  'refuses a clock that is behind the last record, and starts when it is right again',
  async () => {
    const { dataDir, killing } = begin();
    await killing.kill({ point: 'any-moment' });
    const anHourAgo = join(__dirname, '../../support/service-process-an-hour-ago.cjs');
    const ended = await services.fail({ dataDir, preload: [anHourAgo] });
    expect(ended).toMatchObject({ code: 71, signal: null });
    expect(ended.stderr).toMatch(/The clock says \S+Z, but the journal's last record is of \S+Z: set the clock right/);
    expectExactlyOnce(await killing.settle(), killing, simulator);
  },
  PROCESS_TEST_MS,
);
