/** Who waits for a connection gets one in the order of coming, or hears why not. */
import type { EngineConnection } from '../../../src/clickhouse/embedded/engine/connection';
import { ConnectionPool } from '../../../src/clickhouse/embedded/engine/pool';

const connection = (label: string): EngineConnection => ({ label }) as EngineConnection;
const present = (): AbortSignal => new AbortController().signal;

it('gives a released connection to the first in line', async () => {
  const pool = new ConnectionPool([connection('only')], 10);
  const taken = await pool.acquire(present());
  const order: string[] = [];
  const waiting = ['first', 'second'].map(async (name) => {
    const got = await pool.acquire(present());
    order.push(name);
    pool.release(got);
  });
  pool.release(taken);
  await Promise.all(waiting);
  expect(order).toEqual(['first', 'second']);
});

it('turns away who comes when the line is full', async () => {
  const pool = new ConnectionPool([], 1);
  void pool.acquire(present());
  await expect(pool.acquire(present())).rejects.toMatchObject({ code: 202 });
});

it('lets go of who has left, and keeps their place for nobody', async () => {
  const pool = new ConnectionPool([connection('only')], 1);
  const taken = await pool.acquire(present());
  const leaver = new AbortController();
  const left = pool.acquire(leaver.signal);
  leaver.abort();
  await expect(left).rejects.toMatchObject({ code: 394 });
  const next = pool.acquire(present());
  pool.release(taken);
  await expect(next).resolves.toBe(taken);
  await expect(pool.acquire(leaver.signal)).rejects.toMatchObject({ code: 394 });
});
