/** The decision: who is selected, who is not, and why, for any catalog and request. */
import fc from 'fast-check';
import { costOf } from '../../../src/catalog/domain/price';
import { digestOf, sectionsOf } from '../../../src/routing/decision-row';
import { decisionView } from '../../../src/routing/decisions/receipt';
import { decide } from '../../../src/routing/domain/decide';
import { qualityLane } from '../../../src/routing/domain/decision';
import type { Facts } from '../../../src/routing/domain/facts';
import { rejectionOf } from '../../../src/routing/domain/filters';
import { expectedCall } from '../../../src/routing/domain/measured';
import { catalogOf, decided, FACTS, labs, type Lab, model, orderOf, reasonsById, requests, STATE } from './lab';

const THREE: Lab = { models: [model('dear', '75'), model('cheap', '0.1'), model('middle', '3')] };

describe('the selection', () => {
  it('SP-10: is the cheapest that passes every filter: of one pool no cheaper one passes', () => {
    fc.assert(
      fc.property(labs, requests, (lab, request) => {
        const catalog = catalogOf(lab);
        const facts: Facts = { ...request, requested_model: 'auto', mode: 'balanced' };
        const result = decide(facts, { catalog, policy: null }, STATE);
        if (result.kind !== 'decided') throw new Error('auto is always known');
        const passing = catalog.candidates.filter((candidate) => rejectionOf(candidate, facts, STATE) === null);
        const selected = result.decision.order[0];
        expect(selected === undefined).toBe(passing.length === 0);
        const costs = passing.flatMap(
          ({ model: one }) => costOf(expectedCall(one, facts, STATE), one.prices).amount ?? [],
        );
        const cheapest = costs.reduce<bigint | null>(
          (least, cost) => (least === null || cost < least ? cost : least),
          null,
        );
        expect(selected?.estimatedCost ?? null).toBe(cheapest);
      }),
    );
  });

  it('UH-02: of three that pass is the cheapest, and the others follow by cost', () => {
    expect(orderOf(decided(THREE))).toEqual(['lab/cheap', 'lab/middle', 'lab/dear']);
  });

  it('UH-06: an easy request never goes to the dearest model while a cheaper one passes', () => {
    fc.assert(
      fc.property(labs, (lab) => {
        const { order } = decided(lab, { mode: 'balanced' });
        const costs = order.flatMap(({ estimatedCost }) => estimatedCost ?? []);
        expect(costs.every((cost) => cost >= (costs[0] ?? 0n))).toBe(true);
      }),
    );
  });

  it('BX-05: is never a model without a price while one with a price passes', () => {
    fc.assert(
      fc.property(labs, requests, (lab, facts) => {
        const { order } = decided(lab, { ...facts, requested_model: 'auto', mode: 'cost_first' });
        const unpriced = order.findIndex(({ estimatedCost }) => estimatedCost === null);
        expect(
          order.slice(unpriced < 0 ? order.length : unpriced).every(({ estimatedCost }) => estimatedCost === null),
        ).toBe(true);
      }),
    );
    expect(orderOf(decided({ models: [model('unpriced', null), model('dear', '75')] }))).toEqual([
      'lab/dear',
      'lab/unpriced',
    ]);
  });

  it('estimates the answer by what is usual, but never beyond the limit of the caller', () => {
    const estimate = (facts: Partial<Facts>) => decided({ models: [model('a', '1')] }, facts).order[0]?.estimatedCost;
    expect(estimate({ input_tokens: 1000, max_output_tokens: null })).toBe(1_100_000n);
    expect(estimate({ input_tokens: 1000, max_output_tokens: 50 })).toBe(1_050_000n);
    expect(estimate({ input_tokens: 1000, max_output_tokens: 5000 })).toBe(1_100_000n);
  });

  it('counts tokens as the model does, once that is known: in the estimate and against the window', () => {
    const models = [model('a', '1', { family: 'f', context_window: 1500 }), model('b', '1.1')];
    const state = { ...STATE, token_factors: { 'lab/f': 1.6 } };
    const decision = decided({ models }, { input_tokens: 1000 }, { state });
    expect(reasonsById(decision)).toEqual({ 'lab/a': 'context_window:1500<1600' });
    const wide = decided({ models: [model('a', '1', { family: 'f' })] }, { input_tokens: 1000 }, { state });
    expect(wide.order[0]?.estimatedCost).toBe(1_700_000n);
  });

  it('keeps the order of the catalog among equals', () => {
    expect(orderOf(decided({ models: [model('b', '1'), model('a', '1')] }))).toEqual(['lab/b', 'lab/a']);
  });
});

describe('a mode', () => {
  const lab: Lab = {
    models: [
      model('small', '0.1', { quality: { overall: 0.3 } }),
      model('best', '9', { quality: { overall: 0.9 } }),
      model('mine', '1', { provider: 'home' }),
    ],
    providers: { home: { local: true } },
  };

  it.each([
    ['balanced', ['lab/small', 'home/mine', 'lab/best']],
    ['cost_first', ['lab/small', 'home/mine', 'lab/best']],
    ['quality_first', ['lab/best', 'lab/small', 'home/mine']],
    ['local_first', ['home/mine', 'lab/small', 'lab/best']],
  ] as const)('%s orders %j', (mode, order) => {
    expect(orderOf(decided(lab, { mode }))).toEqual(order);
  });

  it('of the caller goes before the one of the endpoint', () => {
    const endpoints = { best: { routing: { default: { mode: 'quality_first' as const } } } };
    const first = (facts: Partial<Facts>) =>
      orderOf(decided({ ...lab, endpoints }, { requested_model: 'best', ...facts }))[0];
    expect([first({}), first({ mode: 'local_first' })]).toEqual(['lab/best', 'home/mine']);
  });

  it('does not touch the quality lane: the best score that passed and was not selected', () => {
    expect(qualityLane(decided(lab))?.candidate.id).toBe('lab/best');
    expect(qualityLane(decided(lab, { mode: 'quality_first' }))?.candidate.id).toBe('lab/small');
    expect(qualityLane(decided(THREE))).toBeNull();
  });
});

describe('a name', () => {
  const lab: Lab = {
    models: [
      model('tiny', '0.1', { tier: 'economy', aliases: ['small'] }),
      model('tiny', '0.2', { tier: 'economy', provider: 'cloud' }),
      model('big', '5', { tier: 'deep_reasoning' }),
    ],
    endpoints: {
      smart: {
        routing: { default: { provider: 'lab', model: 'big' } },
        fallback: [{ tier: 'economy' }, { provider: 'cloud', model: 'tiny' }, { mode: 'balanced' }],
      },
      big: { routing: { default: { tier: 'economy' } } },
    },
  };

  it.each([
    ['a model at every provider that has it', 'tiny', { kind: 'model', model: 'tiny' }, ['lab/tiny', 'cloud/tiny']],
    ['an alias', 'small', { kind: 'model', model: 'small' }, ['lab/tiny']],
    ['one model of one provider', 'cloud/tiny', { kind: 'provider_model', id: 'cloud/tiny' }, ['cloud/tiny']],
    ['an alias at a provider', 'lab/small', { kind: 'provider_model', id: 'lab/tiny' }, ['lab/tiny']],
    ['a tier', 'deep_reasoning', { kind: 'tier', tier: 'deep_reasoning' }, ['lab/big']],
    [
      'an endpoint with its fallbacks in order, each once',
      'smart',
      { kind: 'endpoint', endpoint: 'smart' },
      ['lab/big', 'lab/tiny', 'cloud/tiny'],
    ],
    [
      'an endpoint before the model of the same name',
      'big',
      { kind: 'endpoint', endpoint: 'big' },
      ['lab/tiny', 'cloud/tiny'],
    ],
  ])('can be %s', (_what, requested, resolution, order) => {
    const decision = decided(lab, { requested_model: requested });
    expect(decision.resolution).toEqual(resolution);
    expect(orderOf(decision)).toEqual(order);
  });

  it.each(['nothing', '', 'lab/', 'lab/nothing', 'Tiny', '__proto__', 'constructor'])(
    'that nothing has is unknown: %j',
    (name) => {
      expect(decide({ ...FACTS, requested_model: name }, { catalog: catalogOf(lab), policy: null }, STATE)).toEqual({
        kind: 'unknown_model',
        model: name,
      });
    },
  );

  it('of an endpoint keeps its groups: a fallback never comes before the default, however cheap', () => {
    expect(orderOf(decided(lab, { requested_model: 'smart', mode: 'cost_first' }))[0]).toBe('lab/big');
  });
});

describe('a candidate is rejected', () => {
  it.each<[string, Partial<Lab['models'][number]>, Partial<Facts>, string]>([
    ['without streaming', { capabilities: ['tools'] }, { streaming: true }, 'missing_capability:streaming'],
    ['without tools', { capabilities: [] }, { has_tools: true }, 'missing_capability:tools'],
    ['without schemas', { capabilities: ['json_mode'] }, { has_schema: true }, 'missing_capability:json_schema'],
    ['without JSON mode', { capabilities: ['json_schema'] }, { has_json_mode: true }, 'missing_capability:json_mode'],
    ['without eyes', { capabilities: [] }, { has_images: true }, 'missing_capability:vision'],
    ['without ears', { capabilities: [] }, { has_audio: true }, 'missing_capability:audio_input'],
    ['that only embeds', { capabilities: ['embeddings'] }, {}, 'not_a_chat_model'],
    ['too small for the input', { context_window: 999 }, {}, 'context_window:999<1000'],
    [
      'too small for input and answer',
      { context_window: 1099 },
      { max_output_tokens: 100 },
      'context_window:1099<1100',
    ],
    ['in another region', { regions: ['us-east'] }, { region: 'eu-central' }, 'region:eu-central'],
    ['that the key may not use', {}, { allowed_models: ['other'] }, 'model_not_allowed'],
    ['of an endpoint that the key may not use', {}, { allowed_endpoints: ['other'] }, 'endpoint_not_allowed'],
  ])('%s', (_what, more, facts, reason) => {
    const decision = decided({ models: [model('it', '1', more)] }, facts);
    expect(reasonsById(decision)).toEqual({ 'lab/it': reason });
    expect(decision.order).toEqual([]);
  });

  it('at a provider that cannot be called, with the reason why', () => {
    const providers = { lab: { usable: false, unusableReason: 'no_credential' as const } };
    expect(reasonsById(decided({ ...THREE, providers }))['lab/dear']).toBe('provider_not_usable:no_credential');
  });

  it.each([
    [{ context_window: 1000 }, {}],
    [{ context_window: undefined }, { input_tokens: 10_000_000 }],
    [{ regions: [] }, { region: 'eu-central' }],
    [{ regions: ['eu-central'] }, { region: 'eu-central' }],
    [{}, { allowed_models: ['it'] }],
    [{}, { allowed_models: ['lab/it'] }],
    [{}, { allowed_models: ['standard'] }],
    [{}, { allowed_endpoints: ['auto'] }],
  ])('not when it fits exactly: %j for %j', (more, facts) => {
    const document = model('it', '1', more);
    expect(orderOf(decided({ models: [document] }, facts))).toEqual(['lab/it']);
  });

  it('by a key bound to endpoints when it is named itself, unless the key lists models too', () => {
    const bound: Partial<Facts> = { requested_model: 'cheap', allowed_endpoints: ['auto'] };
    expect(reasonsById(decided(THREE, bound))).toEqual({ 'lab/cheap': 'endpoint_not_allowed' });
    expect(orderOf(decided(THREE, { ...bound, allowed_models: ['cheap'] }))).toEqual(['lab/cheap']);
  });

  it('and the rest goes on: BX-01 shows both', () => {
    const decision = decided(
      { models: [model('blind', '0.1', { capabilities: [] }), model('seeing', '9')] },
      { has_images: true },
    );
    expect(
      decisionView(decision, FACTS).candidates.map(({ candidate, role, reason }) => [candidate, role, reason]),
    ).toEqual([
      ['lab/seeing', 'selected', null],
      ['lab/blind', 'rejected', 'missing_capability:vision'],
    ]);
  });
});

describe('every decision', () => {
  it('UH-16: gives every candidate of its pool exactly one role, and a reason to each that is rejected', () => {
    fc.assert(
      fc.property(labs, requests, (lab, facts) => {
        const result = decide(facts, { catalog: catalogOf(lab), policy: null }, STATE);
        if (result.kind === 'unknown_model') return;
        const { candidates } = decisionView(result.decision, facts);
        const ids = candidates.map(({ candidate }) => candidate);
        expect(ids).toHaveLength(new Set(ids).size);
        expect(candidates.filter(({ role }) => role === 'selected')).toHaveLength(
          result.decision.order.length > 0 ? 1 : 0,
        );
        expect(candidates.every(({ role, reason }) => (role === 'rejected') === (reason !== null))).toBe(true);
        if (facts.requested_model === 'auto') expect(ids).toHaveLength(lab.models.length);
      }),
    );
  });

  it('is the same for the same input, byte for byte', () => {
    fc.assert(
      fc.property(labs, requests, (lab, facts) => {
        const [one, other] = [catalogOf(lab), catalogOf(structuredClone(lab))].map((catalog) => {
          const result = decide(structuredClone(facts), { catalog, policy: null }, STATE);
          return result.kind === 'decided'
            ? [digestOf(sectionsOf(result.decision)), decisionView(result.decision, facts)]
            : result;
        });
        expect(one).toEqual(other);
      }),
    );
  });

  it('has a digest that changes with order, cost, reason and explanation', () => {
    const digests = [
      decided(THREE),
      decided(THREE, { input_tokens: 999 }),
      decided(THREE, { mode: 'cost_first' }),
      decided(THREE, { allowed_models: ['cheap'] }),
      decided(THREE, { requested_model: 'cheap' }),
    ].map((decision) => digestOf(sectionsOf(decision)));
    expect(new Set(digests).size).toBe(digests.length);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('SP-11: is explained in one sentence that names whom it is about', () => {
    fc.assert(
      fc.property(labs, requests, (lab, facts) => {
        const result = decide(facts, { catalog: catalogOf(lab), policy: null }, STATE);
        if (result.kind === 'unknown_model') return;
        const { explanation, order } = result.decision;
        expect(explanation).toMatch(/^[^\n]+\.$/);
        expect(explanation.match(/\.(?=\s)/g)).toBeNull();
        expect(explanation).toContain(order[0]?.candidate.id ?? 'Nothing can serve');
      }),
    );
  });
});
