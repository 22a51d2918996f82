/** From append to the store: once, in order, whatever the store or the process does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { RecordedRows, RecordingSink } from '../../support/recording-sink';
import { fact, intent, Lab, outcome, SEGMENT_BYTES } from './lab';

const lab = new Lab();
afterEach(() => lab.cleanUp());

const facts = (count: number, name = 'row'): string[] => Array.from({ length: count }, (_, at) => `${name}-${at}`);

describe('delivery', () => {
  it('BX-07: brings every record to the store once and in order, and flush says when', async () => {
    const { journal, sink } = await lab.start();
    const rows = facts(50);
    for (const row of rows) journal.append([fact(row)]);
    await journal.flush();
    expect(sink.store.rows).toEqual(rows);
    expect(journal.stats()).toMatchObject({
      undeliveredBytes: 0,
      failing: [],
      openIntents: 0,
      headroomBytes: Infinity,
    });
  });

  it('keeps any text byte for byte', async () => {
    const { journal, sink } = await lab.start();
    const rows = ['{"customer":"Müller 😀"}', '', 'x'.repeat(SEGMENT_BYTES / 2), '\u2028"\\'];
    journal.append(rows.map(fact));
    await journal.flush();
    expect(sink.store.rows).toEqual(rows);
  });

  it('does not deliver an intent, but its outcome', async () => {
    const { journal, sink } = await lab.start();
    journal.append([fact('decided'), intent('att_1', 'unknown')]);
    await journal.flush();
    expect(sink.store.rows).toEqual(['decided']);
    expect(journal.stats().openIntents).toBe(1);
    journal.append([outcome('att_1', 'ended')]);
    await journal.flush();
    expect(sink.store.rows).toEqual(['decided', 'ended']);
    expect(journal.stats().openIntents).toBe(0);
  });

  it('crosses the ends of segments without a gap', async () => {
    const { journal, sink, directory } = await lab.start();
    const rows = facts(200, 'x'.repeat(300));
    for (const row of rows) journal.append([fact(row)]);
    await journal.flush();
    expect(sink.store.rows).toEqual(rows);
    await lab.close({ journal });
    const again = await lab.start(directory);
    await again.journal.flush();
    expect(sink.store.rows).toEqual(rows);
  });

  it('refuses a record that no segment and no delivery can hold, and goes on', async () => {
    const { journal, sink } = await lab.start();
    expect(() => {
      journal.append([fact('x'.repeat(SEGMENT_BYTES))]);
    }).toThrow(/larger than a journal segment/);
    expect(() => {
      journal.append([fact('x'.repeat(5 * 1024 * 1024))]);
    }).toThrow(/larger than a delivery takes/);
    journal.append([fact('small')]);
    await journal.flush();
    expect(sink.store.rows).toEqual(['small']);
  });

  it('waits for the disk only where it is told to', async () => {
    const grouped = await lab.start();
    grouped.journal.append([fact('row')]);
    expect(grouped.journal.durable()).toBe(grouped.journal.written());
    const always = await lab.start(undefined, { sync: 'always' });
    always.journal.append([fact('row')]);
    await expect(always.journal.durable()).resolves.toBeUndefined();
  });
});

describe('a store that fails', () => {
  it('is tried again with the same batch, in doubt, until it takes it', async () => {
    const { journal, sink } = await lab.start();
    sink.behaviour = 'fail';
    journal.append([fact('a')]);
    await eventually(() => sink.store.calls.length > 0);
    journal.append([fact('b')]);
    expect(journal.stats()).toMatchObject({ failing: ['recording'] });
    expect(journal.stats().undeliveredBytes).toBeGreaterThan(0);
    sink.behaviour = 'ok';
    await journal.flush();
    expect(sink.store.rows).toEqual(['a', 'b']);
    const [first, ...more] = sink.store.calls.filter(({ rows }) => rows.includes('a'));
    expect(first).toMatchObject({ doubtful: false, rows: ['a'] });
    expect(more).not.toHaveLength(0);
    expect(more.every((call) => call.doubtful && call.id === first?.id && call.rows.join() === 'a')).toBe(true);
    expect(journal.stats()).toMatchObject({ undeliveredBytes: 0, failing: [] });
  });

  it('BX-07: and has taken the batch is not made to count it twice, and is asked to reconcile', async () => {
    const { journal, sink } = await lab.start();
    await eventually(() => sink.reconciled === 1);
    sink.behaviour = 'lose-answer';
    journal.append([fact('a')]);
    await eventually(() => sink.store.rows.length > 0);
    sink.behaviour = 'ok';
    await journal.flush();
    expect(sink.store.rows).toEqual(['a']);
    expect(sink.reconciled).toBe(2);
  });

  it('and was restarted is given again what is still kept, in doubt', async () => {
    const { journal, sink } = await lab.start();
    journal.append([fact('a')]);
    await journal.flush();
    const before = sink.store.calls.length;
    sink.started = 'again';
    lab.clock.atMs += 11_000;
    await eventually(() => sink.store.calls.length > before);
    expect(sink.store.calls.slice(before)).toEqual([{ ...sink.store.calls[0], doubtful: true }]);
    expect(sink.store.rows).toEqual(['a']);
  });

  it('does not hold up another one', async () => {
    const [slow, quick] = [
      new RecordingSink(new RecordedRows(), 'slow'),
      new RecordingSink(new RecordedRows(), 'quick'),
    ];
    slow.behaviour = 'hang';
    const journal = await lab.openWith(lab.directory(), [slow, quick]);
    const rows = facts(100, 'x'.repeat(200));
    for (const row of rows) journal.append([fact(row)]);
    await eventually(() => quick.store.rows.length === rows.length);
    expect(slow.store.rows).toEqual([]);
    expect(journal.stats().undeliveredBytes).toBeGreaterThan(0);
    slow.behaviour = 'ok';
    slow.cutOff();
  });
});

describe('sinks', () => {
  it('of a topic that nobody writes are not behind, and write nothing down', async () => {
    const [rare, all] = [
      new RecordingSink(new RecordedRows(), 'rare', ['failover']),
      new RecordingSink(new RecordedRows(), 'all'),
    ];
    const directory = lab.directory();
    const journal = await lab.openWith(directory, [rare, all]);
    for (const row of facts(100, 'x'.repeat(200))) journal.append([fact(row)]);
    await journal.flush();
    expect(journal.stats().undeliveredBytes).toBe(0);
    expect(readFileSync(join(directory, 'rare.cuts'), 'utf8')).toBe('');
    journal.append([{ ...fact('seldom'), topic: 'failover' }]);
    await journal.flush('rare');
    expect(rare.store.rows).toEqual(['seldom']);
  });

  it('get their own topics, each at its own pace and each everything', async () => {
    const attempts = new RecordingSink(new RecordedRows(), 'attempts', ['attempt']);
    const decisions = new RecordingSink(new RecordedRows(), 'decisions', ['decision']);
    decisions.behaviour = 'fail';
    const journal = await lab.openWith(lab.directory(), [attempts, decisions]);
    journal.append([fact('decided'), intent('att_1', 'unknown')]);
    journal.append([outcome('att_1', 'ended')]);
    await eventually(() => attempts.store.rows.length > 0);
    decisions.behaviour = 'ok';
    await journal.flush();
    expect([attempts.store.rows, decisions.store.rows]).toEqual([['ended'], ['decided']]);
  });
});
