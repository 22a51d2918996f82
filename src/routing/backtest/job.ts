/** What a backtest's process is given and says: plain data. */
import type { ClickHouseOptions } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import type { PackedCatalog } from '../domain/backtest/packed-catalog';
import type { Proposal } from '../domain/backtest/redecide';
import type { BacktestResult } from '../domain/backtest/report';
import type { Asked } from './recorded-requests.store';

/** A policy travels as its text. */
export type PackedProposal = Exclude<Proposal, { kind: 'policy' }> | { readonly kind: 'policy'; readonly term: string };

export interface BacktestJob {
  /** Holds the password. */
  readonly clickhouse: ClickHouseOptions;
  readonly tenantId: TenantId;
  readonly asked: Asked;
  readonly catalog: PackedCatalog;
  readonly proposal: PackedProposal;
  /** Prices are those of this instant, epoch milliseconds. */
  readonly nowMs: number;
  /** Decisions and ledger are kept from here on. */
  readonly keptFromMs: number;
}

export type FromBacktest =
  | { readonly type: 'progress'; readonly done: number }
  | { readonly type: 'done'; readonly done: number; readonly result: BacktestResult }
  | { readonly type: 'failed'; readonly error: unknown };
