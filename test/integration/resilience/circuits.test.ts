/** Circuits over replicas, restarts and outages of Postgres, on a real one. */
import { pino } from 'pino';
import { DEFAULT_BREAKER } from '../../../src/catalog';
import { IDENTITY_ENTITIES } from '../../../src/identity';
import { findSchemaDrift, Listener, openDataSource } from '../../../src/postgres';
import { RESILIENCE_ENTITIES } from '../../../src/resilience';
import { Breakers } from '../../../src/resilience/breakers';
import type { BreakerKey } from '../../../src/resilience/domain/breaker-key';
import { CircuitSync } from '../../../src/resilience/persistence/circuit-sync';
import { CircuitsStore } from '../../../src/resilience/persistence/circuits.store';
import type { TenantId } from '../../../src/shared/domain/ids';
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
  for (const replica of replicas) await stop(replica);
});

afterAll(async () => {
  await line.close();
  await postgres.stop();
});

interface Replica {
  readonly breakers: Breakers;
  readonly sync: CircuitSync;
  readonly time: { nowMs: number };
  logged(): string;
  close(): Promise<void>;
}

/** With a pool, a listener and a clock of its own. */
async function start({ url = database.url, nowMs = NOON } = {}): Promise<Replica> {
  const lines: string[] = [];
  const log: Log = pino({ level: 'debug' }, { write: (text: string) => void lines.push(text) });
  const dataSource = await openDataSource({
    ...{ url, log, poolSize: 2 },
    entities: [...IDENTITY_ENTITIES, ...RESILIENCE_ENTITIES],
  });
  const listener = await Listener.connect({ url, log });
  const time = { nowMs };
  const clock = { nowMs: () => time.nowMs };
  const breakers = new Breakers({ settingsOf: () => DEFAULT_BREAKER, random: () => 0.5 });
  const sync = new CircuitSync({ breakers, store: new CircuitsStore(), dataSource, clock, log });
  await sync.start(listener);
  const close = async (): Promise<void> => {
    await sync.stop();
    await listener.close();
    await dataSource.destroy();
  };
  const replica = { breakers, sync, time, logged: () => lines.join(''), close };
  replicas.add(replica);
  return replica;
}

async function stop(replica: Replica): Promise<void> {
  replicas.delete(replica);
  await replica.close();
}

const newKey = async (): Promise<BreakerKey> => ({
  ...{ tenantId: await newTenant(database), provider: 'lab', model: 'tiny', credential: 'main' },
});

function call({ breakers, time }: Replica, key: BreakerKey, outcome = FAILURE): void {
  const permit = breakers.insist(key, time.nowMs);
  breakers.settle(permit, outcome, time.nowMs);
}

function open(replica: Replica, key: BreakerKey): void {
  for (let failures = 0; failures < DEFAULT_BREAKER.failures_in_row; failures++) call(replica, key);
}

const stateAt = ({ breakers }: Replica, key: BreakerKey): string => breakers.circuit(key)?.phase.state ?? 'closed';

interface Row {
  readonly state: string;
  readonly version: number;
  readonly opened_count: number;
  readonly since: Date;
}

const rowsOf = (tenantId: TenantId): Promise<Row[]> =>
  database.dataSource.query('SELECT * FROM v3_provider_circuit_breakers WHERE tenant_id = $1', [tenantId]);

it('the entity is the table', async () => {
  const dataSource = await openDataSource({
    ...{ url: database.url, log: pino({ level: 'silent' }) },
    entities: [...IDENTITY_ENTITIES, ...RESILIENCE_ENTITIES],
  });
  const drift = await findSchemaDrift(dataSource);
  await dataSource.destroy();
  expect(drift.filter((sentence) => sentence.includes('circuit_breakers'))).toEqual([]);
});

it('MS-14: what one replica opens, probes and closes, the other follows, and one row says so', async () => {
  const [one, other, key] = [await start(), await start(), await newKey()];
  open(one, key);
  await eventually(() => stateAt(other, key) === 'open');
  expect(other.breakers.admit(key, NOON)).toBeNull();
  one.time.nowMs = other.time.nowMs = NOON + OPEN_MS;
  call(one, key, SUCCESS);
  await eventually(() => stateAt(other, key) === 'half_open');
  call(one, key, SUCCESS);
  call(one, key, SUCCESS);
  await eventually(() => stateAt(other, key) === 'closed');
  const rows = await rowsOf(key.tenantId);
  expect(rows).toMatchObject([{ state: 'closed', opened_count: 1, since: new Date(NOON + OPEN_MS) }]);
});

it('MS-14: a restart begins where the last one ended, with the doubled time open', async () => {
  const [first, key] = [await start(), await newKey()];
  open(first, key);
  first.time.nowMs += OPEN_MS;
  call(first, key);
  await stop(first);
  const second = await start({ nowMs: first.time.nowMs });
  const phase = second.breakers.circuit(key)?.phase;
  expect(phase).toMatchObject({ state: 'open', sinceMs: NOON + OPEN_MS, untilMs: NOON + 3 * OPEN_MS });
});

it('two replicas that open a circuit at the same time end with the same one, the later', async () => {
  const [one, other, key] = [await start(), await start(), await newKey()];
  other.time.nowMs += 5;
  open(one, key);
  open(other, key);
  // Of version 1 or 2, as the later or the earlier one was written first.
  await eventually(async () => {
    const [row] = await rowsOf(key.tenantId);
    const known = [one, other].map(({ breakers }) => breakers.circuit(key)?.version);
    return row?.since.getTime() === NOON + 5 && known.every((version) => version === row.version);
  });
});

it('a circuit that is known again after it was forgotten is not undone by its old row', async () => {
  const [one, key] = [await start(), await newKey()];
  open(one, key);
  one.time.nowMs += OPEN_MS;
  for (const outcome of [SUCCESS, SUCCESS, SUCCESS]) call(one, key, outcome);
  await one.sync.writer.flush();
  one.breakers.forgetSilent(one.time.nowMs + 3_600_000);
  one.time.nowMs += 3_600_000;
  open(one, key);
  await eventually(async () => (await rowsOf(key.tenantId))[0]?.state === 'open');
  expect(stateAt(one, key)).toBe('open');
  expect(await rowsOf(key.tenantId)).toMatchObject([{ opened_count: 2 }]);
});

it('without Postgres memory decides, and the latest state is written once it is back', async () => {
  const [cut, other, key] = [await start({ url: line.url }), await start(), await newKey()];
  line.cut();
  open(cut, key);
  cut.time.nowMs += OPEN_MS;
  call(cut, key);
  expect(cut.breakers.admit(key, cut.time.nowMs)).toBeNull();
  await eventually(() => cut.logged().includes('circuits could not be stored'));
  line.mend();
  await eventually(() => stateAt(other, key) === 'open');
  expect(await rowsOf(key.tenantId)).toMatchObject([{ state: 'open', since: new Date(NOON + OPEN_MS) }]);
});

it('what changed while a replica did not listen is known once it does again', async () => {
  const [cut, other, key] = [await start({ url: line.url }), await start(), await newKey()];
  call(cut, key, SUCCESS);
  line.cut();
  open(other, key);
  await other.sync.writer.flush();
  expect(stateAt(cut, key)).toBe('closed');
  line.mend();
  await eventually(() => stateAt(cut, key) === 'open');
});

it('a row in a state of a newer version is passed over, with a line in the log', async () => {
  const [first, key] = [await start(), await newKey()];
  open(first, key);
  await stop(first);
  await database.dataSource.query(`UPDATE v3_provider_circuit_breakers SET state = 'lukewarm' WHERE tenant_id = $1`, [
    key.tenantId,
  ]);
  const second = await start();
  expect(second.breakers.admit(key, NOON)).not.toBeNull();
  expect(second.logged()).toContain('a circuit is in a state of a newer version');
  open(second, key);
  await eventually(async () => (await rowsOf(key.tenantId))[0]?.state === 'open');
});

it('a transition of a tenant that is gone is dropped with a line in the log', async () => {
  const replica = await start();
  const key: BreakerKey = { tenantId: 'ten_gone' as TenantId, provider: 'lab', model: 'tiny', credential: '' };
  open(replica, key);
  await eventually(() => replica.logged().includes('a transition of a circuit could not be stored'));
  expect(stateAt(replica, key)).toBe('open');
});
