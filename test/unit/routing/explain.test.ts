/** The sentence that says why. */
import type { Facts } from '../../../src/routing/domain/facts';
import { decided, type Lab, model } from './lab';

const THREE: Lab = { models: [model('dear', '75'), model('cheap', '0.1'), model('middle', '3')] };

describe('the explanation', () => {
  it.each<[string, Lab, Partial<Facts>, string]>([
    [
      'of the first choice',
      THREE,
      {},
      'lab/cheap is the first choice of 3 candidates of endpoint "auto" that fit the request, by its order and then by cost, at an estimated 0.00011 USD.',
    ],
    [
      'of the only one left',
      THREE,
      { allowed_models: ['dear'] },
      'lab/dear is the only candidate of endpoint "auto" that fits the request, at an estimated 0.0825 USD; 2 were rejected.',
    ],
    [
      'of a model without a price',
      { models: [model('x', null), model('y', null, { capabilities: ['embeddings'] })] },
      {},
      'lab/x is the only candidate of endpoint "auto" that fits the request, at an unknown price; 1 was rejected.',
    ],
    [
      'of the best quality',
      { models: [model('x', '1', { quality: { overall: 0.9 } }), model('y', '1')] },
      { mode: 'quality_first', requested_model: 'standard' },
      'lab/x has the best quality score of 2 candidates of tier "standard" that fit the request, at an estimated 0.0011 USD.',
    ],
    [
      'of quality or speed that nobody knows, without praise for it',
      { models: [model('x', '1'), model('y', '2')] },
      { mode: 'quality_first', requested_model: 'standard' },
      'lab/x is the first choice of 2 candidates of tier "standard" that fit the request, by its order and then by cost, at an estimated 0.0011 USD.',
    ],
    [
      'of nothing, with the most frequent reason first',
      {
        models: [
          model('x', '1', { context_window: 10 }),
          model('y', '1', { regions: ['us'] }),
          model('z', '1', { regions: ['us'] }),
        ],
      },
      { region: 'eu' },
      'Nothing can serve endpoint "auto": 2 × region:eu, 1 × context_window:10<1000.',
    ],
    [
      'of an endpoint whose models are gone',
      { models: [model('x', '1')], endpoints: { lost: { routing: { default: { provider: 'lab', model: 'gone' } } } } },
      { requested_model: 'lost' },
      'Nothing can serve endpoint "lost": it names no model of the catalog.',
    ],
  ])('SP-11: %s', (_what, lab, facts, sentence) => {
    expect(decided(lab, facts).explanation).toBe(sentence);
  });
});
