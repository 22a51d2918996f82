/** Which segments are deleted, and which are still needed. */
import { eventually } from '../../support/eventually';
import { fact, intent, Lab, outcome, segmentsIn } from './lab';

const lab = new Lab();
afterEach(() => lab.cleanUp());

// The journal looks every five seconds; a loaded machine may be late.
const WITHIN_MS = 30_000;
const MINUTE_MS = 60_000;

const fill = (count: number) => Array.from({ length: count }, (_, at) => fact(`${at}`.padStart(600, 'x')));

describe('a segment', () => {
  it(
    'is kept for ten minutes after its delivery, then deleted, and what is left still recovers',
    async () => {
      const { journal, sink, directory } = await lab.start();
      for (const record of fill(60)) journal.append([record]);
      await journal.flush();
      const all = segmentsIn(directory);
      expect(all.length).toBeGreaterThan(3);
      const before = sink.store.calls.length;
      lab.clock.atMs += 9 * MINUTE_MS;
      // A restarted store asks for what is kept: the first segment is among it.
      sink.started = 'again';
      await eventually(() => sink.store.calls.length > before);
      expect(sink.store.calls[before]?.rows).toEqual(sink.store.calls[0]?.rows);
      expect(segmentsIn(directory)).toEqual(all);
      lab.clock.atMs += 2 * MINUTE_MS;
      await eventually(() => segmentsIn(directory).length === 1, WITHIN_MS);
      journal.append([fact('last')]);
      await journal.flush();
      const again = await lab.start(await lab.crash({ journal, sink, directory }));
      await again.journal.flush();
      expect(lab.store.rows).toHaveLength(61);
    },
    WITHIN_MS,
  );

  it(
    'is kept as long as a sink has not had it or an intent in it is open',
    async () => {
      const { journal, sink, directory } = await lab.start();
      const newest = (): string | undefined => segmentsIn(directory).at(-1);
      const oldest = (): string | undefined => segmentsIn(directory)[0];
      for (const record of fill(30)) journal.append([record]);
      journal.append([intent('att_1', 'unknown')]);
      const ofIntent = newest();
      for (const record of fill(20)) journal.append([record]);
      await journal.flush();
      lab.clock.atMs += 20 * MINUTE_MS;
      await eventually(() => oldest() === ofIntent, WITHIN_MS);

      journal.append([outcome('att_1', 'ended')]);
      await journal.flush();
      sink.behaviour = 'fail';
      const ofUndelivered = newest();
      for (const record of fill(30)) journal.append([record]);
      lab.clock.atMs += 20 * MINUTE_MS;
      await eventually(() => oldest() === ofUndelivered, WITHIN_MS);

      sink.behaviour = 'ok';
      await journal.flush();
      lab.clock.atMs += 20 * MINUTE_MS;
      await eventually(() => segmentsIn(directory).length === 1, WITHIN_MS);
      expect(lab.store.rows).toHaveLength(81);
    },
    WITHIN_MS,
  );
});
