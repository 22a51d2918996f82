import fc from 'fast-check';
import { BREAKER_STATES, type BreakerState } from '../../../src/resilience/domain/breaker';
import {
  after,
  type Incident,
  type Observed,
  REOPEN_WITHIN_MS,
  severityOf,
} from '../../../src/resilience/domain/incident';
import { eventOf, type IncidentEvent } from '../../../src/resilience/domain/incident-event';
import type { IncidentId } from '../../../src/shared/domain/ids';
import { KEY } from './circuits';

const NOON = Date.UTC(2026, 0, 31, 12);

interface Given extends Partial<Pick<Observed, 'severity' | 'reason'>> {
  readonly model?: string;
  readonly to: BreakerState;
  readonly atMs: number;
}

const observed = ({ model = 'tiny', to, atMs, severity = 'minor', reason = 'failures_in_row' }: Given): Observed => ({
  key: { ...KEY, model },
  ...{ to, atMs, reason, failureClass: to === 'open' ? 'server_error' : null, by: null, severity },
});

/** What one provider's circuits do, one after the other. */
class Story {
  latest: Incident | null = null;
  readonly events: IncidentEvent[] = [];
  private made = 0;

  tell(...story: readonly Given[]): this {
    for (const given of story) {
      const before = this.latest;
      this.latest = after(before, observed(given), `inc_${++this.made}` as IncidentId);
      if (this.latest === null || this.latest === before) continue;
      const event = eventOf(before, this.latest);
      if (event !== null) this.events.push(event);
    }
    return this;
  }
}

const open = (model: string, atMs: number): Given => ({ model, to: 'open', atMs });
const closed = (model: string, atMs: number): Given => ({ model, to: 'closed', atMs });

it('MS-19: a circuit that opens makes an incident, and its closing resolves it', () => {
  const story = new Story().tell(open('tiny', NOON), closed('tiny', NOON + 20_000));
  expect(story.latest).toMatchObject({
    ...{ id: 'inc_1', provider: 'lab', openedAtMs: NOON, status: { state: 'resolved', atMs: NOON + 20_000 } },
    openedBy: { reason: 'failures_in_row', failureClass: 'server_error', by: null },
  });
  expect(story.events).toMatchObject([
    { event_id: 'inc_1_1', change: 'opened', lasted_ms: null },
    { event_id: 'inc_1_2', change: 'resolved', lasted_ms: 20_000 },
  ]);
});

it('a probe that fails, and another model that does, are the same incident until the last circuit is closed', () => {
  const story = new Story().tell(
    open('tiny', NOON),
    { to: 'half_open', atMs: NOON + 15_000 },
    open('tiny', NOON + 16_000),
    open('large', NOON + 17_000),
    closed('tiny', NOON + 40_000),
  );
  expect(story.latest).toMatchObject({ id: 'inc_1', status: { state: 'open' }, reopenings: 0 });
  story.tell(closed('large', NOON + 41_000));
  expect(story.events.map(({ change, models }) => [change, models])).toEqual([
    ['opened', ['tiny']],
    ['resolved', ['large', 'tiny']],
  ]);
});

it.each([
  ['within a minute reopens it', REOPEN_WITHIN_MS - 1, 'inc_1', 1],
  ['later is a new one', REOPEN_WITHIN_MS, 'inc_3', 0],
])('an opening after the incident was resolved: %s', (_name, afterMs, id, reopenings) => {
  const story = new Story().tell(open('tiny', NOON), closed('tiny', NOON + 1000), open('tiny', NOON + 1000 + afterMs));
  expect(story.latest).toMatchObject({ id, reopenings, status: { state: 'open' } });
  expect(new Set(story.events.map(({ event_id: event }) => event)).size).toBe(3);
});

it('what is told twice, or late, changes nothing', () => {
  const story = new Story().tell(open('tiny', NOON), closed('tiny', NOON + 20_000));
  const { latest } = story;
  story.tell(open('tiny', NOON), closed('tiny', NOON + 20_000), closed('large', NOON + 1));
  expect(story.latest).toBe(latest);
});

it('it is as bad as it was at its worst', () => {
  const story = new Story().tell(
    open('tiny', NOON),
    { ...open('large', NOON + 1), severity: 'critical' },
    { ...closed('tiny', NOON + 2), severity: 'major' },
    { ...open('tiny', NOON + 3), severity: 'minor' },
  );
  expect(story.latest?.severity).toBe('critical');
});

it.each([
  [false, true, 'minor'],
  [false, false, 'minor'],
  [true, true, 'major'],
  [true, false, 'critical'],
])('whole provider %s, others answer %s: %s', (wholeProvider, othersAnswer, severity) => {
  expect(severityOf({ wholeProvider, othersAnswer })).toBe(severity);
});

it('MS-19: whatever circuits do, the incident is open exactly while one of them is not closed, and each is told once', () => {
  const step = fc.record({
    model: fc.constantFrom('tiny', 'large', 'vision'),
    to: fc.constantFrom(...BREAKER_STATES),
    passMs: fc.integer({ min: 0, max: 2 * REOPEN_WITHIN_MS }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const story = new Story();
      const states = new Map<string, BreakerState>();
      let nowMs = NOON;
      for (const { model, to, passMs } of steps) {
        nowMs += passMs;
        story.tell({ model, to, atMs: nowMs });
        states.set(model, to);
        const down = [...states.values()].some((state) => state !== 'closed');
        expect(story.latest?.status.state === 'open').toBe(down);
      }
      const changes = story.events.map(({ change }) => change);
      expect(changes).toEqual(changes.map((_change, at) => (at % 2 === 0 ? 'opened' : 'resolved')));
      expect(new Set(story.events.map(({ event_id: id }) => id)).size).toBe(changes.length);
    }),
  );
});
