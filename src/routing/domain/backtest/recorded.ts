/** One request as it was recorded: what it was decided on, and what became of it. */
import type { NanoUsd } from '../../../shared/domain/money';
import { type Usage } from '../../../shared/domain/usage';

export interface RecordedRequest {
  /** JSON, as stored with the decision. */
  readonly facts: string;
  readonly state: string;
  readonly engineVersion: number;
  /** `provider/model` that was decided for; null: nothing could serve it. */
  readonly selected: string | null;
  readonly tier: string | null;
  readonly team: string | null;
  readonly endpoint: string | null;
  readonly task: string | null;
  /** null: the ledger has no attempt of it. */
  readonly ledger: LedgerEntry | null;
}

/** All attempts of a request, and the usage of the last that has one. */
export interface LedgerEntry {
  readonly attempts: number;
  /** Of the attempts whose cost is known; null when it is known of none. */
  readonly cost: NanoUsd | null;
  readonly usage: Usage | null;
  readonly usageEstimated: boolean;
  /** `provider/model` and tier of the last attempt. */
  readonly served: string;
  readonly servedTier: string;
}
