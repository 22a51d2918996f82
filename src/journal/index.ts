export type { JournalRecord, Topic } from './frame';
export { ClockBehindError, Journal, type JournalOptions, type JournalStats } from './journal';
export type { Records } from './records';
export type { Batch, JournalSink } from './sink';
