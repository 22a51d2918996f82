/** Which limits of time hold for a call, and which of them is due next. */
import { NO_TIMEOUTS } from '../../../src/catalog/domain/catalog';
import {
  dueNext,
  limitsOf,
  sdkTimeoutMs,
  sharedLimits,
  type TimeLimits,
} from '../../../src/gateway/domain/time-limits';

const ENDPOINT = { firstTokenMs: 300, idleMs: 200, totalMs: 1000 };
const SILENT = { 'x-bursar-timeout-ms': null, 'x-stainless-timeout': null };
const limits = (more: Partial<Parameters<typeof limitsOf>[0]> = {}): TimeLimits =>
  limitsOf({ stream: true, timeouts: ENDPOINT, caller: SILENT, providerTimeoutMs: 60_000, ...more });

describe('of the limits on the whole call the least holds:', () => {
  it.each<[string, Parameters<typeof limits>[0], string, number]>([
    ["the operator's, where nobody says more", { timeouts: NO_TIMEOUTS }, 'PROVIDER_TIMEOUT_MS', 60_000],
    ["the endpoint's", {}, 'timeouts.total_ms', 1000],
    ["the caller's", { caller: { ...SILENT, 'x-bursar-timeout-ms': 900 } }, 'x-bursar-timeout-ms', 900],
    ["the SDK's", { caller: { ...SILENT, 'x-stainless-timeout': 800 } }, 'x-stainless-timeout', 800],
    ['never more than the endpoint allows', { caller: { 'x-bursar-timeout-ms': 1001 } }, 'timeouts.total_ms', 1000],
    ['never more than the operator allows', { providerTimeoutMs: 10 }, 'PROVIDER_TIMEOUT_MS', 10],
  ])('%s', (_what, more, name, ms) => {
    expect(limits(more).total).toMatchObject({ name, ms });
  });
});

it('a whole answer has no first token and no pauses', () => {
  expect(limits({ stream: false })).toMatchObject({ firstToken: null, idle: null, total: { ms: 1000 } });
});

it.each<[string, { begun: boolean; heardAtMs: number | null }, string, number]>([
  ['before the answer begins, the first token', { begun: false, heardAtMs: 5250 }, 'timeouts.first_token_ms', 5300],
  ['after that, the next sign of life', { begun: true, heardAtMs: 5400 }, 'timeouts.idle_ms', 5600],
  ['near the end, the end', { begun: true, heardAtMs: 5900 }, 'timeouts.total_ms', 6000],
  ['while the provider may not send, the end', { begun: true, heardAtMs: null }, 'timeouts.total_ms', 6000],
])('due is, %s', (_when, progress, name, atMs) => {
  expect(dueNext(limits(), { receivedAtMs: 5000, startedAtMs: 5000, ...progress })).toMatchObject({
    limit: { name },
    atMs,
  });
});

it.each<[string | string[] | undefined, number | null]>([
  ['600', 600_000],
  ['0.25', 250],
  ['1e9', 86_400_000],
  [undefined, null],
  ['0', null],
  ['-1', null],
  ['soon', null],
  ['', null],
  ['Infinity', 86_400_000],
  [['1', '2'], null],
])('x-stainless-timeout %j is %j ms', (header, ms) => {
  expect(sdkTimeoutMs(header)).toBe(ms);
});

describe('an attempt that another can follow', () => {
  const firstTokenMs = (stream: boolean, share: Parameters<typeof sharedLimits>[2]): number | undefined =>
    sharedLimits(limits({ stream, timeouts: NO_TIMEOUTS }), stream, share).firstToken?.ms;

  it.each([true, false])('has half of what is left, streaming: %s', (stream) => {
    expect(firstTokenMs(stream, { leftMs: 4000, usualMs: null })).toBe(2000);
    expect(firstTokenMs(stream, { leftMs: 1, usualMs: null })).toBeUndefined();
  });

  it('has twice what it usually takes, and all the time where that is no less', () => {
    expect(firstTokenMs(false, { leftMs: 4000, usualMs: 1500 })).toBe(3000);
    expect(firstTokenMs(false, { leftMs: 4000, usualMs: 2000 })).toBeUndefined();
  });

  it('has no more than its endpoint allows, and the limit says whose it is', () => {
    expect(sharedLimits(limits(), true, { leftMs: 1000, usualMs: null }).firstToken?.ms).toBe(300);
    expect(sharedLimits(limits(), true, { leftMs: 400, usualMs: null }).firstToken).toMatchObject({
      ...{ ms: 200, name: expect.stringContaining('timeouts.total_ms') },
    });
  });

  it('is late by its own start, and the call by its arrival', () => {
    const due = dueNext(limits(), { receivedAtMs: 5000, startedAtMs: 5600, begun: false, heardAtMs: 5600 });
    expect(due).toMatchObject({ limit: { name: 'timeouts.first_token_ms' }, atMs: 5900 });
    const late = dueNext(limits(), { receivedAtMs: 5000, startedAtMs: 5900, begun: false, heardAtMs: 5900 });
    expect(late).toMatchObject({ limit: { name: 'timeouts.total_ms' }, atMs: 6000 });
  });
});
