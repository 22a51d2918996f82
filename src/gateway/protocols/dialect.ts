/** What a dialect of the wire is to the gateway: four ways of reading and writing, and the words for usage and errors. */
import type { BursarError } from '../../shared/errors';
import type { AnswerEvent, StreamFault, ToldUsage } from '../domain/conversation/answer';
import type { Conversation } from '../domain/conversation/conversation';
import type { SupportTable } from '../domain/conversation/parameters';

export const DIALECTS = ['openai_chat', 'openai_responses', 'anthropic_messages', 'google_generate'] as const;
export type DialectName = (typeof DIALECTS)[number];

export type JsonObject = Readonly<Record<string, unknown>>;

/** What writing a request needs to know of the model that it goes to. */
export interface Destination {
  readonly upstreamModel: string;
  /** The most that the model can write, null where not known; some dialects demand a limit. */
  readonly maxOutput: number | null;
  /** Whether it can think aloud, by the catalog. */
  readonly reasons: boolean;
}

/** As providers understand it. */
export interface RequestWriter {
  readonly support: SupportTable;
  /** Where a model says less than its dialect can: these entries stand in place of the table's. */
  readonly exceptions?: (to: Destination) => Partial<SupportTable>;
  /** A body without what the table drops. The conversation holds nothing that the table refuses. */
  write(conversation: Conversation, to: Destination): JsonObject;
}

/** One event of a stream: `event:` of server-sent events, null where there is none, and `data:`. */
export interface StreamEvent {
  readonly name: string | null;
  readonly data: string;
}

/** Reads one answer of a provider. */
export interface AnswerReader {
  /** An event of a stream. Never throws: what it cannot read is an `error` event. */
  read(event: StreamEvent): readonly AnswerEvent[];
  /** A whole answer, `usage`, `finish` and `end` included. */
  whole(answer: JsonObject): readonly AnswerEvent[];
}

/** Writes one answer in the caller's dialect. */
export interface AnswerWriter {
  /** Text of whole server-sent events, '' where the dialect has no word for it. What finishes the stream waits for `end`. */
  write(event: AnswerEvent): string;
  /** The finishing events, which all wait until usage and cost are known; `extension` is `x_bursar` as JSON text or null. */
  finish(extension: string | null): string;
  /** A whole answer from all its events. */
  whole(events: readonly AnswerEvent[]): JsonObject;
}

export interface AnswerHead {
  /** Of our request, for dialects whose answers need an id of their own. */
  readonly requestId: string;
  /** What the caller named. */
  readonly requestedModel: string;
  readonly createdAtMs: number;
  /** The caller asked for the usage of a stream. */
  readonly includeUsage: boolean;
}

/** What a stream that passes unchanged says of itself, event by event. */
export interface StreamTrace {
  /** `data` is the Latin-1 text of UTF-8 bytes: it parses as the bytes do, and a length in it is one in bytes. */
  take(event: StreamEvent): TraceStep;
}

export interface TraceStep {
  /**
   * head: nothing of the answer yet (lifecycle, ping). content: a piece of it. finish: the event that ends it, into which
   * `x_bursar` goes. usage: usage alone, after the finish. tail: anything else after the finish. end: nothing follows.
   * last: finish and end in one event.
   */
  readonly kind: 'head' | 'content' | 'finish' | 'usage' | 'tail' | 'end' | 'last' | 'fault';
  /** All that is known now, if this event said something of it. */
  readonly told: ToldUsage | null;
  /** Bytes of what the model wrote, the measure of last resort. */
  readonly textBytes: number;
  /** What went wrong, in the provider's words (Latin-1, as `data` is), for the caller only. */
  readonly fault: StreamFault | null;
}

/** The caller's side. */
export interface CallerDialect {
  readonly name: DialectName;
  /** @throws BursarError `invalid_request` with the path of a field that cannot be understood */
  conversation(body: JsonObject): Conversation;
  writer(head: AnswerHead): AnswerWriter;
  error(error: BursarError, requestId: string): JsonObject;
  /** As the last event of a stream that has begun. */
  errorEvent(error: BursarError, requestId: string): string;
}

/** The provider's side. */
export interface ProviderDialect {
  readonly name: DialectName;
  readonly requests: RequestWriter;
  reader(): AnswerReader;
}
