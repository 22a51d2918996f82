/** What a start makes of what the last run left behind. */
import { cpSync, openSync, readdirSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ClockBehindError } from '../../../src/journal';
import { eventually } from '../../support/eventually';
import { fact, intent, Lab, outcome, segmentsIn } from './lab';

const lab = new Lab();
afterEach(() => lab.cleanUp());

const HOUR_MS = 60 * 60_000;

/** Where the written part of a segment ends: what follows was preallocated. */
const writtenBytes = (path: string): number => readFileSync(path).findLastIndex((byte) => byte !== 0) + 1;

function overwrite(path: string, at: number, bytes: Buffer): void {
  writeSync(openSync(path, 'r+'), bytes, 0, bytes.length, at);
}

describe('a restart', () => {
  it('BX-07: goes on where the last run had stopped', async () => {
    const first = await lab.start();
    first.journal.append([fact('a')]);
    await first.journal.flush();
    first.sink.behaviour = 'hang';
    first.journal.append([fact('b')]);
    const directory = await lab.crash(first);
    const second = await lab.start(directory);
    second.journal.append([fact('c')]);
    await second.journal.flush();
    expect(lab.store.rows).toEqual(['a', 'b', 'c']);
  });

  it('BX-07: repeats a batch that was not acknowledged with the same id and records, in doubt', async () => {
    const first = await lab.start();
    first.sink.behaviour = 'lose-answer';
    first.journal.append([fact('a')]);
    await eventually(() => lab.store.rows.length > 0);
    first.journal.append([fact('b')]);
    const [tried] = lab.store.calls;
    const directory = await lab.crash(first);
    const callsBefore = lab.store.calls.length;
    const second = await lab.start(directory);
    await second.journal.flush();
    expect(lab.store.calls[callsBefore]).toEqual({ ...tried, doubtful: true });
    expect(lab.store.rows).toEqual(['a', 'b']);
  });

  it('BX-06: makes outcomes of intents that nobody closed, once', async () => {
    const first = await lab.start();
    first.journal.append([intent('att_1', 'unknown-1'), intent('att_2', 'unknown-2'), intent('att_3', 'unknown-3')]);
    first.journal.append([outcome('att_2', 'ended-2')]);
    const second = await lab.start(await lab.crash(first));
    await second.journal.flush();
    expect([...lab.store.rows].sort()).toEqual(['ended-2', 'unknown-1', 'unknown-3']);
    expect(second.journal.stats().openIntents).toBe(0);
    const third = await lab.start(await lab.crash(second));
    await third.journal.flush();
    expect(lab.store.rows).toHaveLength(3);
  });

  it('BX-07: that is itself killed before it delivered anything loses and doubles nothing', async () => {
    const first = await lab.start();
    first.journal.append([fact('a'), intent('att_1', 'unknown-1')]);
    let directory = await lab.crash(first);
    for (let kills = 0; kills < 3; kills++) {
      const again = await lab.start(directory);
      directory = await lab.crash(again);
    }
    const last = await lab.start(directory);
    await last.journal.flush();
    expect([...lab.store.rows].sort()).toEqual(['a', 'unknown-1']);
  });

  it('finds an intent in an earlier segment than its outcome', async () => {
    const first = await lab.start();
    first.journal.append([intent('att_1', 'unknown-1')]);
    for (let at = 0; at < 40; at++) first.journal.append([fact(`${at}`.padStart(600, 'x'))]);
    first.journal.append([outcome('att_1', 'ended-1')]);
    expect(segmentsIn(first.directory).length).toBeGreaterThan(2);
    const second = await lab.start(await lab.crash(first));
    await second.journal.flush();
    expect(lab.store.rows.filter((row) => row.includes('-1'))).toEqual(['ended-1']);
    expect(lab.store.rows).toHaveLength(41);
  });

  it('keeps the name of the journal in every batch', async () => {
    const first = await lab.start();
    first.journal.append([fact('a')]);
    await first.journal.flush();
    const second = await lab.start(await lab.crash(first));
    second.journal.append([fact('b')]);
    await second.journal.flush();
    const ids = lab.store.calls.map(({ id }) => id);
    expect(new Set(ids.map((id) => id.slice(0, 26))).size).toBe(1);
    expect(ids.every((id) => id.length <= 64)).toBe(true);
  });
});

describe('damage', () => {
  it('at the end, as a torn write leaves it, is cut off, and everything before it is kept', async () => {
    const first = await lab.start();
    first.sink.behaviour = 'hang';
    first.journal.append([fact('a')]);
    first.journal.append([fact('b')]);
    const directory = await lab.crash(first);
    const [segment = ''] = segmentsIn(directory);
    const path = join(directory, segment);
    overwrite(path, writtenBytes(path) - 1, Buffer.from('?'));
    const second = await lab.start(directory);
    second.journal.append([fact('c')]);
    await second.journal.flush();
    expect(lab.store.rows).toEqual(['a', 'c']);
  });

  it('at any byte never stops the start, nor costs what lies before it', async () => {
    const first = await lab.start();
    first.sink.behaviour = 'hang';
    for (const row of ['a', 'b', 'c']) first.journal.append([fact(row)]);
    const original = await lab.crash(first);
    const [segment = ''] = segmentsIn(original);
    const end = writtenBytes(join(original, segment));
    for (let at = 16; at < end; at += 3) {
      const directory = lab.directory();
      cpSync(original, directory, { recursive: true });
      const before = lab.store.rows.length;
      overwrite(join(directory, segment), at, Buffer.from([0xff]));
      const again = await lab.start(directory);
      await again.journal.flush();
      const rows = lab.store.rows.slice(before);
      expect(['', 'a', 'a,b', 'a,b,c']).toContain(rows.join());
      expect(rows.length).toBeGreaterThanOrEqual(Math.floor((at - 16) / 21));
      again.sink.cutOff();
      await lab.close(again);
      lab.cleanStore();
    }
  });

  it('of a header sets the segment aside, and the rest is delivered', async () => {
    const first = await lab.start();
    first.sink.behaviour = 'hang';
    for (let at = 0; at < 40; at++) first.journal.append([fact(`row-${at}`.padEnd(600))]);
    const directory = await lab.crash(first);
    const [damaged = ''] = segmentsIn(directory);
    overwrite(join(directory, damaged), 0, Buffer.from('garbage!'));
    const second = await lab.start(directory);
    second.journal.append([fact('new')]);
    await second.journal.flush();
    expect(readdirSync(directory)).toContain(`${damaged}.damaged`);
    const rows = lab.store.rows.map((row) => row.trim());
    expect(rows.at(-1)).toBe('new');
    expect(rows.at(-2)).toBe('row-39');
    // A segment holds thirteen of them.
    expect(rows).toHaveLength(40 - 13 + 1);
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('of a segment to nothing is set aside too', async () => {
    const first = await lab.start();
    const directory = await lab.crash(first);
    const [segment = ''] = segmentsIn(directory);
    truncateSync(join(directory, segment), 0);
    const second = await lab.start(directory);
    second.journal.append([fact('a')]);
    await second.journal.flush();
    expect(lab.store.rows).toEqual(['a']);
    expect(segmentsIn(directory)).not.toContain(segment);
  });

  it('of the last line about a batch makes it one that was never tried', async () => {
    const first = await lab.start();
    first.journal.append([fact('a')]);
    await first.journal.flush();
    const directory = await lab.crash(first);
    const cuts = join(directory, 'recording.cuts');
    const lines = readFileSync(cuts, 'utf8');
    writeFileSync(cuts, `${lines}\n["cut",1,5`);
    const second = await lab.start(directory);
    second.journal.append([fact('b')]);
    await second.journal.flush();
    const third = await lab.start(await lab.crash(second));
    await third.journal.flush();
    expect(lab.store.rows).toEqual(['a', 'b']);
  });

  it('of a file that a start had begun to allocate is removed', async () => {
    const first = await lab.start();
    const directory = await lab.crash(first);
    writeFileSync(join(directory, 'next-9.blank'), 'half');
    await lab.start(directory);
    expect(readdirSync(directory)).not.toContain('next-9.blank');
  });
});

describe('a clock', () => {
  it('that is minutes behind the last record stops the start with a sentence', async () => {
    const first = await lab.start();
    first.journal.append([fact('a')]);
    const directory = await lab.crash(first);
    lab.clock.atMs -= HOUR_MS;
    const refusal = await lab.start(directory).catch((error: unknown) => error);
    lab.clock.atMs += HOUR_MS;
    expect(refusal).toBeInstanceOf(ClockBehindError);
    expect((refusal as Error).message).toMatch(
      /^The clock says 2026-01-30T23:00:00\.000Z, but the journal's last record is of 2026-01-31T00:00:00\.000Z: set the clock right/,
    );
  });

  it('that went back by less, as synchronisation does, stops nothing', async () => {
    const first = await lab.start();
    first.journal.append([fact('a')]);
    const directory = await lab.crash(first);
    lab.clock.atMs -= 4 * 60_000;
    const second = await lab.start(directory);
    lab.clock.atMs += 4 * 60_000;
    await second.journal.flush();
    expect(lab.store.rows).toEqual(['a']);
  });
});
