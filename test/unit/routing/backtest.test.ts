/** Re-deciding recorded requests: what is compared, what is only counted, and what is said about it. */
import fc from 'fast-check';
import { packCatalog, unpackCatalog } from '../../../src/routing/domain/backtest/packed-catalog';
import type { LedgerEntry, RecordedRequest } from '../../../src/routing/domain/backtest/recorded';
import { type Basis, type Proposal, redecide } from '../../../src/routing/domain/backtest/redecide';
import { type BacktestResult, reportOf } from '../../../src/routing/domain/backtest/report';
import { MAX_GROUPS, OTHERS, Tally } from '../../../src/routing/domain/backtest/tally';
import { ENGINE_VERSION } from '../../../src/routing/domain/decision';
import type { Facts } from '../../../src/routing/domain/facts';
import { nanoUsd, parseUsd } from '../../../src/shared/domain/money';
import { NO_USAGE } from '../../../src/shared/domain/usage';
import { catalogOf, decided, FACTS, labs, model, requests, STATE } from './lab';

const NOW_MS = Date.UTC(2026, 5, 1);
const LAB = {
  models: [
    model('small', '1', { tier: 'economy' }),
    model('big', '10', { tier: 'deep_reasoning' }),
    model('unpriced', null),
  ],
  endpoints: { smart: { routing: { default: { provider: 'lab', model: 'big' } } } },
};

const entry = (more: Partial<LedgerEntry> = {}): LedgerEntry => ({
  ...{ attempts: 1, cost: parseUsd('0.015'), usage: { ...NO_USAGE, input: 1000, output: 500 }, usageEstimated: false },
  ...{ served: 'lab/big', servedTier: 'deep_reasoning' },
  ...more,
});

const recorded = (more: Partial<RecordedRequest> = {}, facts: Partial<Facts> = {}): RecordedRequest => ({
  ...{ facts: JSON.stringify({ ...FACTS, requested_model: 'smart', ...facts }), state: JSON.stringify(STATE) },
  ...{ engineVersion: ENGINE_VERSION, selected: 'lab/big', tier: 'deep_reasoning' },
  ...{ team: null, endpoint: 'smart', task: null, ledger: entry() },
  ...more,
});

const toModel = (name: string): Basis => ({
  ...{ nowMs: NOW_MS, proposal: { kind: 'routing', signals: [], timezone: null }, policyOf: () => undefined },
  catalog: catalogOf({ ...LAB, endpoints: { smart: { routing: { default: { provider: 'lab', model: name } } } } }),
});

function backtest(basis: Basis, rows: readonly RecordedRequest[], fromMs = NOW_MS): BacktestResult {
  const tally = new Tally();
  for (const row of rows) tally.add(row, redecide(row, basis));
  return reportOf(tally, { fromMs, keptFromMs: 0 });
}

const codes = ({ caveats }: BacktestResult): string[] => caveats.map(({ code }) => code);

describe('a request that goes to another model', () => {
  it('is priced there with the tokens that it used', () => {
    const result = backtest(toModel('small'), [recorded()]);
    expect(result.total).toMatchObject({
      ...{ changed_requests: 1, compared_requests: 1, difference_usd: '-0.0135' },
      before: { cost_usd: '0.015', tiers: { deep_reasoning: 1 } },
      after: { cost_usd: '0.0015', tiers: { economy: 1 } },
    });
    expect(codes(result)).toContain('other_lengths');
  });

  it('finds nothing of it in the cache there', () => {
    const usage = { ...NO_USAGE, input: 100, cache_read: 600, cache_write_5m: 200, cache_write_1h: 100, output: 500 };
    const result = backtest(toModel('small'), [recorded({ ledger: entry({ usage }) })]);
    expect(result.total.after.cost_usd).toBe('0.0015');
    expect(codes(result)).toContain('cached_tokens');
  });

  it('is estimated where no usage is known, and compared with nothing where its cost was not known', () => {
    const ledger = entry({ usage: null, cost: null });
    const result = backtest(toModel('small'), [recorded({ ledger })]);
    expect(result.total).toMatchObject({
      ...{ compared_requests: 0, difference_usd: null },
      before: { cost_usd: null, unpriced_requests: 1 },
      // 1000 tokens of the facts, 100 of the state.
      after: { cost_usd: '0.0011', unpriced_requests: 0 },
    });
    expect(codes(result)).toEqual(expect.arrayContaining(['usage_estimated', 'unpriced_before']));
  });

  it('BX-02: is counted, not summed as zero, where the other model has no price', () => {
    const result = backtest(toModel('unpriced'), [recorded(), recorded()]);
    expect(result.total.after).toMatchObject({ cost_usd: null, priced_requests: 0, unpriced_requests: 2 });
    expect(result.caveats).toContainEqual(expect.objectContaining({ code: 'unpriced_after', requests: 2 }));
  });

  it('BX-02: is counted where nothing could serve it, and its cost of before is no saving', () => {
    const { total } = backtest(toModel('unpriced'), [recorded({}, { input_tokens: 10 ** 9, region: 'nowhere' })]);
    expect(total.compared_requests).toBe(0);
    const basis = { ...toModel('small'), catalog: catalogOf({ ...LAB, providers: { lab: UNUSABLE } }) };
    expect(backtest(basis, [recorded()]).total).toMatchObject({
      ...{ changed_requests: 1, difference_usd: null },
      after: { unroutable_requests: 1, unpriced_requests: 0, cost_usd: null },
    });
  });
});

const UNUSABLE = { usable: false, unusableReason: 'no_credential' } as const;

describe('a request that goes where it went', () => {
  it('keeps its cost, tier and model, whatever they are now', () => {
    const dearer = { ...LAB, models: [model('small', '1'), model('big', '99', { tier: 'standard' })] };
    const { total } = backtest({ ...toModel('big'), catalog: catalogOf(dearer) }, [recorded()]);
    expect(total).toMatchObject({ changed_requests: 0, difference_usd: '0' });
    expect(total.after).toEqual(total.before);
  });

  it('keeps what its failover cost, and that it was one is said', () => {
    const ledger = entry({ attempts: 2, served: 'lab/small', servedTier: 'economy' });
    const result = backtest(toModel('big'), [recorded({ ledger })]);
    expect(result.total).toMatchObject({ difference_usd: '0', after: { models: { 'lab/small': 1 } } });
    expect(codes(result)).toContain('failovers');
  });

  it('costs the same for any catalog and request, when what is proposed was in force', () => {
    const law = fc.property(
      labs,
      requests,
      fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n })),
      (lab, facts, amount) => {
        fc.pre(decidable(lab, facts));
        const [first] = decided(lab, facts).order;
        const ledger =
          first === undefined
            ? null
            : entry({ served: first.candidate.id, cost: amount === null ? null : nanoUsd(amount) });
        const row = recorded({ selected: first?.candidate.id ?? null, ledger }, facts);
        const proposal: Proposal = facts.mode === null ? AS_IT_IS : { kind: 'mode', mode: facts.mode };
        const basis = { ...toModel('big'), catalog: catalogOf(lab), proposal, nowMs: facts.at_ms };
        const { total } = backtest(basis, [row]);
        expect(total.changed_requests).toBe(0);
        expect(total.after).toEqual(total.before);
        expect(['0', null]).toContain(total.difference_usd);
      },
    );
    fc.assert(law, { numRuns: 300 });
  });
});

const AS_IT_IS: Proposal = { kind: 'routing', signals: [], timezone: null };
type Lab = Parameters<typeof decided>[0];

function decidable(lab: Lab, facts: Facts): boolean {
  const { endpointByName, candidateById, candidatesByName } = catalogOf(lab);
  const name = facts.requested_model;
  return (
    ['economy', 'standard'].includes(name) ||
    [endpointByName, candidateById, candidatesByName].some((one) => one.has(name))
  );
}

describe('a request that cannot be decided again', () => {
  it('is counted with its reason and its cost, and is in no other figure', () => {
    const gone = recorded({}, { requested_model: 'gone' });
    const policy = { source: 'call', name: null, identity: 'f'.repeat(64) } as const;
    const result = backtest(toModel('small'), [gone, recorded({}, { policy }), recorded()]);
    expect(result.not_redecided).toEqual({
      ...{ requests: 2, cost_usd: '0.03', reasons: { unknown_model: 1, policy_expired: 1 } },
    });
    expect(result.total.requests).toBe(1);
    expect(codes(result)).toEqual(expect.arrayContaining(['unknown_model', 'policy_expired']));
  });
});

describe('what is said with a result', () => {
  it.each([
    ['an engine of before', recorded({ engineVersion: ENGINE_VERSION - 1 }), {}, 'older_engine'],
    [
      'a signal that was not read then',
      recorded(),
      { proposal: { ...AS_IT_IS, signals: ['priority'] } },
      'signal_not_recorded',
    ],
  ])('names %s', (_, row, more, code) => {
    expect(codes(backtest({ ...toModel('big'), ...more }, [row]))).toContain(code);
  });

  it('names a range that begins before what is kept', () => {
    expect(backtest(toModel('big'), [], -1).caveats).toEqual([
      expect.objectContaining({ code: 'beyond_retention', requests: null }),
    ]);
  });

  it('is nothing that does not apply', () => {
    expect(codes(backtest(toModel('big'), []))).toEqual([]);
  });
});

describe('the groups', () => {
  const rows = fc.array(
    fc.record({
      team: fc.option(fc.constantFrom('a', 'b')),
      task: fc.option(fc.constantFrom('x', 'y', 'z')),
      cost: fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
    }),
    { maxLength: 30 },
  );

  it('BX-02: add up to the total, to the nano-dollar', () => {
    const law = fc.property(rows, (drawn) => {
      const { total, ...result } = backtest(
        toModel('small'),
        drawn.map(({ team, task, cost }) =>
          recorded({ team, task, ledger: entry({ cost: cost === null ? null : nanoUsd(cost) }) }),
        ),
      );
      for (const groups of [result.by_team, result.by_task, result.by_endpoint, result.by_model]) {
        expect(groups.reduce((sum, group) => sum + group.requests, 0)).toBe(total.requests);
        const sum = groups.reduce((known, group) => known + parseUsd(group.difference_usd ?? '0'), 0n);
        expect(sum).toBe(parseUsd(total.difference_usd ?? '0'));
      }
    });
    fc.assert(law);
  });

  it('are no more than fit, and the rest is one of them', () => {
    const many = Array.from({ length: MAX_GROUPS + 10 }, (_one, at) => recorded({ task: `task ${at}` }));
    const result = backtest(toModel('small'), many);
    expect(result.by_task).toHaveLength(MAX_GROUPS + 1);
    expect(result.by_task).toContainEqual(expect.objectContaining({ task: OTHERS, requests: 10 }));
    expect(codes(result)).toContain('groups_merged');
  });
});

describe('a proposal', () => {
  it('meets requests at the local time of its own zone', () => {
    const night = { if: 'hour_local == 9', use: { provider: 'lab', model: 'small' } };
    const endpoint = { routing: { default: { provider: 'lab', model: 'big' }, rules: [night] } };
    const catalog = catalogOf({ ...LAB, endpoints: { smart: endpoint } });
    const at = (timezone: string | null): number =>
      backtest({ ...toModel('big'), catalog, proposal: { kind: 'routing', signals: [], timezone } }, [
        recorded({}, { at_ms: Date.UTC(2026, 0, 31, 8, 30), hour_local: 8 }),
      ]).total.changed_requests;
    expect([at(null), at('UTC'), at('Europe/Berlin')]).toEqual([0, 0, 1]);
  });

  it('takes the place of the endpoint in a catalog that is as it was otherwise', () => {
    const before = catalogOf(LAB);
    const [proposed] = toModel('small').catalog.endpoints.filter(({ name }) => name === 'smart');
    const after = unpackCatalog(structuredClone(packCatalog(before, proposed ?? null)));
    expect(after.endpointByName.get('smart')).toEqual(proposed);
    expect(after.candidates).toEqual(before.candidates);
    expect(after.endpointByName.get('auto')).toEqual(before.endpointByName.get('auto'));
  });
});
