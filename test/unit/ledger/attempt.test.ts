/** The ledger's rows as they lie in the journal. */
import fc from 'fast-check';
import {
  type AttemptEnd,
  type AttemptStart,
  type Attribution,
  endedRow,
  FAILURE_CLASSES,
  OUTCOMES,
  rowHead,
  unknownRow,
} from '../../../src/ledger/domain/attempt';
import type { Cost } from '../../../src/shared/domain/cost';
import { nanoUsd } from '../../../src/shared/domain/money';
import { NO_USAGE, USAGE_BUCKETS } from '../../../src/shared/domain/usage';

const NOBODY: Attribution = {
  ...{ tenant_id: 'ten_1', team_id: null, project_id: null, key_id: 'key_1', workflow: null, task: null },
  ...{ environment: null, run_id: null, customer: null, user: null, tags: {} },
};

const START: AttemptStart = {
  ...{ attribution: NOBODY, queuedAtMs: Date.UTC(2026, 0, 31, 8, 30, 0, 5), attemptId: 'att_1_1', attempt: 1 },
  startedAtMs: Date.UTC(2026, 0, 31, 8, 30, 0, 5),
  ...{ requestId: 'req_1', decisionId: 'dec_1', endpoint: null, requestedModel: 'auto', provider: 'lab' },
  ...{ model: 'tiny', tier: 'economy', credential: '', streaming: true, estimatedInputTokens: 12, catalogHash: 'abc' },
};

const UNPRICED: Cost = { status: 'unpriced', amount: null, priceRowId: null };
const END: AttemptEnd = {
  ...{ outcome: 'success', failureClass: null, httpStatus: 200, error: null, usage: NO_USAGE },
  ...{
    usageSource: 'provider_final',
    cost: UNPRICED,
    serviceTier: 'standard',
    priceRegion: null,
    firstByteAtMs: null,
    lastByteAtMs: null,
    endedAtMs: null,
  },
};

const parse = (row: string): Record<string, unknown> => JSON.parse(row) as Record<string, unknown>;
const ended = (end: Partial<AttemptEnd>, start: Partial<AttemptStart> = {}): Record<string, unknown> =>
  parse(endedRow(rowHead({ ...START, ...start }), { ...END, ...end }));

const HEAD = {
  ...{ tenant_id: 'ten_1', queued_at: '1769848200.005', attempt_id: 'att_1_1', attempt: 1, request_id: 'req_1' },
  ...{ decision_id: 'dec_1', key_id: 'key_1', requested_model: 'auto', provider: 'lab', model: 'tiny' },
  ...{ tier: 'economy', streaming: true, estimated_input_tokens: 12, catalog_hash: 'abc' },
};

describe('an attempt', () => {
  it('whose end nobody saw is unknown, and costs nothing that could be named', () => {
    expect(parse(unknownRow(rowHead(START)))).toEqual({
      ...HEAD,
      ...{ outcome: 'unknown', usage_source: 'missing', cost_status: 'usage_missing' },
    });
  });

  it('after the first says when it began, and one that failed when it ended', () => {
    const later = { attempt: 2, startedAtMs: START.queuedAtMs + 1500 };
    expect(ended({ endedAtMs: START.queuedAtMs + 2000 }, later)).toMatchObject({
      ...{ queued_at: '1769848200.005', started_at: '1769848201.505', ended_at: '1769848202.005' },
    });
  });

  it('BX-06: that ended has its own row with usage, cost and times', () => {
    const usage = Object.fromEntries(USAGE_BUCKETS.map((bucket, at) => [bucket, at + 1])) as typeof NO_USAGE;
    const cost: Cost = { status: 'priced', amount: nanoUsd(9_007_199_254_740_993n), priceRowId: 'lab/tiny@initial' };
    const row = endedRow(rowHead(START), { ...END, usage, cost, firstByteAtMs: 1500, lastByteAtMs: 1501.5 });
    expect(parse(row)).toMatchObject({
      ...HEAD,
      ...{ outcome: 'success', http_status: 200, usage_source: 'provider_final', cost_status: 'priced' },
      ...Object.fromEntries(USAGE_BUCKETS.map((bucket, at) => [`${bucket}_tokens`, at + 1])),
      ...{ price_row: 'lab/tiny@initial', service_tier: 'standard', first_byte_at: '1.500' },
    });
    expect(row).not.toMatch(/started_at|ended_at/);
    // Beyond what a JSON number of JavaScript holds: the digits themselves must be there.
    expect(row).toContain('"cost_nano_usd":"9007199254740993"');
  });

  it('says who it was for, in full', () => {
    const attribution: Attribution = {
      ...{ tenant_id: 'ten_1', team_id: 'team_1', project_id: 'prj_1', key_id: 'key_1', workflow: 'nightly' },
      ...{
        task: 'sum "up"',
        environment: 'prod',
        run_id: 'r\n1',
        customer: 'Müller',
        user: 'u',
        tags: { a: '"', b: '' },
      },
    };
    expect(ended({}, { attribution, endpoint: 'smart', credential: 'main' })).toMatchObject({
      ...attribution,
      ...{ endpoint: 'smart', credential: 'main' },
    });
  });

  it('BX-05: without a price has no cost at all, and a free one costs zero', () => {
    expect(ended({ cost: UNPRICED })).not.toHaveProperty('cost_nano_usd');
    expect(ended({ cost: UNPRICED })).toMatchObject({ cost_status: 'unpriced' });
    const free: Cost = { status: 'free', amount: nanoUsd(0n), priceRowId: 'row' };
    expect(ended({ cost: free })).toMatchObject({ cost_status: 'free', cost_nano_usd: '0', price_row: 'row' });
  });

  it('without usage has no token counts, and says that they are missing', () => {
    const row = ended({ usage: null, usageSource: 'missing', cost: { ...UNPRICED, status: 'usage_missing' } });
    expect(Object.keys(row).filter((column) => /^(?!estimated).*_tokens$/.test(column))).toEqual([]);
    expect(row).toMatchObject({ usage_source: 'missing', cost_status: 'usage_missing' });
  });

  it('that was never answered has no status and no times', () => {
    const row = ended({ outcome: 'failure', failureClass: 'connect_error', httpStatus: null, error: 'it is gone' });
    expect(row).toMatchObject({ outcome: 'failure', failure_class: 'connect_error', error: 'it is gone' });
    expect(Object.keys(row)).not.toEqual(expect.arrayContaining(['http_status', 'first_byte_at', 'last_byte_at']));
  });

  it('is one line of JSON whatever the caller wrote', () => {
    const text = fc.string({ unit: 'binary' });
    const outcome = fc.constantFrom(...OUTCOMES);
    const failureClass = fc.option(fc.constantFrom(...FAILURE_CLASSES));
    fc.assert(
      fc.property(text, fc.dictionary(text, text), outcome, failureClass, (said, tags, how, why) => {
        const attribution = { ...NOBODY, customer: said, task: said, tags };
        const row = endedRow(rowHead({ ...START, attribution }), { ...END, outcome: how, failureClass: why });
        expect(row).not.toMatch(/[\r\n]/);
        expect(parse(row)).toMatchObject({ ...HEAD, ...(said !== '' && { customer: said, task: said }), outcome: how });
      }),
    );
  });
});
