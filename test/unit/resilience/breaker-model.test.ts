/** The breaker against its model, over any sequence of calls and times. */
import fc from 'fast-check';
import { DEFAULT_BREAKER as N } from '../../../src/catalog/domain/breaker-settings';
import { CLOCK_TOLERANCE_MS, MAX_RETRY_AFTER_MS, type Outcome } from '../../../src/resilience/domain/breaker';
import { Model } from './breaker-model';
import { Lab, NEUTRAL, SLOW, SUCCESS } from './circuits';

type Command = fc.Command<Model, Lab>;

const agree = (model: Model, lab: Lab): void => {
  expect(lab.state()).toBe(model.state);
  expect(model.probes).toBeLessThanOrEqual(N.probes);
};

class Wait implements Command {
  constructor(private readonly ms: number) {}
  check = (): boolean => true;
  run(model: Model, lab: Lab): void {
    lab.pass(this.ms);
    agree(model, lab);
  }
  toString = (): string => `wait ${this.ms}`;
}

class Admit implements Command {
  check = (): boolean => true;
  run(model: Model, lab: Lab): void {
    const permit = lab.admit();
    expect(permit !== null).toBe(model.admits(lab.nowMs));
    if (permit === null) return;
    const kind = model.admit(lab.nowMs);
    expect(permit.pass.passage).toBe(kind);
    model.flying.push({ spell: model.spell, kind, permit });
    agree(model, lab);
  }
  toString = (): string => 'admit';
}

class Insist implements Command {
  check = (model: Readonly<Model>): boolean => model.state !== 'closed';
  run(model: Model, lab: Lab): void {
    const kind = model.admits(lab.nowMs) ? model.admit(lab.nowMs) : 'insisted';
    const permit = lab.breakers.insist({ ...lab.key }, lab.nowMs);
    expect(permit.pass.passage).toBe(kind);
    model.flying.push({ spell: model.spell, kind, permit });
    agree(model, lab);
  }
  toString = (): string => 'insist';
}

class Settle implements Command {
  constructor(
    private readonly which: number,
    private readonly outcome: Outcome,
  ) {}
  check = (model: Readonly<Model>): boolean => model.flying.length > 0;
  run(model: Model, lab: Lab): void {
    const call = model.flying[this.which % model.flying.length];
    if (call === undefined) return;
    lab.settle(call.permit, this.outcome);
    model.settle(call, this.outcome, lab.nowMs);
    agree(model, lab);
  }
  toString = (): string => `settle ${this.which} ${JSON.stringify(this.outcome)}`;
}

const outcomes: fc.Arbitrary<Outcome> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(SUCCESS) },
  { weight: 2, arbitrary: fc.constant(SLOW) },
  { weight: 1, arbitrary: fc.constant(NEUTRAL) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(null, -5000, 1000, 60_000, 31_536_000_000)
      .map((retryAfterMs): Outcome => ({ kind: 'failure', failureClass: 'timeout', retryAfterMs })),
  },
);

const waits = fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 400_000 }));
const settles = fc.tuple(fc.nat(20), outcomes).map(([which, outcome]) => new Settle(which, outcome));
const commands = fc.commands(
  [
    waits.map((ms) => new Wait(ms)),
    ...[1, 2, 3].map(() => fc.constant(new Admit())),
    fc.constant(new Insist()),
    ...[1, 2, 3].map(() => settles),
  ],
  { maxCommands: 200, size: 'max' },
);

describe('the breaker', () => {
  it('MS-14: does what the model does, with at most three probes in flight, over any calls and times', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        fc.modelRun(() => ({ model: new Model(), real: new Lab() }), sequence);
      }),
      { numRuns: 100 },
    );
  });

  it('is never stuck, however the clock jumps: once all is settled and the longest time is over, it lets a call through', () => {
    const jumps = fc.integer({ min: -100_000_000, max: 100_000_000 });
    const step = fc.tuple(fc.oneof(fc.constant(0), jumps), outcomes);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const lab = new Lab();
        for (const [jump, outcome] of steps) {
          lab.pass(jump);
          const permit = lab.breakers.insist(lab.key, lab.nowMs);
          lab.settle(permit, outcome);
        }
        lab.pass(MAX_RETRY_AFTER_MS + CLOCK_TOLERANCE_MS);
        expect(lab.admit()).not.toBeNull();
      }),
    );
  });
});
