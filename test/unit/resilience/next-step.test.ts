/** What follows a failure: who is asked next and when, by the table and by a policy's plan. */
import fc from 'fast-check';
import { FAILURE_CLASSES, type FailureClass } from '../../../src/ledger/domain/attempt';
import {
  BACKOFF_JITTER,
  backoffMs,
  LONGEST_BACKOFF_MS,
  LONGEST_WAIT_MS,
  waitMs,
} from '../../../src/resilience/domain/backoff';
import { FAILURES } from '../../../src/resilience/domain/failure-table';
import {
  type Failed,
  nextStep,
  type Planned,
  type Standing,
  type Target,
} from '../../../src/resilience/domain/next-step';
import { catalogOf, model } from '../routing/lab';

const catalog = catalogOf({
  models: [
    model('small', '1', { provider: 'one', context_window: 8_000 }),
    model('small', '2', { provider: 'two', context_window: 8_000 }),
    model('other', '3', { provider: 'one', context_window: 8_000 }),
    model('large', '4', { provider: 'two', context_window: 100_000 }),
  ],
});

function target(id: string, credential = 'main', line = 0): Target {
  const candidate = catalog.candidateById.get(id);
  if (candidate === undefined) throw new Error(id);
  return { candidate, credential, line };
}

const SMALL = target('one/small');
const SPARE = target('one/small', 'spare');
const OTHER = target('one/other');
const ELSEWHERE = target('two/small');
const LARGE = target('two/large');
/** A cheaper model stands before the same one elsewhere. */
const ALL = [SMALL, SPARE, OTHER, ELSEWHERE, LARGE];

const NOW = 1_000_000;
const HALF = 0.5;

const failed = (of: Target, failureClass: FailureClass, more: Partial<Failed> = {}): Failed => ({
  ...{ target: of, failureClass, atMs: NOW, retryAfterMs: null, planned: null, ...more },
});
const standing = (failures: readonly Failed[], more: Partial<Standing<Target>> = {}): Standing<Target> => ({
  ...{ targets: ALL, failures, passedOver: [], attemptsLeft: 3, deadlineMs: NOW + 60_000, nowMs: NOW, chance: HALF },
  ...more,
});
const nameOf = ({ candidate, credential }: Target): string => `${candidate.id} ${credential}`;

/** "now" or so many milliseconds later, and who; or "stop". */
function stepAfter(failures: readonly Failed[], more: Partial<Standing<Target>> = {}): string {
  const step = nextStep(standing(failures, more));
  if (step.kind === 'stop') return 'stop';
  return `${nameOf(step.target)}${step.atMs === NOW ? '' : ` +${step.atMs - NOW}`}`;
}

describe('after a failure of the first choice, alone among others', () => {
  it.each<[FailureClass, string]>([
    ['server_error', 'one/small spare'],
    ['rate_limited', 'one/small spare'],
    ['auth_error', 'one/small spare'],
    ['billing_error', 'one/small spare'],
    ['timeout', 'two/small main'],
    ['bad_response', 'two/small main'],
    ['stream_interrupted', 'two/small main'],
    ['model_not_found', 'two/small main'],
    ['connect_error', 'two/small main'],
    ['context_overflow', 'two/large main'],
    ['content_filter', 'stop'],
    ['invalid_request', 'stop'],
    ['cancelled', 'stop'],
  ])('%s leads to %s', (failureClass, expected) => {
    expect(stepAfter([failed(SMALL, failureClass)])).toBe(expected);
  });

  it('every class of the ledger has a row', () => {
    expect(Object.keys(FAILURES).sort()).toEqual([...FAILURE_CLASSES].sort());
  });

  it('PG-19: on 5xx and rate limits the secondary credentials come first', () => {
    for (const failureClass of ['server_error', 'rate_limited'] as const)
      expect(stepAfter([failed(SMALL, failureClass)])).toBe(nameOf(SPARE));
  });
});

describe('the order of hops', () => {
  it('UH-22: is another credential, the same model elsewhere, and then the next candidate of the decision', () => {
    const failures = [failed(SMALL, 'server_error')];
    const seen: string[] = [];
    for (let left = 4; left > 0; left--) {
      const step = nextStep(standing(failures, { attemptsLeft: left }));
      if (step.kind === 'stop') break;
      seen.push(nameOf(step.target));
      failures.push(failed(step.target, 'server_error'));
    }
    expect(seen).toEqual([SPARE, ELSEWHERE, OTHER, LARGE].map(nameOf));
  });

  it('SP-18: is that of the list where there is one', () => {
    const listed = [SMALL, target('one/other', 'main', 1), target('two/small', 'main', 2)];
    expect(stepAfter([failed(SMALL, 'timeout')], { targets: listed })).toBe('one/other main');
  });

  it('passes over whoever cannot be asked', () => {
    expect(stepAfter([failed(SMALL, 'timeout')], { passedOver: [ELSEWHERE] })).toBe('one/other main');
  });

  it('leaves out a whole provider that cannot be reached, for the rest of the call', () => {
    const failures = [failed(SMALL, 'connect_error'), failed(ELSEWHERE, 'server_error')];
    expect(stepAfter(failures)).toBe('two/large main');
    expect(stepAfter([...failures, failed(LARGE, 'timeout')])).toBe('one/small main +500');
  });

  it('leaves out a credential that is refused, for all models of its provider', () => {
    const targets = [SMALL, OTHER, LARGE];
    expect(stepAfter([failed(SMALL, 'auth_error')], { targets })).toBe('two/large main');
  });

  it('leads from an overflow only to a window that is known to be larger', () => {
    const unknown = catalogOf({ models: [model('a', '1', { context_window: 10 }), model('b', '1')] });
    const [a, b] = unknown.candidates.map((candidate): Target => ({ candidate, credential: '', line: 0 }));
    if (a === undefined || b === undefined) throw new Error('two models');
    expect(stepAfter([failed(a, 'context_overflow')], { targets: [a, b] })).toBe('stop');
    expect(stepAfter([failed(b, 'context_overflow')], { targets: [b, a] })).toBe('stop');
  });
});

describe('the same is asked again', () => {
  const alone = { targets: [SMALL] };

  it('only when nobody else is left, and after a wait', () => {
    expect(stepAfter([failed(SMALL, 'server_error')], alone)).toBe('one/small main +500');
    expect(stepAfter([failed(SMALL, 'server_error'), failed(SMALL, 'server_error')], alone)).toBe(
      'one/small main +1000',
    );
  });

  it('not after a failure that would only repeat itself', () => {
    const hopeless = FAILURE_CLASSES.filter((name) => !FAILURES[name].retrySame);
    expect(hopeless.map((name) => stepAfter([failed(SMALL, name)], alone))).toEqual(hopeless.map(() => 'stop'));
  });

  it('at the moment that the provider names, not sooner', () => {
    const wait = (retryAfterMs: number) =>
      stepAfter([failed(SMALL, 'rate_limited', { retryAfterMs })], { ...alone, chance: 0 });
    expect(wait(2_000)).toBe('one/small main +2000');
    expect(wait(-5)).toBe('one/small main +400');
    expect(wait(LONGEST_WAIT_MS + 1)).toBe('stop');
    expect(wait(365 * 24 * 3600 * 1000)).toBe('stop');
  });

  it('whoever is ready first, of all that failed', () => {
    const failures = [
      failed(SMALL, 'rate_limited', { retryAfterMs: 1_000 }),
      failed(ELSEWHERE, 'rate_limited', { retryAfterMs: 9_000 }),
    ];
    expect(stepAfter(failures, { targets: [SMALL, ELSEWHERE], chance: 0 })).toBe('one/small main +1000');
  });

  it('not beyond the deadline', () => {
    expect(stepAfter([failed(SMALL, 'server_error')], { ...alone, deadlineMs: NOW + 500 })).toBe('stop');
    expect(stepAfter([failed(SMALL, 'server_error')], { ...alone, deadlineMs: NOW + 501 })).toBe('one/small main +500');
  });
});

it('nobody is asked when the attempts are used up, or the deadline is past', () => {
  expect(stepAfter([failed(SMALL, 'timeout')], { attemptsLeft: 0 })).toBe('stop');
  expect(stepAfter([failed(SMALL, 'timeout')], { deadlineMs: NOW })).toBe('stop');
});

describe("a policy's plan", () => {
  const plan = (planned: Partial<Planned>): Partial<Failed> => ({
    planned: { verbs: ['next_candidate', 'abort'], retries: 1, waitMs: 0, ...planned },
  });
  const after = (planned: Partial<Planned>, failureClass: FailureClass = 'server_error'): string =>
    stepAfter([failed(SMALL, failureClass, plan(planned))]);

  it.each<[string, Partial<Planned>, string]>([
    ['abort ends the call', { verbs: ['abort', 'abort'] }, 'stop'],
    [
      'retry_same asks the same, with its own wait',
      { verbs: ['retry_same', 'abort'], waitMs: 70 },
      'one/small main +70',
    ],
    [
      'retry_same that is used up leads to what comes then',
      { verbs: ['retry_same', 'next_candidate'], retries: 0 },
      'one/other main',
    ],
    ['next_candidate is the next of the order, not the same elsewhere', {}, 'one/other main'],
    [
      'next_provider_same_model is the same elsewhere',
      { verbs: ['next_provider_same_model', 'abort'] },
      'two/small main',
    ],
    [
      'disable_provider leaves nobody of that provider',
      { verbs: ['disable_provider', 'next_candidate'] },
      'two/small main',
    ],
  ])('%s', (_what, planned, expected) => {
    expect(after(planned)).toBe(expected);
  });

  it('UH-21: disables a provider for the rest of the call', () => {
    const first = failed(SMALL, 'auth_error', plan({ verbs: ['disable_provider', 'next_candidate'] }));
    expect(stepAfter([first, failed(ELSEWHERE, 'server_error', plan({}))])).toBe('two/large main');
  });

  it('UH-21: decides over a content filter and an invalid request, but cannot make a small window larger', () => {
    expect(after({}, 'content_filter')).toBe('one/other main');
    expect(after({}, 'invalid_request')).toBe('one/other main');
    expect(after({}, 'context_overflow')).toBe('two/large main');
    expect(after({}, 'cancelled')).toBe('stop');
  });
});

describe('a wait', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });

  it('doubles, is never longer than the limit, and differs from call to call', () => {
    expect([1, 2, 3, 4, 5, 9].map((failures) => backoffMs(failures, HALF))).toEqual([
      500, 1000, 2000, 4000, 5000, 5000,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), chance, (failures, by) => {
        const ms = backoffMs(failures, by);
        return ms >= 500 * (1 - BACKOFF_JITTER) && ms <= LONGEST_BACKOFF_MS;
      }),
    );
  });

  it('is never shorter than what the provider asks for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), chance, (retryAfterMs, by) => {
        return waitMs({ failures: 1, chance: by, retryAfterMs }) >= retryAfterMs;
      }),
    );
  });
});

it('whatever fails, nobody is asked more often than the attempts allow, beyond the deadline, or again without a wait', () => {
  const classes = fc.constantFrom(...FAILURE_CLASSES);
  fc.assert(
    fc.property(fc.array(fc.record({ failureClass: classes, tookMs: fc.nat(5_000) }), { maxLength: 12 }), (course) => {
      const failures: Failed[] = [];
      let [next, nowMs]: [Target | null, number] = [SMALL, NOW];
      for (const { failureClass, tookMs } of course) {
        if (next === null) break;
        nowMs += tookMs;
        failures.push(failed(next, failureClass, { atMs: nowMs }));
        const step = nextStep(standing(failures, { nowMs, attemptsLeft: 6 - failures.length }));
        if (step.kind === 'attempt') {
          expect(step.atMs).toBeLessThan(NOW + 60_000);
          const before = failures.findLast(({ target: asked }) => asked === step.target)?.atMs ?? -Infinity;
          expect(step.atMs - before).toBeGreaterThanOrEqual(500);
          nowMs = Math.max(nowMs, step.atMs);
        }
        next = step.kind === 'attempt' ? step.target : null;
      }
      expect(failures.length).toBeLessThanOrEqual(6);
    }),
  );
});
