/** Failovers made up for tests of their audit. */
import type { JournalRecord } from '../../src/journal';
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
