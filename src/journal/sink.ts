/** Where delivered records go. */
import type { Topic } from './frame';
import type { Records } from './records';

export interface Batch {
  /** The same for every try of the same records; at most 64 characters. */
  readonly id: string;
  /** An earlier try may have succeeded without our knowing. */
  readonly doubtful: boolean;
  /** Payloads by topic, each one line of JSON; valid only until `deliver` settles. */
  readonly payloads: ReadonlyMap<Topic, Records>;
}

export interface JournalSink {
  /** Names the file of its cuts. */
  readonly name: string;
  readonly topics: readonly Topic[];
  /**
   * Delivers exactly once, whatever an earlier try did. A throw means: try again later, in doubt. It settles when nothing
   * reads the batch any more.
   */
  deliver(batch: Batch): Promise<void>;
  /** Called after deliveries in doubt: brings what is derived from the records in line with them. */
  reconcile(): Promise<void>;
  /**
   * Changes when the store may have lost what it had acknowledged (it was restarted); batches delivered before are then
   * delivered again, in doubt.
   */
  incarnation(): Promise<string>;
  /** Ends what is under way and everything after it; the journal gives it again at the next start. */
  abandon(): void;
}

/** Nest's token for the sinks of features that the journal's owner does not know. */
export const FURTHER_SINKS = Symbol('further-sinks');
