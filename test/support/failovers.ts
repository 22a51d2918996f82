/** Failovers made up for tests of their audit. */
import type { DataSource } from 'typeorm';
import type { JournalRecord } from '../../src/journal';
import { Records } from '../../src/journal/records';
import { FailoverSink } from '../../src/resilience';
import { type Failover, failoverLine } from '../../src/resilience/domain/failover';
import { ulid } from '../../src/shared/ids';

type Given = Partial<Failover> & { readonly atMs?: number };

/** From the model `large` of `lab` to that of `spare`, after a server error, where nothing else is said. */
export function failover({ atMs = Date.UTC(2026, 0, 31, 8, 30, 0, 250), ...given }: Given = {}): Failover {
  return {
    id: `fo_${ulid(atMs)}`,
    ...{ tenantId: 'ten_1', requestId: 'req_1', decisionId: 'dec_1', hop: 1, decidedAt: new Date(atMs).toISOString() },
    from: { provider: 'lab', model: 'large', credential: 'main' },
    to: { provider: 'spare', model: 'large', credential: 'main' },
    ...{ failureClass: 'server_error', reason: 'failure', latencyMs: 120, costNanoUsd: null },
    ...given,
  };
}

/** As the gateway appends it. */
export const failoverRecord = (hop: Failover): JournalRecord => ({
  ...{ type: 'fact', topic: 'failover', key: '' },
  payload: failoverLine(hop),
});

/** Stores them as the journal's sink does. */
export async function storeFailovers(dataSource: DataSource, hops: readonly Failover[]): Promise<void> {
  const lines = hops.map((hop) => Buffer.from(failoverLine(hop)));
  const records = new Records(Buffer.concat(lines));
  let at = 0;
  for (const { length } of lines) records.add(at, (at += length));
  await new FailoverSink(dataSource).deliver({
    ...{ id: 'test', doubtful: false },
    payloads: new Map([['failover', records]]),
  });
}
