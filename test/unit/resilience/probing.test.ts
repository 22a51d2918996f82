import type { Cause, Phase } from '../../../src/resilience/domain/breaker';
import { quietMs, untilNextRoundMs, wantsProbe } from '../../../src/resilience/domain/probing';
import { FAILURE, Lab } from './circuits';

const NOW = Date.UTC(2026, 0, 31);
const AT = { quietMs: 24_000, nowMs: NOW };

const trouble = (cause: Cause = 'failures_in_row') => ({ cause, openings: 1 });
const open = (untilMs: number, cause?: Cause): Phase => ({
  ...{ state: 'open', sinceMs: NOW - 15_000, untilMs, trouble: trouble(cause) },
});
const halfOpen = (probing: number): Phase => ({
  ...{ state: 'half_open', sinceMs: NOW - 30_000, trouble: trouble(), probing, successes: 0 },
});
const circuit = (phase: Phase, more: Partial<Parameters<typeof wantsProbe>[0]> = {}) => ({
  ...{ phase, lastFailure: 'server_error' as const, lastUsedMs: NOW - 15_000 },
  ...more,
});

it.each([
  ['a closed circuit', circuit({ state: 'closed', failuresInRow: 0, askedForMs: 0 }), false],
  ['an open one that is not due', circuit(open(NOW + 1)), false],
  ['an open one that is due', circuit(open(NOW)), true],
  ['one that was opened by hand', circuit(open(NOW, 'by_hand')), false],
  ['one whose calls were slow', circuit(open(NOW, 'slow_calls')), false],
  ['one whose failures came as a share', circuit(open(NOW, 'failure_rate')), true],
  ['a half-open one with a call on its way', circuit(halfOpen(1), { lastUsedMs: NOW - 30_000 }), false],
  ['a half-open one that was called lately', circuit(halfOpen(0)), false],
  ['a half-open one that nobody calls', circuit(halfOpen(0), { lastUsedMs: NOW - 24_000 }), true],
] as const)('%s: probed %#', (_what, given, wanted) => {
  expect(wantsProbe(given, AT)).toBe(wanted);
});

it.each([
  ['connect_error', true],
  ['server_error', true],
  ['timeout', true],
  ['auth_error', true],
  // A list of models answers while these go on.
  ['bad_response', false],
  ['stream_interrupted', false],
  ['billing_error', false],
  // Before a restart: nobody knows.
  [null, true],
] as const)('a circuit that %s opened is probed: %s', (lastFailure, wanted) => {
  expect(wantsProbe(circuit(open(NOW), { lastFailure }), AT)).toBe(wanted);
});

it('a round comes a fifth sooner or later by chance, and never within the time that counts as quiet', () => {
  expect([0, 0.5, 1].map((chance) => untilNextRoundMs(30_000, chance))).toEqual([24_000, 30_000, 36_000]);
  expect(quietMs(30_000)).toBe(24_000);
});

it('circuits are named once they are due and not while all is well', () => {
  const lab = new Lab({ failures_in_row: 1, open_s: 10 });
  const wanted = () => lab.breakers.wantingProbes(24_000, lab.nowMs);
  const first = lab.admitted();
  expect(wanted()).toEqual([]);
  lab.settle(first, FAILURE);
  expect(wanted()).toEqual([]);
  lab.pass(10_000);
  expect(wanted()).toEqual([lab.key]);
  const probe = lab.admitted();
  expect(wanted()).toEqual([]);
  lab.settle(probe, { kind: 'success', slow: false });
  expect(wanted()).toEqual([]);
  lab.pass(24_000);
  expect(wanted()).toEqual([lab.key]);
});
