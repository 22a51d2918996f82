/** Incidents of replicas that see the same outage, on a real Postgres that goes away. */
import { pino } from 'pino';
import { DEFAULT_BREAKER } from '../../../src/catalog';
import { IDENTITY_ENTITIES } from '../../../src/identity';
import type { JournalRecord } from '../../../src/journal';
import { openDataSource } from '../../../src/postgres';
import { Breakers, RESILIENCE_ENTITIES } from '../../../src/resilience';
import type { BreakerKey } from '../../../src/resilience/domain/breaker-key';
import { IncidentCheck } from '../../../src/resilience/incidents/incident-check';
import { IncidentKeeper } from '../../../src/resilience/incidents/incident-keeper';
import { IncidentsStore } from '../../../src/resilience/incidents/incidents.store';
import { CircuitsStore } from '../../../src/resilience/persistence/circuits.store';
import type { Transition } from '../../../src/resilience/domain/transition';
import type { Log } from '../../../src/shared/log';
import { newTenant } from '../../support/catalog';
import { eventually } from '../../support/eventually';
import { type Line, startLine } from '../../support/line';
import { POSTGRES_START_MS, startTestPostgres, type TestDatabase, type TestPostgres } from '../../support/postgres';
import { FAILURE, SUCCESS } from '../../unit/resilience/circuits';

jest.setTimeout(60_000);

const NOON = Date.UTC(2026, 0, 31, 12);
const OPEN_MS = DEFAULT_BREAKER.open_s * 1000;

let postgres: TestPostgres;
let database: TestDatabase;
let line: Line;
const replicas = new Set<Replica>();

beforeAll(async () => {
  postgres = await startTestPostgres();
  database = await postgres.database();
  line = await startLine(database.url);
}, POSTGRES_START_MS);

afterEach(async () => {
  for (const replica of replicas) await replica.close();
  replicas.clear();
});

afterAll(async () => {
  await line.close();
  await postgres.stop();
});

interface Told {
  readonly event_id: string;
  readonly change: string;
}

interface Replica {
  readonly breakers: Breakers;
  readonly keeper: IncidentKeeper;
  readonly check: IncidentCheck;
  readonly time: { nowMs: number };
  readonly told: Told[];
  /** What follows is not appended, as when the process dies at that moment. */
  dieBeforeTelling(): void;
  logged(): string;
  close(): Promise<void>;
}

/** With a pool, breakers and a clock of its own; circuits are not shared, so that each sees the outage itself. */
async function start({ url = database.url } = {}): Promise<Replica> {
  const lines: string[] = [];
  const log: Log = pino({ level: 'debug' }, { write: (text: string) => void lines.push(text) });
  const entities = [...IDENTITY_ENTITIES, ...RESILIENCE_ENTITIES];
  const dataSource = await openDataSource({ url, log, poolSize: 2, entities });
  const time = { nowMs: NOON };
  const told: Told[] = [];
  let dead = false;
  const append = (records: readonly JournalRecord[]): void => {
    if (dead) throw new Error('the process is dead');
    told.push(...records.map(({ payload }) => JSON.parse(payload) as Told));
  };
  const breakers = new Breakers({ settingsOf: () => DEFAULT_BREAKER, random: () => 0.5 });
  const shared = { store: new IncidentsStore(), dataSource, log, severity: () => 'major' as const };
  const keeper = new IncidentKeeper({ ...shared, breakers, journal: { append, written: () => null } });
  const clock = { nowMs: () => time.nowMs };
  const check = new IncidentCheck({ ...shared, keeper, circuits: new CircuitsStore(), clock });
  const close = async (): Promise<void> => {
    check.stop();
    await keeper.close();
    await dataSource.destroy();
  };
  const replica = { breakers, keeper, check, time, told, logged: () => lines.join(''), close };
  const dying: Replica = { ...replica, dieBeforeTelling: () => void (dead = true) };
  replicas.add(dying);
  return dying;
}

const newKey = async (model = 'tiny'): Promise<BreakerKey> => ({
  ...{ tenantId: await newTenant(database), provider: 'lab', model, credential: 'main' },
});

function call({ breakers, time }: Replica, key: BreakerKey, outcome = FAILURE): void {
  breakers.settle(breakers.insist(key, time.nowMs), outcome, time.nowMs);
}

function open(replica: Replica, key: BreakerKey): void {
  for (let failures = 0; failures < DEFAULT_BREAKER.failures_in_row; failures++) call(replica, key);
}

function close(replica: Replica, key: BreakerKey): void {
  replica.time.nowMs += OPEN_MS;
  for (let probes = 0; probes < DEFAULT_BREAKER.successes_to_close; probes++) call(replica, key, SUCCESS);
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly severity: string;
  readonly opened_at: Date;
  readonly resolved_at: Date | null;
  readonly untold: readonly unknown[];
}

const rowsOf = ({ tenantId }: BreakerKey): Promise<Row[]> =>
  database.dataSource.query('SELECT * FROM incidents WHERE tenant_id = $1 ORDER BY opened_at', [tenantId]);

it('MS-19: an outage that two replicas see at once is one incident, opened and resolved once', async () => {
  const [one, other, key] = [await start(), await start(), await newKey()];
  open(one, key);
  open(other, { ...key, model: 'large' });
  open(other, key);
  await Promise.all([one.keeper.flush(), other.keeper.flush()]);
  expect(await rowsOf(key)).toMatchObject([{ state: 'open', severity: 'major', opened_at: new Date(NOON) }]);
  close(one, key);
  close(other, { ...key, model: 'large' });
  await Promise.all([one.keeper.flush(), other.keeper.flush()]);
  expect(await rowsOf(key)).toMatchObject([{ state: 'resolved', resolved_at: new Date(NOON + OPEN_MS), untold: [] }]);
  const told = [...one.told, ...other.told].map(({ change }) => change);
  expect(told.sort()).toEqual(['opened', 'resolved']);
});

it("another tenant's provider of the same name has an incident of its own", async () => {
  const [one, ours, theirs] = [await start(), await newKey(), await newKey()];
  open(one, ours);
  open(one, theirs);
  await one.keeper.flush();
  const [[first], [second]] = [await rowsOf(ours), await rowsOf(theirs)];
  expect(first?.state).toBe('open');
  expect(second?.state).toBe('open');
  expect(first?.id).not.toBe(second?.id);
});

it('without Postgres nothing is lost: what opened and closed meanwhile is an incident afterwards', async () => {
  const [cut, key] = [await start({ url: line.url }), await newKey()];
  line.cut();
  open(cut, key);
  close(cut, key);
  await eventually(() => cut.logged().includes('incidents could not be stored'));
  line.mend();
  await eventually(async () => (await rowsOf(key))[0]?.state === 'resolved');
  expect(cut.told.map(({ change }) => change)).toEqual(['opened', 'resolved']);
});

it('an event whose process died before telling it is told by another, with the same id', async () => {
  const [dying, other, key] = [await start(), await start(), await newKey()];
  dying.dieBeforeTelling();
  open(dying, key);
  await dying.keeper.flush();
  const [row] = await rowsOf(key);
  expect(row?.untold).toHaveLength(1);
  await other.check.run();
  expect(other.told.filter(({ event_id: id }) => id === `${row?.id}_1`)).toEqual([]);
  await other.check.run();
  expect(other.told.filter(({ event_id: id }) => id === `${row?.id}_1`)).toHaveLength(1);
  expect((await rowsOf(key))[0]?.untold).toEqual([]);
});

const stored = (key: BreakerKey): Transition => ({
  ...{ key, from: 'closed', to: 'open', atMs: NOON, reason: 'failures_in_row', cause: 'failures_in_row' },
  ...{ untilMs: NOON + OPEN_MS, failureClass: 'server_error', version: 1, by: null },
  counts: { calls: 5, failures: 5, slow: 0, failures_in_row: 5, openings: 1 },
});

it('a circuit that opened just before its process was killed is found, and one whose model is gone is let go', async () => {
  const [replica, key] = [await start(), await newKey()];
  await new CircuitsStore().write(stored(key), 0, database.dataSource.manager);
  await replica.check.run();
  expect(await rowsOf(key)).toMatchObject([{ state: 'open', opened_at: new Date(NOON) }]);
  await database.dataSource.query('DELETE FROM v3_provider_circuit_breakers WHERE tenant_id = $1', [key.tenantId]);
  await replica.check.run();
  expect(await rowsOf(key)).toMatchObject([{ state: 'open' }]);
  replica.time.nowMs += 60_000;
  await replica.check.run();
  expect(await rowsOf(key)).toMatchObject([{ state: 'resolved', resolved_at: new Date(NOON + 60_000) }]);
});
