/** What counts for and against a provider, and for and against us. */
import { FAILURE_CLASSES, OUTCOMES } from '../../../src/ledger/domain/attempt';
import { availabilityOf, NO_CALLS, requestVerdict, verdictOf } from '../../../src/resilience/domain/availability';
import { outagesOf, type TransitionRecord } from '../../../src/resilience/domain/outages';
import { callersSide } from '../../../src/resilience/domain/sla-report';

describe('a verdict', () => {
  it.each(FAILURE_CLASSES)('of %s is against the provider unless the caller did it', (failureClass) => {
    const doing = ['invalid_request', 'content_filter', 'context_overflow', 'cancelled'].includes(failureClass);
    expect(verdictOf('failure', failureClass)).toBe(doing ? 'not_counted' : 'failed');
  });

  it('of an end that nobody saw says nothing of the provider, but the caller had no answer', () => {
    expect(OUTCOMES.map((outcome) => verdictOf(outcome, ''))).toEqual([
      ...['answered', 'failed', 'not_counted', 'failed', 'not_counted'],
    ]);
    expect(requestVerdict('unknown', '')).toBe('failed');
    expect(requestVerdict('cancelled', 'cancelled')).toBe('not_counted');
  });
});

it('availability without anything that counts is not known', () => {
  expect(availabilityOf({ ...NO_CALLS, not_counted: 5 })).toBeNull();
  expect(availabilityOf({ answered: 3, failed: 1, not_counted: 5 })).toBe(0.75);
});

it('a retry that failed too saved nobody', () => {
  const ended = (outcome: 'success' | 'failure', requests: number, severalAttempts: boolean) =>
    ({ outcome, failureClass: outcome === 'success' ? '' : 'timeout', requests, severalAttempts }) as const;
  const side = callersSide([ended('success', 90, false), ended('success', 6, true), ended('failure', 4, true)]);
  expect(side).toMatchObject({ saved_by_failover: 6, availability: 0.96, availability_without_failover: 0.9 });
});

describe('an outage', () => {
  const step = (
    atMs: number,
    from: TransitionRecord['from'],
    to: TransitionRecord['to'],
    more: Partial<TransitionRecord> = {},
  ): TransitionRecord => ({ ...{ atMs, provider: 'lab', model: 'tiny', credential: '', from, to, by: '' }, ...more });

  it('lasts until the circuit closes, however often a probe fails, and is open until then', () => {
    const steps = [
      ...[step(10, 'closed', 'open'), step(25, 'open', 'half_open'), step(26, 'half_open', 'open')],
      ...[step(56, 'open', 'half_open'), step(57, 'half_open', 'closed'), step(90, 'closed', 'open')],
    ];
    expect(outagesOf(steps)).toMatchObject([
      { openedAtMs: 10, closedAtMs: 57 },
      { openedAtMs: 90, closedAtMs: null },
    ]);
  });

  it('is one although two replicas saw it', () => {
    const steps = [
      step(10, 'closed', 'open'),
      step(11, 'closed', 'open'),
      step(30, 'open', 'closed'),
      step(31, 'half_open', 'closed'),
    ];
    expect(outagesOf(steps)).toMatchObject([{ openedAtMs: 10, closedAtMs: 30 }]);
  });

  it('is not what somebody opened by hand, nor what belongs to another circuit', () => {
    expect(outagesOf([step(10, 'closed', 'open', { by: 'key_1' }), step(20, 'open', 'closed')])).toEqual([]);
    const other = [step(10, 'closed', 'open'), step(20, 'half_open', 'closed', { model: 'large' })];
    expect(outagesOf(other)).toMatchObject([{ model: 'tiny', closedAtMs: null }]);
  });
});
