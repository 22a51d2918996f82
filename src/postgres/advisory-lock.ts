/** A lock that all processes on one database share, for work that only one of them may do at a time. */
import { type DataSource } from 'typeorm';

/**
 * Waits for the lock, without limit, and holds it while the work runs. It is tied to a transaction on a connection of its
 * own: it ends with the process too, and passes through a pooler. The work runs on other connections, and does not ask
 * for the same lock again.
 */
export function withAdvisoryLock<T>(dataSource: DataSource, name: string, work: () => Promise<T>): Promise<T> {
  return dataSource.transaction(async (holder) => {
    for (const limit of ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) {
      await holder.query(`SET LOCAL ${limit} = 0`);
    }
    await holder.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
    return work();
  });
}
