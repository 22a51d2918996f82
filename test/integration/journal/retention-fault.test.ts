/** Tidying up that fails: the journal goes on, with more than it needs to keep. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { eventually } from '../../support/eventually';
import { fact, Lab, segmentsIn } from './lab';

const lab = new Lab();
afterEach(() => lab.cleanUp());

// The journal looks every five seconds; a loaded machine may be late.
const WITHIN_MS = 30_000;

it(
  'goes on when the record of what was delivered cannot be rewritten, as on a full disk',
  async () => {
    const lines: string[] = [];
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
    const { journal, sink, directory } = await lab.start(lab.directory(), { log });
    for (let at = 0; at < 60; at += 1) journal.append([fact(`${at}`.padStart(600, 'x'))]);
    await journal.flush();
    // In the place of the file that the new record is written to.
    mkdirSync(join(directory, `${sink.name}.cuts.new`));
    lab.clock.atMs += 20 * 60_000;
    await eventually(() => segmentsIn(directory).length === 1, WITHIN_MS);
    await eventually(() => lines.some((line) => line.includes('could not be tidied up')));
    journal.append([fact('last')]);
    await journal.flush();
    expect(lab.store.rows).toHaveLength(61);
  },
  WITHIN_MS,
);
