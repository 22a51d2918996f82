/** What the service's ledger says it has seen, asked as a user would ask, and the wait until that is everything. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningService } from './service.ts';

export interface LedgerTotals {
  readonly requests: number;
  readonly attempts: number;
}

interface UsageRow {
  readonly requests: number;
  readonly attempts: number;
}

const hourMs = 3_600_000;

/** Everything of the hours around now; a fresh data directory has nothing else. */
export async function ledgerTotals(service: RunningService): Promise<LedgerTotals> {
  const nowMs = Date.now();
  const { data } = (await getUsage(service, {
    from: new Date(nowMs - 2 * hourMs).toISOString(),
    to: new Date(nowMs + 2 * hourMs).toISOString(),
    group_by: 'model',
  })) as { readonly data: readonly UsageRow[] };
  return {
    requests: data.reduce((sum, row) => sum + row.requests, 0),
    attempts: data.reduce((sum, row) => sum + row.attempts, 0),
  };
}

export async function getUsage(service: RunningService, query: Readonly<Record<string, string>>): Promise<unknown> {
  const response = await fetch(`${service.origin}/v1/usage?${new URLSearchParams(query).toString()}`, {
    headers: { authorization: `Bearer ${service.adminKey}` },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`GET /v1/usage answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/** Waits until the ledger holds `attempts`, or no more rows have come for `patienceMs`; answers what it holds then. */
export async function drained(service: RunningService, attempts: number, patienceMs = 30_000): Promise<LedgerTotals> {
  let totals: LedgerTotals = { requests: 0, attempts: 0 };
  let lastGrowthMs = performance.now();
  while (totals.attempts < attempts && performance.now() - lastGrowthMs < patienceMs) {
    // An engine that was just killed refuses queries for a moment.
    const now = await ledgerTotals(service).catch(() => totals);
    if (now.attempts > totals.attempts) lastGrowthMs = performance.now();
    totals = now;
    if (totals.attempts < attempts) await sleep(100);
  }
  return totals;
}
