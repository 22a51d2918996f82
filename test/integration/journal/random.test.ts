/** Any sequence of work, failures, crashes and restarts: nothing is lost and nothing is counted twice. */
import fc from 'fast-check';
import type { JournalRecord } from '../../../src/journal';
import { eventually } from '../../support/eventually';
import type { Behaviour } from '../../support/recording-sink';
import { fact, intent, Lab, type Opened, outcome } from './lab';

const lab = new Lab();
afterEach(() => lab.cleanUp());

type Step =
  | { readonly do: 'append'; readonly facts: number; readonly bytes: number }
  | { readonly do: 'begin' }
  | { readonly do: 'end' }
  | { readonly do: 'behave'; readonly as: Behaviour }
  | { readonly do: 'deliver' }
  | { readonly do: 'crash' }
  | { readonly do: 'restart' };

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    fc.record({
      do: fc.constant('append' as const),
      facts: fc.integer({ min: 1, max: 4 }),
      bytes: fc.nat({ max: 1500 }),
    }),
    fc.record({ do: fc.constantFrom('begin' as const, 'end' as const) }),
    fc.record({ do: fc.constant('behave' as const), as: fc.constantFrom<Behaviour>('ok', 'fail', 'lose-answer') }),
    fc.record({ do: fc.constantFrom('deliver' as const, 'crash' as const, 'restart' as const) }),
  ),
  { maxLength: 40 },
);

/** The journal under test, and what must come out of it. */
class World {
  readonly expected = new Set<string>();
  private readonly begun = new Set<string>();
  private number = 0;

  constructor(private opened: Opened) {}

  async take(step: Step): Promise<void> {
    const { journal, directory, sink } = this.opened;
    if (step.do === 'append') journal.append(Array.from({ length: step.facts }, () => this.newFact(step.bytes)));
    else if (step.do === 'begin') this.begin();
    else if (step.do === 'end') this.end();
    else if (step.do === 'behave') sink.behaviour = step.as;
    else if (step.do === 'deliver') await this.deliver();
    else if (step.do === 'crash') await this.reopen(await lab.crash(this.opened));
    else {
      await lab.close(this.opened);
      await this.reopen(directory);
    }
  }

  async finish(): Promise<void> {
    await lab.close(this.opened);
    await this.reopen(this.opened.directory);
    await this.opened.journal.flush();
    await lab.close(this.opened);
  }

  /** One try, whatever comes of it. */
  private async deliver(): Promise<void> {
    const { journal } = this.opened;
    const { calls } = lab.store;
    const before = calls.length;
    void journal.flush();
    await eventually(() => calls.length > before || journal.stats().undeliveredBytes === 0);
  }

  private async reopen(directory: string): Promise<void> {
    this.opened = await lab.start(directory);
    // Whoever had begun is over, with an outcome that nobody knows.
    this.begun.clear();
  }

  private newFact(bytes: number): JournalRecord {
    return fact(this.expect(`fact-${(this.number += 1)}-${'x'.repeat(bytes)}`));
  }

  private begin(): void {
    const key = `att_${(this.number += 1)}`;
    this.begun.add(key);
    this.opened.journal.append([intent(key, this.expect(`${key} unknown`))]);
  }

  private end(): void {
    const [key] = this.begun;
    if (key === undefined) return;
    this.begun.delete(key);
    this.expected.delete(`${key} unknown`);
    this.opened.journal.append([outcome(key, this.expect(`${key} ended`))]);
  }

  private expect(row: string): string {
    this.expected.add(row);
    return row;
  }
}

it('BX-07: each fact and each attempt is in the store exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (sequence) => {
      const world = new World(await lab.start());
      for (const step of sequence) await world.take(step);
      await world.finish();
      expect([...lab.store.rows].sort()).toEqual([...world.expected].sort());
    }),
    { numRuns: 100, plugins: [fc.afterEach(() => lab.cleanUp())] },
  );
}, 120_000);
