/** How a provider's answer becomes the caller's: passed on as it is, or translated from one dialect into another. */
import type { ServiceTier } from '../../shared/domain/service-tier';
import type { Usage } from '../../shared/domain/usage';
import type { StreamFault } from '../domain/conversation/answer';
import type { JsonObject } from './dialect';

export interface AnswerWay {
  /** null: such an answer comes whole. */
  readonly stream: (() => AnswerStream) | null;
  /** @param json what the bytes say */
  whole(bytes: Buffer, json: JsonObject): WholeAnswer | FailedAnswer;
}

/** A stream on its way to the caller. What finishes it is held back until usage and cost are known. */
export interface AnswerStream {
  /** All that is known so far; null: nothing was said. */
  readonly usage: Usage | null;
  /** Said beside the usage; null: it was not. */
  readonly servedTier: ServiceTier | null;
  /** Likewise; null too where it may have been anywhere. */
  readonly servedRegion: string | null;
  /** Bytes of what the model wrote, the measure of last resort. */
  readonly contentBytes: number;
  /** What finishes the answer has come. */
  readonly finished: boolean;
  /** It is finished, and nothing more of it is to come. */
  readonly complete: boolean;
  readonly fault: StreamFault | null;
  /** Returns what may go to the caller now; look at `complete` and `fault` afterwards. */
  feed(chunk: Buffer): Buffer[];
  /** The provider closed the connection. */
  end(): void;
  /** What was held back, with `x_bursar` in it; null leaves it out. */
  release(extension: string | null): Buffer[];
}

export interface WholeAnswer {
  /** null: nothing was said. */
  readonly usage: Usage | null;
  /** What the model wrote, as JSON text to count the tokens of. */
  written(): string;
  /** For the caller, with `x_bursar` unless that is null. */
  bytes(extension: string | null): Buffer;
}

/** What is no answer may have been billed all the same. */
export interface FailedAnswer {
  readonly fault: StreamFault;
  /** null: nothing was said. */
  readonly usage: Usage | null;
}

export const hasFailed = (answer: WholeAnswer | FailedAnswer): answer is FailedAnswer => 'fault' in answer;
