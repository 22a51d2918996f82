/** Journals on the real file system, and the crash of the process that owns one. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal, type JournalOptions, type JournalRecord } from '../../../src/journal';
import { RecordedRows, RecordingSink } from '../../support/recording-sink';
import { silentLog } from '../../support/postgres';

class TestClock {
  constructor(public atMs = Date.UTC(2026, 0, 31)) {}

  nowMs(): number {
    return this.atMs;
  }
}

/** Small, so that tests cross the ends of segments. */
export const SEGMENT_BYTES = 8 * 1024;

export interface Opened {
  readonly journal: Journal;
  readonly sink: RecordingSink;
  readonly directory: string;
}

/** The journals of one test file; everything is closed and removed after each test. */
export class Lab {
  readonly clock = new TestClock();
  store = new RecordedRows();
  private readonly directories: string[] = [];
  private open: { journal: Journal; sinks: readonly RecordingSink[] }[] = [];

  directory(): string {
    const directory = mkdtempSync(join(tmpdir(), 'bursar-journal-'));
    this.directories.push(directory);
    return directory;
  }

  async start(directory = this.directory(), more: Partial<JournalOptions> = {}): Promise<Opened> {
    const sink = new RecordingSink(this.store);
    const journal = await this.openWith(directory, [sink], more);
    return { journal, sink, directory };
  }

  async openWith(
    directory: string,
    sinks: readonly RecordingSink[],
    more: Partial<JournalOptions> = {},
  ): Promise<Journal> {
    const options = {
      directory,
      segmentBytes: SEGMENT_BYTES,
      sync: 'grouped',
      clock: this.clock,
      log: silentLog,
    } as const;
    const journal = await Journal.open({ ...options, sinks, ...more });
    this.open.push({ journal, sinks });
    return journal;
  }

  async close({ journal }: Pick<Opened, 'journal'>): Promise<void> {
    this.open = this.open.filter((one) => one.journal !== journal);
    await journal.close();
  }

  /** What a SIGKILL leaves behind when everything appended has been written: a copy of the files, and a store that hears no more. */
  async crash(opened: Opened): Promise<string> {
    await opened.journal.written();
    opened.sink.cutOff();
    const copy = this.directory();
    cpSync(opened.directory, copy, { recursive: true });
    await this.close(opened);
    return copy;
  }

  /** Another store, as empty as the first was. */
  cleanStore(): void {
    this.store = new RecordedRows();
  }

  async cleanUp(): Promise<void> {
    for (const { journal, sinks } of this.open.splice(0)) {
      for (const sink of sinks) sink.cutOff();
      await journal.close();
    }
    for (const directory of this.directories.splice(0)) rmSync(directory, { recursive: true, force: true });
    this.cleanStore();
  }
}

export const fact = (payload: string): JournalRecord => ({ type: 'fact', topic: 'decision', key: '', payload });
export const intent = (key: string, payload: string): JournalRecord => ({
  type: 'intent',
  topic: 'attempt',
  key,
  payload,
});
export const outcome = (key: string, payload: string): JournalRecord => ({
  type: 'outcome',
  topic: 'attempt',
  key,
  payload,
});

export const segmentsIn = (directory: string): string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.segment'))
    .sort();
