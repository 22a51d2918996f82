export { caughtUp } from './caught-up';
export {
  type AttemptEnd,
  type AttemptStart,
  type Attribution,
  endedRow,
  type FailureClass,
  type Outcome,
  rowHead,
  unknownRow,
  type UsageSource,
} from './domain/attempt';
export { LedgerModule } from './ledger.module';
