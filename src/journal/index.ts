export type { JournalRecord, Topic } from './frame';
export { ClockBehindError, Journal, type JournalOptions } from './journal';
export type { Records } from './records';
export { type Batch, FURTHER_SINKS, type JournalSink } from './sink';
