/** What `/readyz` and `/metrics` say about the journal, the budgets and the shutdown. */
import { Inject, Module } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { BudgetsModule, MonthlySpend } from './budgets';
import { GatewayModule, Load } from './gateway';
import { Journal } from './journal';
import { LedgerModule } from './ledger';
import { provide } from './shared/provide';
import { type HealthCheck, HealthChecks, Metrics } from './telemetry';

const CHECKS = Symbol('vital-checks');
const GAUGES = Symbol('vital-gauges');

/** Only what keeps calls from being answered is critical. */
const checksOf = (journal: Journal, load: Load): HealthCheck[] => [
  { name: 'draining', critical: true, fault: () => Promise.resolve(load.draining ? 'shutting down' : null) },
  {
    name: 'journal',
    critical: true,
    fault: () => Promise.resolve(journal.admits(load.calls) ? null : 'the disk is full'),
  },
  {
    name: 'delivery',
    critical: false,
    fault: () => Promise.resolve(waitsFor(journal.stats().failing)),
  },
];

const waitsFor = (sinks: readonly string[]): string | null =>
  sinks.length === 0 ? null : `waiting for ${sinks.join(' and ')}`;

interface Vital {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

export const gaugesOf = (journal: Journal, spend: MonthlySpend): readonly Vital[] => [
  {
    name: 'journal_undelivered_bytes',
    help: 'Bytes that no store has yet',
    read: () => journal.stats().undeliveredBytes,
  },
  {
    name: 'journal_failing',
    help: '1 while a store does not take its records',
    read: () => Math.min(1, journal.stats().failing.length),
  },
  {
    name: 'journal_open_intents',
    help: 'Attempts whose end is not recorded yet',
    read: () => journal.stats().openIntents,
  },
  {
    name: 'journal_headroom_bytes',
    help: 'What can be written although the disk is full',
    read: () => journal.stats().headroomBytes,
  },
  {
    name: 'budget_spend_age_seconds',
    help: 'Age of the oldest reading of the ledger that a budget goes by; 0 without budgets',
    read: () => spend.ageMs() / 1000,
  },
];

@Module({
  imports: [BudgetsModule, GatewayModule, LedgerModule],
  providers: [provide(CHECKS, [Journal, Load], checksOf), provide(GAUGES, [Journal, MonthlySpend], gaugesOf)],
})
export class VitalsModule {
  constructor(
    checks: HealthChecks,
    metrics: Metrics,
    @Inject(CHECKS) vital: readonly HealthCheck[],
    @Inject(GAUGES) gauges: readonly Vital[],
  ) {
    for (const check of vital) checks.add(check);
    for (const { name, help, read } of gauges) {
      new Gauge({
        name: `bursar_${name}`,
        help,
        registers: [metrics],
        collect() {
          this.set(read());
        },
      });
    }
  }
}
