/** The layers of a decision: what each one narrows, when it is skipped, and what it says. */
import fc from 'fast-check';
import type { EndpointDocument } from '../../../src/catalog/domain/endpoint-document';
import { TIERS } from '../../../src/catalog/domain/model';
import { decide } from '../../../src/routing/domain/decide';
import type { Decision } from '../../../src/routing/domain/decision';
import type { Facts, State } from '../../../src/routing/domain/facts';
import { rejectionOf } from '../../../src/routing/domain/filters';
import {
  catalogOf,
  decided,
  FIRED,
  type Lab,
  labs,
  missedById,
  model,
  orderOf,
  reasonsById,
  requests,
  STATE,
} from './lab';

const TIERED: Lab['models'] = [
  model('small', '0.1', { tier: 'economy' }),
  model('middle', '1', { tier: 'standard' }),
  model('deep', '10', { tier: 'deep_reasoning' }),
];

const notesOf = ({ notes }: Decision): string[] => notes.map(({ layer, text }) => `${layer}: ${text}`);

/** A decision of an endpoint `it` over the models. */
const of = (models: Lab['models'], document: EndpointDocument, facts: Partial<Facts> = {}, state = STATE): Decision =>
  decided({ models, endpoints: { it: document } }, { requested_model: 'it', ...facts }, { state });

describe('signals', () => {
  const raised = { signals: FIRED };

  it('MS-05: raise an open endpoint to the tier of advanced reasoning, and the sentence says why', () => {
    const decision = decided({ models: TIERED }, raised);
    expect(orderOf(decision)).toEqual(['lab/deep']);
    expect(reasonsById(decision)).toEqual({
      'lab/small': 'tier_floor:deep_reasoning',
      'lab/middle': 'tier_floor:deep_reasoning',
    });
    expect(decision.explanation).toContain('the tier was raised to deep_reasoning by recursive_belief');
  });

  it('MS-05: raise a tier that the caller or the endpoint names', () => {
    expect(orderOf(decided({ models: TIERED }, { ...raised, requested_model: 'economy' }))).toEqual(['lab/deep']);
    expect(orderOf(of(TIERED, { routing: { default: { tier: 'economy' } } }, raised))).toEqual(['lab/deep']);
  });

  it('MS-09: below the threshold change nothing, and nor does silence', () => {
    const below = { signals: { ...FIRED, score: 2 } };
    expect(orderOf(decided({ models: TIERED }, below))[0]).toBe('lab/small');
    expect(orderOf(decided({ models: TIERED }, { signals: null }))[0]).toBe('lab/small');
  });

  it('do not replace a model that the caller named', () => {
    const decision = decided({ models: TIERED }, { ...raised, requested_model: 'small' });
    expect(orderOf(decision)).toEqual(['lab/small']);
    expect(notesOf(decision)).toEqual(['complexity: not raised for recursive_belief: the model was named']);
  });

  it('do not replace a model that a rule names, and do replace the one of the default', () => {
    const fallback: EndpointDocument['fallback'] = [{ provider: 'lab', model: 'deep' }];
    const rules = [{ if: 'true', use: { provider: 'lab', model: 'small' } }];
    expect(orderOf(of(TIERED, { routing: { rules }, fallback }, raised))[0]).toBe('lab/small');
    const decision = of(TIERED, { routing: { default: { provider: 'lab', model: 'small' } }, fallback }, raised);
    expect(orderOf(decision)).toEqual(['lab/deep', 'lab/small']);
    expect(missedById(decision)).toEqual({ 'lab/small': 'tier_floor:deep_reasoning' });
  });

  it('are skipped and noted where nothing of that tier fits, unless the endpoint is strict', () => {
    const shallow = TIERED.slice(0, 2);
    const decision = decided({ models: shallow }, raised);
    expect(orderOf(decision)[0]).toBe('lab/small');
    expect(notesOf(decision)).toEqual([
      'complexity: skipped: nothing that is left would pass (tier_floor:deep_reasoning)',
    ]);
    const strict = of(shallow, { strict: true }, raised);
    expect(strict.order).toEqual([]);
    expect(reasonsById(strict)).toEqual({
      'lab/small': 'tier_floor:deep_reasoning',
      'lab/middle': 'tier_floor:deep_reasoning',
    });
  });
});

describe('mode balanced', () => {
  it.each(['summarization', 'extraction', 'classification'])('SP-25: sends %s to the cheapest', (task) => {
    expect(orderOf(decided({ models: TIERED }, { task }))[0]).toBe('lab/small');
  });

  it.each(['code_review', 'code_generation', 'reasoning'])('SP-25: keeps %s off the lowest tier', (task) => {
    const decision = decided({ models: TIERED }, { task });
    expect(orderOf(decision)).toEqual(['lab/middle', 'lab/deep']);
    expect(reasonsById(decision)).toEqual({ 'lab/small': 'task_floor:standard' });
  });

  it('has no say where a tier is named, or another mode', () => {
    const task = 'code_review';
    expect(orderOf(decided({ models: TIERED }, { task, requested_model: 'economy' }))).toEqual(['lab/small']);
    expect(orderOf(decided({ models: TIERED }, { task, mode: 'cost_first' }))[0]).toBe('lab/small');
  });
});

describe('a latency ceiling', () => {
  const state: State = { ...STATE, latency_p95_ms: { 'lab/small': 900, 'lab/middle': 300 } };
  const open: EndpointDocument = { latency_ceiling_ms: 700 };

  it('SP-10: passes over the cheaper one that is too slow', () => {
    const decision = of(TIERED, open, {}, state);
    expect(orderOf(decision)).toEqual(['lab/middle', 'lab/deep']);
    expect(reasonsById(decision)).toEqual({ 'lab/small': 'latency_ceiling:900>700' });
  });

  it('keeps one that the endpoint lists, behind all others', () => {
    const listed = of(
      TIERED,
      {
        ...open,
        routing: { default: { provider: 'lab', model: 'small' } },
        fallback: [{ provider: 'lab', model: 'deep' }],
      },
      {},
      state,
    );
    expect(orderOf(listed)).toEqual(['lab/deep', 'lab/small']);
    expect(missedById(listed)).toEqual({ 'lab/small': 'latency_ceiling:900>700' });
  });

  it('takes the prior of the catalog until enough was observed', () => {
    const models = [model('prior', '0.1', { latency_p95_ms: 800 }), model('fast', '5', { latency_p95_ms: 100 })];
    expect(orderOf(of(models, open))).toEqual(['lab/fast']);
    expect(orderOf(of(models, open, {}, { ...STATE, latency_p95_ms: { 'lab/prior': 10 } }))[0]).toBe('lab/prior');
  });

  it('SP-26: in mode sla_first puts those that are known to hold it before those that are not known', () => {
    const sla = of(TIERED, open, { mode: 'sla_first' }, { ...STATE, latency_p95_ms: { 'lab/deep': 300 } });
    expect(orderOf(sla)).toEqual(['lab/deep', 'lab/small', 'lab/middle']);
    const none = of(TIERED, {}, { mode: 'sla_first' }, state);
    expect(orderOf(none)).toEqual(['lab/middle', 'lab/small', 'lab/deep']);
  });
});

describe('a quality floor', () => {
  const open: EndpointDocument = { quality_floor: { score: 'overall', min: 0.7 } };
  const scored = (scores: Readonly<Record<string, number>>): Lab['models'] =>
    TIERED.map((one) => ({ ...one, quality: one.model in scores ? { overall: scores[one.model] ?? 0 } : {} }));

  it('MS-12: is failed by a lower score and by a missing one', () => {
    const decision = of(scored({ small: 0.4, deep: 0.9 }), open);
    expect(orderOf(decision)).toEqual(['lab/deep']);
    expect(reasonsById(decision)).toEqual({
      'lab/small': 'quality_floor:overall:0.4<0.7',
      'lab/middle': 'quality_floor:overall:missing',
    });
  });

  it('is not cleared by what every object inherits under its name', () => {
    const decision = of(TIERED, { strict: true, quality_floor: { score: 'constructor', min: 0.7 } });
    expect(orderOf(decision)).toEqual([]);
    expect(new Set(Object.values(reasonsById(decision)))).toEqual(new Set(['quality_floor:constructor:missing']));
  });

  it('MS-12: changes nothing where there are no scores', () => {
    const decision = of(TIERED, open);
    expect(orderOf(decision)).toEqual(orderOf(of(TIERED, {})));
    expect(notesOf(decision)).toEqual([
      'quality: skipped: nothing that is left would pass (quality_floor:overall:missing)',
    ]);
  });
});

describe('a class of data', () => {
  const lab: Lab = {
    models: [
      model('cloud', '0.1'),
      model('mine', '9', { provider: 'home' }),
      model('cleared', '5', { provider: 'trusted' }),
    ],
    providers: { home: { local: true }, trusted: { dataClasses: ['health'] } },
  };

  it('SP-33: keeps a call on local providers and on those that are cleared for it', () => {
    const decision = decided(lab, { data_class: 'health' });
    expect(orderOf(decision)).toEqual(['trusted/cleared', 'home/mine']);
    expect(reasonsById(decision)).toEqual({ 'lab/cloud': 'data_class:health' });
    expect(orderOf(decided(lab, { data_class: 'secret' }))).toEqual(['home/mine']);
  });

  it('of the public kind, or none, goes anywhere', () => {
    expect(orderOf(decided(lab, { data_class: 'public' }))).toHaveLength(3);
    expect(orderOf(decided(lab, { data_class: null }))).toHaveLength(3);
  });
});

describe('mode pinned', () => {
  it('changes the provider and never the model', () => {
    const models = [model('a', '1'), model('a', '2', { provider: 'cloud' }), model('b', '3')];
    const decision = decided({ models }, { mode: 'pinned' });
    expect(orderOf(decision)).toEqual(['lab/a', 'cloud/a']);
    expect(reasonsById(decision)).toEqual({ 'lab/b': 'mode_pinned' });
  });
});

describe('all layers together', () => {
  const states: fc.Arbitrary<State> = fc
    .dictionary(fc.constantFrom('lab/m0', 'cloud/m1', 'home/m2', 'lab/m3'), fc.constantFrom(50, 500, 5000))
    .map((latency) => ({ ...STATE, latency_p95_ms: latency }));
  const documents: fc.Arbitrary<EndpointDocument> = fc.record(
    {
      latency_ceiling_ms: fc.constantFrom(100, 1000),
      quality_floor: fc.constantFrom({ score: 'overall', min: 0.4 }),
      strict: fc.boolean(),
      routing: fc.constantFrom({ default: { tier: 'economy' as const } }, { default: { mode: 'cost_first' as const } }),
      fallback: fc.constantFrom([{ tier: 'standard' as const }], [{ mode: 'balanced' as const }]),
    },
    { requiredKeys: [] },
  );
  const facts = fc
    .tuple(requests, fc.constantFrom(null, FIRED), fc.constantFrom(null, 'reasoning', 'extraction'))
    .map(([request, signals, task]): Facts => {
      // `pinned` keeps one model of what the others leave, whichever that is.
      const mode = request.mode === 'pinned' ? null : request.mode;
      return { ...request, requested_model: 'it', signals, task, mode };
    });

  const outcome = (lab: Lab, document: EndpointDocument, given: Facts, state: State) => {
    const catalog = catalogOf({ ...lab, endpoints: { it: document } });
    const result = decide(given, { catalog, policy: null }, state);
    if (result.kind !== 'decided') throw new Error('the endpoint is known');
    return { catalog, decision: result.decision };
  };

  it('SP-10: what is selected passes the hard filters, and no cheaper one of its line passes every layer', () => {
    fc.assert(
      fc.property(labs, documents, facts, states, (lab, document, given, state) => {
        const { decision } = outcome(lab, document, { ...given, mode: 'cost_first' }, state);
        const passing = decision.order.filter(({ missed }) => missed === null);
        const selected = passing[0];
        expect(decision.order.every(({ candidate }) => rejectionOf(candidate, given, state) === null)).toBe(true);
        for (const { estimatedCost, line } of passing) {
          if (line !== selected?.line || estimatedCost === null) continue;
          expect(selected.estimatedCost).not.toBeNull();
          expect(selected.estimatedCost ?? 0n).toBeLessThanOrEqual(estimatedCost);
        }
      }),
    );
  });

  it('each only narrows: without floor and ceiling, everything that is left was there too', () => {
    fc.assert(
      fc.property(labs, documents, facts, states, (lab, document, given, state) => {
        const { latency_ceiling_ms: _ceiling, quality_floor: _floor, ...bare } = document;
        const plain = outcome(lab, { ...bare, strict: false }, { ...given, task: null }, state).decision;
        const full = outcome(lab, document, given, state).decision;
        expect(orderOf(plain)).toEqual(expect.arrayContaining(orderOf(full)));
      }),
    );
  });

  it('leave something whenever the hard filters do, unless the endpoint is strict', () => {
    fc.assert(
      fc.property(labs, documents, facts, states, (lab, document, given, state) => {
        const { decision } = outcome(lab, { ...document, strict: false }, given, state);
        const hard = new Set(
          decision.rejected.filter(({ reason }) => !SOFT.test(reason)).map(({ candidate }) => candidate),
        );
        const all = new Set([...decision.order, ...decision.rejected].map(({ candidate }) => candidate));
        expect(decision.order.length > 0).toBe(hard.size < all.size);
      }),
    );
  });

  const SOFT = /^(tier_floor|task_floor|latency_ceiling|quality_floor|mode_pinned)/;

  it('raise to the highest tier or say why not', () => {
    fc.assert(
      fc.property(labs, documents, facts, states, (lab, document, given, state) => {
        const { decision } = outcome(lab, document, { ...given, signals: FIRED }, state);
        const selected = decision.order[0];
        if (selected === undefined) return;
        const skipped = decision.notes.some(({ layer, text }) => layer === 'complexity' && text.startsWith('skipped'));
        expect(skipped || selected.candidate.model.tier === TIERS.at(-1)).toBe(true);
      }),
    );
  });
});
