/** The configuration file of BURSAR_CONFIG: applied at start, and again whenever its content changes. */
import { createHash } from 'node:crypto';
import { type FSWatcher, watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Log } from '../../shared/log';
import { DocumentError, type DocumentProblem, problemText } from './problem';

// Editors and config maps write in several steps: what counts is the file after a moment of rest.
const SETTLE_MS = 100;
// Some file systems report no changes (network mounts, bind mounts of containers).
const LOOK_AGAIN_MS = 5_000;

export interface ConfigFile {
  readonly path: string;
  /** @throws DocumentError */
  apply(text: string): Promise<{ readonly warnings: readonly DocumentProblem[] }>;
  readonly log: Log;
}

export class ConfigWatcher {
  private readonly path: string;
  private watcher: FSWatcher | null = null;
  private settling: NodeJS.Timeout | undefined;
  private looking: NodeJS.Timeout | undefined;
  private appliedHash = '';
  private running: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly file: ConfigFile) {
    this.path = resolve(file.path);
  }

  /** @throws DocumentError, or what reading it throws: a start with a broken document is no start */
  async start(): Promise<void> {
    const text = await readFile(this.path, 'utf8');
    this.warn(await this.file.apply(text));
    this.appliedHash = hashOf(text);
    // The directory, since editors replace the file and a watch on the old one would go with it.
    this.watcher = watch(dirname(this.path), { persistent: false }, (_event, name) => {
      // A config map is replaced by turning a link of another name.
      if (name === null || name === basename(this.path) || name.startsWith('..')) this.settle();
    });
    this.watcher.on('error', (error) => this.file.log.warn({ err: error }, 'the configuration is no longer watched'));
    this.looking = setInterval(() => this.look(), LOOK_AGAIN_MS).unref();
  }

  async close(): Promise<void> {
    this.closed = true;
    this.watcher?.close();
    clearTimeout(this.settling);
    clearInterval(this.looking);
    await this.running;
  }

  private warn({ warnings }: { readonly warnings: readonly DocumentProblem[] }): void {
    if (warnings.length === 0) return;
    const problems = warnings.map(problemText);
    this.file.log.warn({ path: this.path, problems }, 'the configuration may not say what is meant');
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.look(), SETTLE_MS).unref();
  }

  private look(): void {
    this.running = this.running.then(() => (this.closed ? undefined : this.applyChange()));
  }

  private async applyChange(): Promise<void> {
    try {
      const text = await readFile(this.path, 'utf8');
      const hash = hashOf(text);
      if (hash === this.appliedHash) return;
      await this.applyVersion(text, hash);
    } catch (error) {
      // Between the removal and the return of a file that is being replaced, the old state stays.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      this.file.log.error({ err: error, path: this.path }, 'the configuration could not be applied; it is tried again');
    }
  }

  /** A refused version is not tried again until it changes; a store that is away is. */
  private async applyVersion(text: string, hash: string): Promise<void> {
    try {
      this.warn(await this.file.apply(text));
      this.file.log.info({ path: this.path }, 'the configuration was applied');
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      const problems = error.problems.map(problemText);
      this.file.log.error({ path: this.path, problems }, 'the configuration is refused; the last one stays in force');
    }
    this.appliedHash = hash;
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
