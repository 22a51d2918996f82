export { caughtUp } from './caught-up';
export {
  type AttemptEnd,
  type AttemptStart,
  type Attribution,
  endedRow,
  type FailureClass,
  rowHead,
  unknownRow,
} from './domain/attempt';
export { ObservedLatency } from './latency/observed-latency';
export { LedgerModule } from './ledger.module';
