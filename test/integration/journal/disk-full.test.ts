/** A disk that fills up under the journal: admission closes before anything is lost, and opens again. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { fact, Lab, segmentsIn } from './lab';

const KB = 1024;
const SEGMENT_BYTES = 256 * KB;
// What the journal reckons for one request.
const ADMISSION_BYTES = 64 * KB;

const lab = new Lab();
let disk: string;

beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'bursar-disk-'));
});

afterEach(async () => {
  await lab.cleanUp();
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

/** A disk of that size. Mounting takes the right to: a machine that does not give it cannot run this test. */
function mount(bytes: number): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', disk]);
}

/** Uses up what is left. */
function fillUp(): string {
  const filler = join(disk, 'filler');
  writeFileSync(filler, Buffer.alloc(freeBytes()));
  expect(freeBytes()).toBe(0);
  return filler;
}

const freeBytes = (): number => {
  const [, line = ''] = execFileSync('df', ['-B1', '--output=avail', disk], { encoding: 'utf8' }).split('\n');
  return Number(line);
};

/** Files written ahead, to their end. */
const wholeBlanks = (): number =>
  readdirSync(join(disk, 'journal')).filter(
    (name) => name.endsWith('.blank') && statSync(join(disk, 'journal', name)).size === SEGMENT_BYTES,
  ).length;
const record = (at: number) => fact(`row-${at}`.padEnd(8 * KB));

describe('a full disk', () => {
  it('BX-07: closes admission while the headroom still holds what is in flight, and loses nothing', async () => {
    mount(4096 * KB);
    const { journal, sink } = await lab.start(join(disk, 'journal'), { segmentBytes: SEGMENT_BYTES });
    await eventually(() => wholeBlanks() === 2);
    const filler = fillUp();

    let appended = 0;
    const append = (): void => {
      journal.append([record((appended += 1))]);
    };
    // The journal learns of the full disk when it writes ahead for the next segment.
    while (segmentsIn(join(disk, 'journal')).length < 2) append();
    await eventually(() => journal.stats().headroomBytes < Infinity);
    const inFlight = 4;
    expect(journal.admits(inFlight - 1)).toBe(true);
    while (journal.admits(inFlight - 1)) append();
    expect(journal.stats().headroomBytes).toBeGreaterThanOrEqual((inFlight - 1) * ADMISSION_BYTES);

    // Those that were let in may still write all they need.
    for (let call = 1; call < inFlight; call++) for (let part = 0; part < 7; part++) append();
    expect(journal.admits(inFlight - 1)).toBe(false);

    rmSync(filler);
    await eventually(() => journal.admits(inFlight));
    expect(journal.stats().headroomBytes).toBe(Infinity);
    append();
    await journal.flush();
    expect(sink.store.rows.map((row) => row.trim())).toEqual(
      Array.from({ length: appended }, (_, at) => `row-${at + 1}`),
    );
  });

  it('is noticed at its last bytes: a file that could not be filled to its end is not taken for room', async () => {
    // The last write into the second blank is cut short by the end of the disk.
    mount(2 * 1536 * KB + 1280 * KB);
    const { journal } = await lab.start(join(disk, 'journal'), { segmentBytes: 1536 * KB });
    await eventually(() => journal.stats().headroomBytes < Infinity);
    expect(journal.stats().headroomBytes).toBeLessThanOrEqual(2 * 1536 * KB);
  });

  it('throws rather than pretends when the headroom is used up, and what it had taken stays', async () => {
    mount(4096 * KB);
    const { journal, sink } = await lab.start(join(disk, 'journal'), { segmentBytes: SEGMENT_BYTES });
    await eventually(() => wholeBlanks() === 2);
    const filler = fillUp();
    let appended = 0;
    const appendForEver = async (): Promise<never> => {
      for (;;) {
        journal.append([record(appended + 1)]);
        appended += 1;
        if (appended % 4 === 0) await new Promise(setImmediate);
      }
    };
    await expect(appendForEver()).rejects.toThrow(/ENOSPC/);
    rmSync(filler);
    await eventually(() => journal.admits(0));
    journal.append([record(appended + 1)]);
    await journal.flush();
    expect(sink.store.rows).toHaveLength(appended + 1);
  });
});
