/** What the caller is told beside the answer. */
import { costHeader, extensionOf, type Told } from '../../../src/gateway/domain/extension';
import { detect } from '../../../src/routing/domain/signals/detect';
import type { Cost } from '../../../src/shared/domain/cost';
import { nanoUsd } from '../../../src/shared/domain/money';

const PRICED: Cost = { status: 'priced', amount: nanoUsd(1_234_500n), priceRowId: 'row' };
const FREE: Cost = { status: 'free', amount: nanoUsd(0n), priceRowId: 'row' };
const UNPRICED: Cost = { status: 'unpriced', amount: null, priceRowId: null };

const QUESTION =
  'Write a poem of five lines about the sea in which the first letters of the lines spell the word WAVES.';

const TOLD: Told = {
  ...{ decisionId: 'dec_1', tier: 'economy', model: 'tiny', provider: 'lab', explanation: 'It "fits".' },
  ...{ signals: null, cost: PRICED, attempts: 1, warnings: [], sandbox: false },
};

const told = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

describe('x_bursar', () => {
  it('BX-09: says everything when full', () => {
    expect(told(extensionOf(TOLD, 'full'))).toEqual({
      ...{ decision_id: 'dec_1', cost_usd: '0.0012345', cost_status: 'priced', tier: 'economy' },
      ...{ selected_model: 'tiny', provider: 'lab', explanation: 'It "fits".', attempts: 1 },
      ...{ confidence: null, risk_signals: { hasAdvancedReasoningSignals: false, advancedReasoningDetails: [] } },
    });
  });

  it('MS-06, MS-13: names the signals that fired, in the published shape', () => {
    const signals = detect(QUESTION);
    expect(told(extensionOf({ ...TOLD, signals }, 'full'))).toMatchObject({
      confidence: 0.5 + signals.score / 18,
      risk_signals: {
        hasAdvancedReasoningSignals: true,
        advancedReasoningDetails: signals.fired.map(({ rule }) => rule),
      },
    });
  });

  it('says decision and cost when minimal', () => {
    expect(told(extensionOf(TOLD, 'minimal'))).toEqual({
      ...{ decision_id: 'dec_1', cost_usd: '0.0012345', cost_status: 'priced' },
    });
  });

  it('is not there when off', () => {
    expect(extensionOf(TOLD, 'off')).toBeNull();
  });

  it('BX-05: says null for a cost that is not known, and zero for one that is nothing', () => {
    expect(told(extensionOf({ ...TOLD, cost: UNPRICED }, 'minimal'))).toMatchObject({
      ...{ cost_usd: null, cost_status: 'unpriced' },
    });
    expect(told(extensionOf({ ...TOLD, cost: FREE }, 'minimal'))).toMatchObject({ cost_usd: '0', cost_status: 'free' });
  });

  it('marks an answer of the sandbox', () => {
    expect(told(extensionOf({ ...TOLD, sandbox: true }, 'full'))).toMatchObject({ sandbox: true });
  });
});

describe('the cost header', () => {
  it.each<[string, Cost, object]>([
    ['carries what was priced', PRICED, { 'x-bursar-cost-usd': '0.0012345' }],
    ['carries zero for what is free', FREE, { 'x-bursar-cost-usd': '0' }],
    ['is left out where nothing is known', UNPRICED, {}],
  ])('BX-09: %s', (_what, cost, header) => {
    expect(costHeader(cost)).toEqual(header);
  });
});
