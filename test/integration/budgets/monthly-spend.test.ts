/** Budgets on a real ledger and journal: whose spend counts where, from which month, and what a dead ledger does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callScope, MonthlySpend } from '../../../src/budgets';
import { SpendReader } from '../../../src/budgets/spend-reader';
import { SpendStore } from '../../../src/budgets/spend.store';
import { BudgetBook } from '../../../src/catalog';
import { type BudgetDocument, toBudget } from '../../../src/catalog/domain/budget-document';
import { ClickHouse, migrateClickHouse } from '../../../src/clickhouse';
import { Journal } from '../../../src/journal';
import { endedRow, rowHead } from '../../../src/ledger';
import { LedgerSink } from '../../../src/ledger/ledger.sink';
import { RollupStore } from '../../../src/ledger/rollup.store';
import type { TenantId } from '../../../src/shared/domain/ids';
import { nanoUsd, parseUsd } from '../../../src/shared/domain/money';
import { type Attempt, attempt, insertAttempts } from '../../support/attempts';
import { silentLog } from '../../support/postgres';
import { startTestEngine, type TestEngine, unique } from '../clickhouse/support';

const START_MS = 60_000;
const NOW = Date.UTC(2026, 0, 31, 12);
const clock = { nowMs: () => NOW };

let engine: TestEngine;
let clickhouse: ClickHouse;
let journal: Journal;
let directory: string;
const open: MonthlySpend[] = [];

beforeAll(async () => {
  engine = await startTestEngine();
  clickhouse = await ClickHouse.connect({ url: engine.fullUrl, database: unique('budgets') });
  await migrateClickHouse(clickhouse, { log: silentLog });
  directory = mkdtempSync(join(tmpdir(), 'bursar-budgets-'));
  const sink = new LedgerSink(clickhouse, new RollupStore(clickhouse, clock), silentLog);
  const segments = { directory, segmentBytes: 64 * 1024, sync: 'grouped' } as const;
  journal = await Journal.open({ ...segments, sinks: [sink], clock, log: silentLog });
}, START_MS);

afterEach(async () => {
  for (const spend of open.splice(0)) await spend.stop();
});

afterAll(async () => {
  await journal.close();
  await clickhouse.close();
  await engine.stop();
  rmSync(directory, { recursive: true, force: true });
});

interface Replica {
  readonly tenantId: TenantId;
  readonly spend: MonthlySpend;
  declare(budgets: readonly Partial<BudgetDocument>[]): Promise<void>;
  /** Spent by budget, in dollars. */
  spent(): Record<string, number | null>;
  /** As the gateway does at the end of an attempt. */
  settle(attempt: Attempt): void;
}

const NAMES = { namedIds: () => Promise.resolve([{ kind: 'project', id: 'prj_core', name: 'core' } as const]) };
const LIMIT: Pick<BudgetDocument, 'limit_usd' | 'window'> = { limit_usd: '10', window: 'month' };

function replica(store = new SpendStore(clickhouse)): Replica {
  const tenantId = unique('ten') as TenantId;
  const book = new BudgetBook();
  const reader = new SpendReader({ names: NAMES, store, journal, clock, log: silentLog });
  const spend = new MonthlySpend(book, reader, clock);
  open.push(spend);
  spend.start();
  return {
    tenantId,
    spend,
    declare: async (budgets) => {
      const named = budgets.map((budget, at) => ({ name: `b${at}`, scope: {}, ...LIMIT, ...budget }));
      book.replace(
        tenantId,
        named.map((budget) => ({ ...toBudget(budget), managedBy: 'file' as const })),
      );
      await spend.read(tenantId);
    },
    spent: () =>
      Object.fromEntries(
        spend.states(tenantId).map(({ budget, spent }) => [budget.name, spent && Number(spent.amount) / 1e9]),
      ),
    settle: ({ start, end }) => {
      const payload = endedRow(rowHead(start), end);
      journal.append([{ type: 'outcome', topic: 'attempt', key: start.attemptId, payload }]);
      if (end.cost.amount !== null) spend.settled(start, end.cost.amount);
    },
  };
}

type By = NonNullable<Parameters<typeof attempt>[0]['by']>;

function paid(tenantId: TenantId, usd: string, by: By = {}, more: { atMs?: number; endpoint?: string } = {}): Attempt {
  return attempt({
    ...{ queuedAtMs: more.atMs ?? NOW, endpoint: more.endpoint ?? null, by: { tenant_id: tenantId, ...by } },
    cost: { status: 'priced', amount: nanoUsd(parseUsd(usd)), priceRowId: 'row' },
  });
}

it('PG-15: the fraction of the monthly budget of the endpoint is what its calls have cost of the limit', async () => {
  const { tenantId, spend, declare } = replica();
  const mine = { endpoint: 'smart' };
  await insertAttempts(clickhouse, [
    paid(tenantId, '1.5', {}, mine),
    paid(tenantId, '2.5', { project_id: 'prj_core' }, mine),
    paid(tenantId, '4', {}, { endpoint: 'other' }),
    paid(tenantId, '8', {}, { ...mine, atMs: Date.UTC(2025, 11, 31, 23, 59) }),
    paid('ten_other' as TenantId, '16', {}, mine),
  ]);
  await declare([{ scope: { endpoint: 'smart' } }, { scope: {}, limit_usd: '16' }]);
  const call = (endpoint: string | null) => callScope(paid(tenantId, '0').start.attribution, endpoint);
  expect(spend.fraction(tenantId, call('smart'), NOW)).toEqual({ budget: 'b0', fraction: 0.4 });
  expect(spend.fraction(tenantId, call(null), NOW)).toEqual({ budget: 'b1', fraction: 0.5 });
  expect(spend.fraction('ten_other' as TenantId, call('smart'), NOW)).toBeNull();
});

it('every scope and every month of a zone adds up its own, in one statement', async () => {
  const { tenantId, spent, declare } = replica();
  await insertAttempts(clickhouse, [
    paid(tenantId, '1', { project_id: 'prj_core', workflow: 'triage' }),
    paid(tenantId, '2', { team_id: 'team_1', customer: 'acme', workflow: 'triage' }),
    paid(tenantId, '4', { environment: 'prod' }),
    // Already January in Kathmandu, which is 5:45 ahead, and in Berlin.
    paid(tenantId, '8', {}, { atMs: Date.UTC(2025, 11, 31, 23, 30) }),
    paid(tenantId, '16', {}, { atMs: Date.UTC(2025, 11, 31, 18, 30) }),
  ]);
  await declare([
    ...[{ scope: { project: 'core' } }, { scope: { project: 'prj_core' } }, { scope: { workflow: 'triage' } }],
    ...[{ scope: { workflow: 'triage', customer: 'acme' } }, { scope: { environment: 'prod' } }, { scope: {} }],
    ...[{ timezone: 'Europe/Berlin' }, { timezone: 'Asia/Kathmandu' }, { scope: { project: 'nobody' } }],
  ]);
  expect(spent()).toEqual({ b0: 1, b1: 1, b2: 3, b3: 2, b4: 4, b5: 7, b6: 15, b7: 31, b8: null });
});

it('an attempt that nobody can price is counted as such, and costs nothing', async () => {
  const { tenantId, spend, declare } = replica();
  await insertAttempts(clickhouse, [attempt({ queuedAtMs: NOW, by: { tenant_id: tenantId } }), paid(tenantId, '1')]);
  await declare([{}, { timezone: 'Asia/Kathmandu' }]);
  const states = spend.states(tenantId).map(({ spent }) => spent);
  expect(states).toMatchObject(states.map(() => ({ amount: 1_000_000_000n, unpriced: 1 })));
});

it('what is settled here counts from the next request on, and once when the ledger has it too', async () => {
  const { tenantId, spend, spent, settle, declare } = replica();
  await declare([{}, { scope: { workflow: 'triage' } }]);
  expect(spent()).toEqual({ b0: 0, b1: 0 });
  settle(paid(tenantId, '1', { workflow: 'triage' }));
  settle(paid(tenantId, '2'));
  expect(spent()).toEqual({ b0: 3, b1: 1 });
  await spend.read(tenantId);
  expect(spent()).toEqual({ b0: 3, b1: 1 });
  await declare([{ limit_usd: '20' }, { scope: { workflow: 'triage' } }]);
  expect(spent()).toEqual({ b0: 3, b1: 1 });
});

it('a ledger that does not answer leaves the last reading in force, and nothing known where there was none', async () => {
  const database = unique('dead');
  const dead = await ClickHouse.connect({ url: engine.fullUrl, database });
  const store = new SpendStore(dead);
  await migrateClickHouse(dead, { log: silentLog });
  const { tenantId, spend, spent, settle, declare } = replica(store);
  await declare([{}]);
  await clickhouse.command('test.drop', `DROP DATABASE ${database}`);
  settle(paid(tenantId, '1'));
  await spend.read(tenantId);
  expect(spent()).toEqual({ b0: 1 });
  await declare([{}, { scope: { workflow: 'triage' } }]);
  expect(spent()).toEqual({ b0: 1, b1: null });
  const call = callScope(paid(tenantId, '0', { workflow: 'triage' }).start.attribution, null);
  expect(spend.fraction(tenantId, call, NOW)).toEqual({ budget: 'b1', fraction: null });
  await dead.close();
});

it('without budgets nothing is asked and nothing is for a call', async () => {
  const { tenantId, spend, declare } = replica();
  await declare([{}]);
  await declare([]);
  expect(spend.states(tenantId)).toEqual([]);
  expect(spend.ageMs()).toBe(0);
  expect(spend.fraction(tenantId, callScope(paid(tenantId, '0').start.attribution, 'smart'), NOW)).toBeNull();
});
