/** Layer 8: health only re-orders. */
import fc from 'fast-check';
import { decide } from '../../../src/routing/domain/decide';
import type { Decision } from '../../../src/routing/domain/decision';
import { HEALTH_STATES, type State, storedState } from '../../../src/routing/domain/facts';
import { decisionView } from '../../../src/routing/decisions/receipt';
import { catalogOf, decided, FACTS, type Lab, labs, model, orderOf, requests, STATE } from './lab';

const THREE: Lab = { models: [model('cheap', '0.1'), model('middle', '3'), model('dear', '75')] };
const inMs = (ms: number): number => FACTS.at_ms + ms;
const open = (ms: number): State['health'][string] => ({ state: 'open', due_at_ms: inMs(ms) });
const withHealth = (health: State['health']): { state: State } => ({ state: { ...STATE, health } });
const healthNotes = ({ notes }: Decision): string[] =>
  notes.flatMap(({ layer, text }) => (layer === 'health' ? [text] : []));

const health: fc.Arbitrary<State['health']> = fc.dictionary(
  fc.constantFrom('lab/m0', 'lab/m1', 'cloud/m0', 'cloud/m2', 'home/m1', 'home/m3', 'lab/m4'),
  fc.record({ state: fc.constantFrom(...HEALTH_STATES), due_at_ms: fc.integer({ min: 0, max: 2 ** 42 }) }),
  { noNullPrototype: true },
);

describe('a candidate that is not healthy', () => {
  it('SP-17: is passed over for the next one, and the sentence says why', () => {
    const decision = decided(THREE, {}, withHealth({ 'lab/cheap': open(12_000) }));
    expect(orderOf(decision)).toEqual(['lab/middle', 'lab/dear', 'lab/cheap']);
    expect(decision.passedOver?.candidate.id).toBe('lab/cheap');
    expect(decision.explanation).toBe(
      'lab/middle comes first of 3 candidates of endpoint "auto" that fit the request, by its order and then by cost, ' +
        'at an estimated 0.0033 USD; lab/cheap was passed over: its circuit is open for another 12 s.',
    );
  });

  it.each([
    { state: 'open', words: 'its circuit is open for another 3 s' },
    { state: 'cooldown', words: 'its rate limit holds for another 3 s' },
    { state: 'probing', words: 'its circuit is half-open, and all its probes are on their way' },
  ] as const)('is said to be so in words: $state', ({ state, words }) => {
    const decision = decided(THREE, {}, withHealth({ 'lab/cheap': { state, due_at_ms: inMs(2001) } }));
    expect(healthNotes(decision)).toEqual([`lab/cheap was passed over: ${words}`]);
  });

  it('further down only moves last: nobody was passed over', () => {
    const decision = decided(THREE, {}, withHealth({ 'lab/middle': open(1000) }));
    expect(orderOf(decision)).toEqual(['lab/cheap', 'lab/dear', 'lab/middle']);
    expect([decision.passedOver, healthNotes(decision)]).toEqual([null, []]);
  });

  it('comes behind one that misses a floor, for a failure is worse', () => {
    const lab: Lab = {
      models: [model('good', '1', { latency_p95_ms: 100 }), model('slow', '1', { latency_p95_ms: 900 })],
      endpoints: {
        it: {
          latency_ceiling_ms: 500,
          routing: { default: { provider: 'lab', model: 'good' } },
          fallback: [{ provider: 'lab', model: 'slow' }],
        },
      },
    };
    const decision = decided(lab, { requested_model: 'it' }, withHealth({ 'lab/good': open(1000) }));
    expect(orderOf(decision)).toEqual(['lab/slow', 'lab/good']);
  });

  it('is tried all the same when nobody is healthy: the one due soonest, and the sentence says so', () => {
    const all = { 'lab/cheap': open(9000), 'lab/middle': open(3000), 'lab/dear': open(6000) };
    const decision = decided(THREE, {}, withHealth(all));
    expect(orderOf(decision)).toEqual(['lab/middle', 'lab/dear', 'lab/cheap']);
    expect(decision.explanation).toContain(
      'nobody is healthy, and lab/middle is due first: its circuit is open for another 3 s',
    );
  });

  it('is tried all the same when the caller named it', () => {
    const decision = decided(THREE, { requested_model: 'lab/cheap' }, withHealth({ 'lab/cheap': open(9000) }));
    expect([orderOf(decision), decision.passedOver]).toEqual([['lab/cheap'], null]);
    expect(healthNotes(decision)).toHaveLength(1);
  });

  it('is named in the receipt, with its state and when it is due', () => {
    const decision = decided(THREE, {}, withHealth({ 'lab/cheap': open(12_000) }));
    const view = decisionView(decision, FACTS);
    expect(view.passed_over).toBe('lab/cheap');
    expect(view.candidates.map(({ candidate, role, health: known }) => [candidate, role, known])).toEqual([
      ['lab/middle', 'selected', null],
      ['lab/dear', 'fallback', null],
      ['lab/cheap', 'fallback', { state: 'open', due_at: '2026-01-31T00:00:12.000Z' }],
    ]);
  });
});

describe('the law of health', () => {
  it('SP-17: it only re-orders: the same candidates, rejected for the same reasons, and the healthy ones in the same order', () => {
    fc.assert(
      fc.property(labs, requests, health, (lab, facts, unhealthy) => {
        const basis = { catalog: catalogOf(lab), policy: null };
        const before = decide(facts, basis, STATE);
        const after = decide(facts, basis, { ...STATE, health: unhealthy });
        if (before.kind !== 'decided' || after.kind !== 'decided') return before.kind === after.kind;
        const ids = orderOf(before.decision);
        const isHealthy = (id: string): boolean => unhealthy[id] === undefined;
        const sick = ids.filter((id) => !isHealthy(id));
        const due = orderOf(after.decision)
          .slice(ids.length - sick.length)
          .map((id) => unhealthy[id]?.due_at_ms ?? 0);
        expect(orderOf(after.decision).toSorted()).toEqual(ids.toSorted());
        expect(orderOf(after.decision).slice(0, ids.length - sick.length)).toEqual(ids.filter(isHealthy));
        expect(due).toEqual(due.toSorted((a, b) => a - b));
        expect(after.decision.rejected).toEqual(before.decision.rejected);
        const movedAway = ids[0] !== orderOf(after.decision)[0];
        expect(after.decision.passedOver?.candidate.id ?? null).toBe(movedAway ? (ids[0] ?? null) : null);
        return true;
      }),
    );
  });

  it('BX-03: a state that was stored before circuits were known decides as it did', () => {
    const { health: _unknown, ...earlier } = STATE;
    expect(storedState(JSON.stringify(earlier))).toEqual(STATE);
    expect(decided(THREE, {}, { state: storedState(JSON.stringify(earlier)) })).toEqual(decided(THREE));
  });
});
