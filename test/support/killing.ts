/** Kills of the service under load, one after the other on one data directory, and what must hold after all of them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepCalling } from './killing-callers';
import { type Ledger, readLedger, untilDelivered } from './killing-ledger';
import { configFor, runsReceived } from './killing-simulator';
import { type Environment, NotStartedError, type ServiceProcess, type Services } from './service-process';
import type { Simulator } from './simulator/simulator';

/** Where the kill happens: at a moment by chance, or at a point of `kill-points.cjs`. */
export type KillPoint =
  | 'any-moment'
  | 'before-append'
  | 'half-appended'
  | 'after-append'
  | 'before-hop'
  | 'half-hop'
  | 'after-hop'
  | 'after-cut'
  | 'before-acknowledgement';

export interface Scene {
  readonly services: Services;
  readonly simulator: Simulator;
  readonly dataDir: string;
  readonly environment: Environment;
  /** Where the rows must be. */
  readonly clickhouseUrl: () => string;
  /** What the callers ask for; `lab/tiny` unless said. */
  readonly model?: string;
  /** Of the service; that of one plain provider unless said. */
  readonly config?: string;
}

export interface Kill {
  readonly point: KillPoint;
  /** Called between the start and the load. */
  readonly afterStart?: () => void;
  /** With `any-moment`: the kill waits for it too. */
  readonly whenReached?: () => Promise<void>;
}

const LONGEST_LIFE_MS = 500;
/** Few cuts happen in a life, many appends. */
const LATEST: Readonly<Record<KillPoint, number>> = {
  'any-moment': 0,
  'before-append': 40,
  'half-appended': 40,
  'after-append': 40,
  'before-hop': 40,
  'half-hop': 40,
  'after-hop': 40,
  'after-cut': 2,
  'before-acknowledgement': 2,
};
const CALLING_WITHIN_MS = 20_000;

const TEARS: ReadonlySet<KillPoint> = new Set(['half-appended', 'half-hop']);

export class Killing {
  readonly ended: string[] = [];
  kills = 0;
  /** Kills in the middle of a write, which may part a decision from its attempt. */
  torn = 0;

  constructor(private readonly scene: Scene) {
    writeFileSync(this.configPath, scene.config ?? configFor(scene.simulator));
  }

  async kill({ point, afterStart, whenReached }: Kill): Promise<void> {
    const service = await this.startToDie(point);
    this.kills += 1;
    if (TEARS.has(point)) this.torn += 1;
    if (service === null) return;
    afterStart?.();
    const callers = keepCalling(service.url, 'run', this.scene.model);
    if (point === 'any-moment') {
      await whenReached?.();
      await pauseByChance();
      service.signal('SIGKILL');
    }
    const timer = setTimeout(() => service.signal('SIGTERM'), CALLING_WITHIN_MS);
    const { signal, code, stderr } = await service.ended;
    clearTimeout(timer);
    await callers.stop();
    if (signal !== 'SIGKILL') throw new Error(`"${point}" was not reached (exit ${code ?? signal}): ${stderr}`);
    this.ended.push(...callers.ended);
  }

  /** A service on the same directory that nobody kills. */
  start(): Promise<ServiceProcess> {
    return this.scene.services.start(this.options({}));
  }

  /** Starts once more, waits until everything is delivered, compares, and stops as an operator does. */
  settle(): Promise<Ledger> {
    return this.settled(() => readLedger(this.scene.clickhouseUrl()));
  }

  /** As `settle`, with what is read when everything is delivered. */
  async settled<Read>(read: () => Promise<Read>): Promise<Read> {
    const service = await this.start();
    await untilDelivered(service.url);
    const found = await read();
    service.signal('SIGTERM');
    const { code, stderr } = await service.ended;
    if (code !== 0) throw new Error(`It stopped with ${code}: ${stderr}`);
    return found;
  }

  /** Null when the point was reached before the first call: while it recovered from the last kill. */
  private async startToDie(point: KillPoint): Promise<ServiceProcess | null> {
    const nth = 1 + Math.floor(Math.random() * LATEST[point]);
    const preload = point === 'any-moment' ? [] : [join(__dirname, 'kill-points.cjs')];
    try {
      return await this.scene.services.start({ ...this.options({ BURSAR_KILL_AT: `${point}:${nth}` }), preload });
    } catch (error) {
      if (error instanceof NotStartedError && error.ended.signal === 'SIGKILL') return null;
      throw error;
    }
  }

  private options(more: Environment): { dataDir: string; environment: Environment } {
    const { dataDir, environment } = this.scene;
    return { dataDir, environment: { BURSAR_CONFIG: this.configPath, ...environment, ...more } };
  }

  private get configPath(): string {
    return join(this.scene.dataDir, 'bursar.yaml');
  }
}

/** The promise of exactly once, as one comparison. */
export function expectExactlyOnce(ledger: Ledger, { ended, torn }: Killing, simulator: Simulator): void {
  expect(ledger.faults).toEqual([]);
  expect(ledger.unattempted.length).toBeLessThanOrEqual(torn);
  const lost = ended.filter((run) => ledger.runs.get(run) !== 'success');
  expect(lost).toEqual([]);
  const unheardOf = [...runsReceived(simulator)].filter((run) => !ledger.runs.has(run));
  expect(unheardOf).toEqual([]);
}

const pauseByChance = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE_MS));
