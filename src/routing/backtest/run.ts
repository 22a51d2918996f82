/** One backtest from its first page to its result. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { unpackCatalog } from '../domain/backtest/packed-catalog';
import { type Basis, type Proposal, redecide } from '../domain/backtest/redecide';
import { type BacktestResult, reportOf } from '../domain/backtest/report';
import { Tally } from '../domain/backtest/tally';
import { BURSAR_LANGUAGE } from '../domain/policy/bursar-language';
import type { RunnablePolicy } from '../domain/policy-layer';
import { PolicyCache } from '../policy/policy-cache';
import { PolicyTermsStore } from '../policy/policy-terms.store';
import type { BacktestJob, PackedProposal } from './job';
import { type Position, RecordedRequestsStore, type StoredRequest } from './recorded-requests.store';

export async function runBacktest(
  job: BacktestJob,
  clickhouse: ClickHouse,
  onProgress: (done: number) => void,
): Promise<{ readonly done: number; readonly result: BacktestResult }> {
  const store = new RecordedRequestsStore(clickhouse);
  const policies = new BroughtPolicies(new PolicyTermsStore(clickhouse), job.tenantId);
  const basis: Basis = {
    catalog: unpackCatalog(job.catalog),
    nowMs: job.nowMs,
    proposal: policies.unpack(job.proposal),
    policyOf: (identity) => policies.of(identity),
  };
  const tally = new Tally();
  let behind: Position | null = null;
  do {
    const { requests, next } = await store.page(job.tenantId, job.asked, behind);
    if (basis.proposal.kind !== 'policy') await policies.learn(requests);
    for (const request of requests) tally.add(request, redecide(request, basis));
    onProgress(tally.seen);
    behind = next;
  } while (behind !== null);
  return { done: tally.seen, result: reportOf(tally, { keptFromMs: job.keptFromMs, fromMs: job.asked.fromMs }) };
}

/** The policies of a page's requests, and of those before it as far as there is room. */
class BroughtPolicies {
  private readonly cache = new PolicyCache(BURSAR_LANGUAGE);
  /** undefined: it is no longer kept, or the language no longer has it. */
  private readonly known = new Map<string, RunnablePolicy | undefined>();

  constructor(
    private readonly terms: PolicyTermsStore,
    private readonly tenantId: TenantId,
  ) {}

  of(identity: string): RunnablePolicy | undefined {
    return this.known.get(identity);
  }

  async learn(requests: readonly StoredRequest[]): Promise<void> {
    const identities = new Set(requests.flatMap(({ policyIdentity: one }) => (one === null ? [] : [one])));
    if (this.known.size > MAX_KNOWN) this.known.clear();
    const fresh = [...identities].filter((identity) => !this.known.has(identity));
    const found = await this.terms.find(this.tenantId, fresh);
    for (const identity of fresh) this.known.set(identity, this.compiled(found.get(identity)));
  }

  unpack(proposal: PackedProposal): Proposal {
    if (proposal.kind !== 'policy') return proposal;
    const admitted = this.cache.admit(proposal.term);
    if (!admitted.ok) throw new TypeError('a policy that was admitted before is refused');
    return { kind: 'policy', identity: admitted.value.identity, policy: admitted.value };
  }

  private compiled(term: string | undefined): RunnablePolicy | undefined {
    const admitted = term === undefined ? undefined : this.cache.admit(term);
    return admitted?.ok === true ? admitted.value : undefined;
  }
}

// Beside those of one page: some tens of megabytes of typical policies.
const MAX_KNOWN = 5000;
