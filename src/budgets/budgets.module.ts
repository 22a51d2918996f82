/** Budgets: what each has spent of its month. They inform rules and readers; nothing is refused because of them yet. */
import { Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { BudgetBook, CatalogModule } from '../catalog';
import { ClickHouse } from '../clickhouse';
import { Journal } from '../journal';
import { LedgerModule } from '../ledger';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { BudgetsController } from './budgets.controller';
import { BudgetsService } from './budgets.service';
import { MonthlySpend } from './monthly-spend';
import { SCOPE_NAMES, type ScopeNames } from './scope-names';
import { SpendReader, type SpendSources } from './spend-reader';
import { SpendStore } from './spend.store';

type Stores = Pick<SpendSources, 'names' | 'store' | 'journal'>;
const STORES = Symbol('budget-stores');

@Module({
  imports: [CatalogModule, LedgerModule],
  controllers: [BudgetsController],
  providers: [
    provide(
      STORES,
      [SCOPE_NAMES, ClickHouse, Journal],
      (names: ScopeNames, clickhouse: ClickHouse, journal: Journal): Stores => ({
        ...{ names, journal },
        store: new SpendStore(clickhouse),
      }),
    ),
    provide(
      SpendReader,
      [STORES, CLOCK, LOG],
      (stores: Stores, clock: Clock, log: Log) => new SpendReader({ ...stores, clock, log }),
    ),
    provide(
      MonthlySpend,
      [BudgetBook, SpendReader, CLOCK],
      (book: BudgetBook, reader: SpendReader, clock: Clock) => new MonthlySpend(book, reader, clock),
    ),
    provide(BudgetsService, [MonthlySpend], (spend: MonthlySpend) => new BudgetsService(spend)),
  ],
  exports: [MonthlySpend],
})
export class BudgetsModule implements OnModuleInit, OnApplicationShutdown {
  constructor(private readonly spend: MonthlySpend) {}

  onModuleInit(): void {
    this.spend.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.spend.stop();
  }
}
