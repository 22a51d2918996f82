/** Backtests of recorded traffic on the whole service: what they say is held against the ledger. */
import { spawnSync } from 'node:child_process';
import type OpenAI from 'openai';
import { createTenant } from '../../../src/identity';
import { withState } from '../../../src/process/state';
import { systemClock } from '../../../src/shared/clock';
import { formatUsd, nanoUsd, parseUsd } from '../../../src/shared/domain/money';
import type { Usage } from '../../../src/shared/domain/usage';
import { BACKTEST_TEST_MS, BACKTEST_WITHIN_MS, backtestsOf } from '../../support/backtest-processes';
import { eventually } from '../../support/eventually';
import { copyDecision } from '../../support/recorded-copies';
import { silentLog } from '../../support/postgres';
import { useSimulatedService } from '../../support/simulated-service';
import { simulate } from '../../support/simulator/script';
import type { Simulator } from '../../support/simulator/simulator';

jest.setTimeout(BACKTEST_TEST_MS);

/** Calls of each task: enough for sums that no slip of a single row leaves right. */
const CALLS_A_TASK = 60;
const TASKS = ['classification', 'summarization', 'code_review'] as const;

const price = (usd: string, cached: string): object => ({
  ...{ input_per_mtok_usd: usd, output_per_mtok_usd: usd, cache_read_per_mtok_usd: cached, source: 'test' },
});
const model = (name: string, more: object): object => ({
  ...{ provider: 'lab', model: name, capabilities: ['streaming', 'tools', 'json_schema', 'json_mode'], ...more },
});
const documentOf = ({ url }: Simulator): object => ({
  providers: {
    lab: { kind: 'openai_compatible', base_url: `${url}/v1`, credentials: [{ name: 'main', api_key: 'sk-lab' }] },
  },
  models: [
    model('small', { tier: 'economy', price: price('0.1', '0.01') }),
    model('mid', { tier: 'standard', price: price('1', '0.1') }),
    model('frontier', { tier: 'deep_reasoning', price: price('15', '1.5') }),
    model('unpriced', { tier: 'economy' }),
  ],
  endpoints: { smart: { routing: { default: { provider: 'lab', model: 'frontier' } } } },
});

const usage = (at: number): Partial<Usage> => {
  const cached = at % 3 === 0 ? 64 : 0;
  return { input: 100 + at - cached, cache_read: cached, output: 20 + (at % 7) };
};

const lab = useSimulatedService(documentOf);

beforeAll(async () => {
  for (const task of TASKS) {
    for (let at = 0; at < CALLS_A_TASK; at += 1) {
      const told = { role: 'user', content: simulate({ usage: usage(at) }) } as const;
      const metadata = { 'x-bursar-task': task };
      await lab.client.chat.completions.create({ model: 'smart', messages: [told], metadata });
    }
  }
}, BACKTEST_TEST_MS);

const HELLO = { role: 'user', content: 'Hello' } as const;

interface Side {
  readonly cost_usd: string | null;
  readonly unpriced_requests: number;
  readonly unroutable_requests: number;
  readonly tiers: Readonly<Record<string, number>>;
  readonly models: Readonly<Record<string, number>>;
}

interface Comparison {
  readonly requests: number;
  readonly changed_requests: number;
  readonly before: Side;
  readonly after: Side;
  readonly compared_requests: number;
  readonly difference_usd: string | null;
}

interface Result {
  readonly total: Comparison;
  readonly by_task: readonly (Comparison & { readonly task: string | null })[];
  readonly by_model: readonly (Comparison & { readonly model: string | null })[];
  readonly not_redecided: { readonly requests: number; readonly reasons: Readonly<Record<string, number>> };
  readonly caveats: readonly { readonly code: string; readonly requests: number | null }[];
}

async function backtest(body: object): Promise<Result> {
  const started = await lab.service.call('POST', '/v1/policies/backtest', { body });
  if (started.status !== 202) throw new Error(started.text);
  const { id } = started.body as { id: string };
  const results: Result[] = [];
  await eventually(async () => {
    const { body: seen, text } = await lab.service.call('GET', `/v1/policies/backtests/${id}`);
    const { status, result } = seen as { status: string; result: Result | null };
    if (status === 'failed') throw new Error(`${text} ${lab.service.logged().split('\n').slice(-3).join('\n')}`);
    if (result !== null) results.push(result);
    return result !== null;
  }, BACKTEST_WITHIN_MS);
  const [result] = results;
  if (result === undefined) throw new Error('no result');
  return result;
}

const ledgerCost = async (endpoint = 'smart', filter = ''): Promise<unknown> => {
  const answered = (await lab.service.call('GET', `/v1/usage?endpoint=${endpoint}${filter}`)).body;
  return (answered as { data: { cost_usd: string | null }[] }).data[0]?.cost_usd;
};

const SMART = { endpoint: 'smart' };
const target = (name: string): object => ({ provider: 'lab', model: name });
const ruled = (rules: readonly object[]): object => ({ default: target('frontier'), rules });
const caveat = ({ caveats }: Result, code: string): number | null | undefined =>
  caveats.find((one) => one.code === code)?.requests;

describe('a backtest of what is in force', () => {
  it('BX-02: changes nothing, and its cost before is the ledger’s to the nano-dollar', async () => {
    const { total, not_redecided, caveats } = await backtest({ routing: ruled([]), filter: SMART });
    const requests = TASKS.length * CALLS_A_TASK;
    expect(total).toMatchObject({
      ...{ requests, changed_requests: 0, compared_requests: requests, difference_usd: '0' },
      before: { cost_usd: await ledgerCost(), tiers: { deep_reasoning: requests } },
    });
    expect(total.after).toEqual(total.before);
    expect(not_redecided.requests).toBe(0);
    expect(caveats.map(({ code }) => code)).toEqual(['recorded_state', 'latency_unknown']);
  });
});

describe('a backtest of an endpoint’s routing', () => {
  /** Moves one task; every token costs the same at the other model, cached ones too. */
  const moves = async (task: string, to: string, usd: string): Promise<void> => {
    const result = await backtest({ routing: ruled([{ if: `task == "${task}"`, use: target(to) }]), filter: SMART });
    const tokens = Array.from({ length: CALLS_A_TASK }, (_one, at) => 120 + at + (at % 7)).reduce((a, b) => a + b);
    const row = result.by_task.find((one) => one.task === task);
    expect(row).toMatchObject({
      ...{ requests: CALLS_A_TASK, changed_requests: CALLS_A_TASK },
      before: { cost_usd: await ledgerCost('smart', `&task=${task}`), models: { 'lab/frontier': CALLS_A_TASK } },
      after: {
        cost_usd: formatUsd(nanoUsd((BigInt(tokens) * parseUsd(usd)) / 1_000_000n)),
        models: { [`lab/${to}`]: CALLS_A_TASK },
      },
    });
    expect(result.total).toMatchObject({ requests: 3 * CALLS_A_TASK, changed_requests: CALLS_A_TASK });
    expect(result.total.difference_usd).toBe(row?.difference_usd);
    expect(caveat(result, 'cached_tokens')).toBe(CALLS_A_TASK / 3);
    expect(caveat(result, 'other_lengths')).toBe(CALLS_A_TASK);
  };

  it('SP-13: shows classification before at the frontier model, after at the small one', () =>
    moves('classification', 'small', '0.1'));

  it('SP-14: shows summarization before at the high-end model, after at the mid-tier one', () =>
    moves('summarization', 'mid', '1'));

  it('SP-15: shows code review before at its one model, after at the one that is chosen for it', () =>
    moves('code_review', 'mid', '1'));

  it('BX-02: counts what nothing could serve, and what has no price, and sums neither as zero', async () => {
    const strict = {
      routing: { default: target('unpriced'), rules: [{ if: 'task == "code_review"', use: target('small') }] },
    };
    const unpriced = await backtest({ routing: strict, filter: SMART });
    const others = 2 * CALLS_A_TASK;
    expect(unpriced.total.after).toMatchObject({ unpriced_requests: others });
    expect(unpriced.total.compared_requests).toBe(CALLS_A_TASK);
    expect(unpriced.by_task.find(({ task }) => task === 'classification')?.after.cost_usd).toBeNull();
    const nowhere = await backtest({
      routing: { strict: true, quality_floor: { score: 'overall', min: 1 }, routing: { default: target('small') } },
      filter: SMART,
    });
    expect(nowhere.total.after).toMatchObject({ unroutable_requests: 3 * CALLS_A_TASK, cost_usd: null, models: {} });
    expect(nowhere.total.difference_usd).toBeNull();
  });
});

const CHEAPEST = [
  'policy',
  ['meets_req'],
  ['neg', ['field', 'price_out']],
  ['argmax'],
  ['clamp_param', 'temperature', 0, 1],
  ['always', { action: 'next_candidate' }],
];

describe('a backtest of a policy', () => {
  it('MS-53: decides recorded traffic as if it had been sent with every call', async () => {
    const { total, by_model } = await backtest({ policy_ir: CHEAPEST, filter: SMART });
    expect(total.after.models).toEqual({ 'lab/small': 3 * CALLS_A_TASK });
    expect(by_model).toMatchObject([
      { model: 'lab/frontier', before: { tiers: { deep_reasoning: 3 * CALLS_A_TASK } } },
    ]);
  });
});

describe('a backtest of a mode', () => {
  it('leaves to a policy what had brought one, and says so', async () => {
    const body = { model: 'policy:mine', messages: [HELLO], policy_ir: CHEAPEST };
    await lab.client.chat.completions.create(body as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming);
    const result = await backtest({ mode: 'quality_first', filter: { model: 'small' } });
    expect(result.total).toMatchObject({ requests: 1, changed_requests: 0, difference_usd: '0' });
    expect(caveat(result, 'own_policy')).toBe(1);
  });
});

describe('a backtest of more requests than a page has', () => {
  it('BX-02: looks at each once, wherever those of one millisecond are cut', async () => {
    const rows = 11_000;
    await copyDecision(lab.service, { of: 'smart', as: 'copies', rows });
    const { total, not_redecided } = await backtest({ mode: 'balanced', filter: { endpoint: 'copies' } });
    expect(total).toMatchObject({ requests: rows, compared_requests: rows, difference_usd: '0' });
    expect(total.before.cost_usd).toBe(await ledgerCost('copies'));
    expect(not_redecided.requests).toBe(0);
  });
});

describe('a proposal that could not be saved', () => {
  it.each([
    [{}, 'body', 'exactly one of'],
    [{ mode: 'balanced', policy_ir: CHEAPEST }, 'body', 'exactly one of'],
    [{ routing: ruled([]) }, 'filter.endpoint', 'whose routing'],
    [{ routing: ruled([]), filter: { endpoint: 'nowhere' } }, 'filter.endpoint', 'no endpoint nowhere'],
    [
      { routing: ruled([{ if: 'has_shema', use: { tier: 'economy' } }]), filter: SMART },
      'routing.rules.0.if',
      'has_shema',
    ],
    [{ routing: { default: target('none') }, filter: SMART }, 'routing.default', 'no model none'],
    [{ routing: { fallbacks: [] }, filter: SMART }, 'body', 'fallbacks'],
    [{ mode: 'balanced', filter: { color: 'red' } }, 'filter', 'color'],
    [{ mode: 'balanced', from: '2026-02-02', to: '2026-02-01' }, 'from', 'before'],
  ])('is refused at once: %j', async (body, path, problem) => {
    const { status, body: said, text } = await lab.service.call('POST', '/v1/policies/backtest', { body });
    expect([status, text]).toEqual([400, expect.stringContaining(problem)]);
    expect(said).toMatchObject({ error: { code: 'invalid_request', details: { path } } });
  });

  it('is refused with operation and path where it is a policy', async () => {
    const policy_ir = ['policy', ['fits_well'], ...CHEAPEST.slice(2)];
    const { status, body } = await lab.service.call('POST', '/v1/policies/backtest', { body: { policy_ir } });
    expect([status, body]).toMatchObject([
      400,
      { error: { code: 'invalid_policy', details: { path: '$.policy[1]' } } },
    ]);
  });
});

describe('a backtest that runs', () => {
  const start = (key?: string) =>
    lab.service.call('POST', '/v1/policies/backtest', {
      body: { mode: 'balanced' },
      ...(key !== undefined && { key }),
    });

  it('is the only one of its tenant, can be ended at once, and is forgotten then', async () => {
    const first = (await start()).body as { id: string; status: string };
    const second = await start();
    expect(second).toMatchObject({ status: 409, body: { error: { code: 'backtest_running' } } });
    const address = `/v1/policies/backtests/${first.id}`;
    expect((await lab.service.call('DELETE', address)).status).toBe(204);
    expect(await lab.service.call('GET', address)).toMatchObject({
      status: 404,
      body: { error: { code: 'not_found' } },
    });
    expect((await lab.service.call('GET', '/v1/policies/backtests')).text).not.toContain(first.id);
    const third = (await start()).body as { id: string };
    await lab.service.call('DELETE', `/v1/policies/backtests/${third.id}`);
  });

  it('is idle work, and has nothing of our environment', async () => {
    const { id } = (await start()).body as { id: string };
    const [running] = backtestsOf(process.pid);
    expect(running?.environment).toEqual(['NODE_CHANNEL_FD', 'NODE_CHANNEL_SERIALIZATION_MODE', 'TZ']);
    // sched(7): SCHED_IDLE is 5; V8's helpers, which collect the garbage, count as much as the thread that makes it.
    const lowest = `nice 19, policy ${spawnSync('chrt', ['--version']).status === 0 ? 5 : 0}`;
    await eventually(() => new Set(running?.priorities()).size === 1 && running?.priorities()[0] === lowest);
    await lab.service.call('DELETE', `/v1/policies/backtests/${id}`);
    expect(backtestsOf(process.pid)).toEqual([]);
  });

  it('is failed with a reason when its process dies, and the next one runs', async () => {
    const { id } = (await start()).body as { id: string };
    for (const { pid } of backtestsOf(process.pid)) process.kill(pid, 'SIGKILL');
    const seen = async () => (await lab.service.call('GET', `/v1/policies/backtests/${id}`)).body;
    await eventually(async () => ((await seen()) as { status: string }).status === 'failed');
    expect(await seen()).toMatchObject({ failure: expect.stringContaining(id), result: null });
    expect(lab.service.logged()).toMatch(new RegExp(`It ended with SIGKILL.*${id}`));
    expect((await backtest({ mode: 'balanced', filter: SMART })).total.requests).toBeGreaterThan(0);
  });

  it('sees nothing of another tenant', async () => {
    const stranger = await withState({ settings: lab.service.settings, log: silentLog }, (dataSource) =>
      createTenant({ dataSource, clock: systemClock }, 'strangers'),
    );
    await eventually(async () => (await start(stranger.ownerKey)).status === 202);
    const list = async () => (await lab.service.call('GET', '/v1/policies/backtests', { key: stranger.ownerKey })).body;
    await eventually(async () => JSON.stringify(await list()).includes('"status":"done"'), BACKTEST_WITHIN_MS);
    expect(await list()).toMatchObject({ data: [{ status: 'done', progress: { done: 0, total: 0 } }] });
  });
});
