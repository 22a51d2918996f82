/** Attempts made up for tests of the ledger, and the way of their rows into a real ClickHouse. */
import type { ClickHouse } from '../../src/clickhouse';
import { type AttemptEnd, type AttemptStart, type Attribution, endedRow, rowHead } from '../../src/ledger';
import type { Cost } from '../../src/shared/domain/cost';
import { NO_USAGE } from '../../src/shared/domain/usage';

const NOBODY: Attribution = {
  ...{ tenant_id: 'ten_1', team_id: null, project_id: null, key_id: 'key_1', workflow: null, task: null },
  ...{ environment: null, run_id: null, customer: null, user: null, tags: {} },
};
const START: AttemptStart = {
  ...{ attribution: NOBODY, queuedAtMs: 0, startedAtMs: 0, attemptId: 'att_1_1', attempt: 1 },
  ...{ requestId: 'req_1', decisionId: 'dec_1' },
  ...{ endpoint: null, requestedModel: 'auto', provider: 'lab', model: 'tiny', tier: 'economy', credential: '' },
  ...{ streaming: false, estimatedInputTokens: 12, catalogHash: 'abc' },
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

export interface Attempt {
  readonly start: AttemptStart;
  readonly end: AttemptEnd;
}

type Given = Partial<AttemptStart> & Partial<AttemptEnd> & { readonly by?: Partial<Attribution> };

let made = 0;

/** A successful, unpriced, whole answer of nobody in particular, where nothing else is said. */
export function attempt({ by = {}, ...given }: Given): Attempt {
  made += 1;
  return {
    start: {
      ...{ ...START, attemptId: `att_${made}_1`, startedAtMs: given.queuedAtMs ?? 0 },
      ...given,
      attribution: { ...NOBODY, ...by },
    },
    end: { ...END, ...given },
  };
}

export async function insertAttempts(clickhouse: ClickHouse, attempts: readonly Attempt[]): Promise<void> {
  const rows = attempts.map(({ start, end }) => `${endedRow(rowHead(start), end)}\n`);
  const body = Buffer.from(rows.join(''));
  await clickhouse.insert({ tag: 'test.attempts', table: 'ledger_attempts', format: 'JSONEachRow', body });
}
