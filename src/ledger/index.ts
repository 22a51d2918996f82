export { caughtUp } from './caught-up';
export {
  type AttemptEnd,
  type AttemptStart,
  type Attribution,
  endedRow,
  type FailureClass,
  isEstimated,
  rowHead,
  unknownRow,
} from './domain/attempt';
export { DIMENSION_COLUMNS, usageTable, type UsageTable } from './domain/usage-table';
export { ObservedLatency } from './latency/observed-latency';
export { LedgerModule } from './ledger.module';
export { moment, rangeOf, zone } from './usage/usage.query';
