/** The message that frames an answer to a caller of Anthropic's dialect. */
import type { AnswerEvent } from '../../domain/conversation/answer';
import { NO_USAGE, type Usage } from '../../../shared/domain/usage';
import type { JsonObject } from '../dialect';
import { writeAnthropicUsage } from './usage';
import { stopReasonOf } from './words';

/** What becomes content; the other events frame it. */
export type ContentEvent = Exclude<AnswerEvent, { type: 'start' | 'finish' | 'usage' | 'end' | 'error' }>;

const FRAME: ReadonlySet<AnswerEvent['type']> = new Set(['start', 'finish', 'usage', 'end', 'error']);

export const isContent = (event: AnswerEvent): event is ContentEvent => !FRAME.has(event.type);

type Finish = Extract<AnswerEvent, { type: 'finish' }>;

/** `msg_` and what makes the request unique. */
export const messageId = (requestId: string): string => `msg_${requestId.replace(/^req_/, '')}`;

/** Everything but its end, whose members hold their places. */
export const messageHead = (id: string, model: string, content: readonly JsonObject[]): JsonObject => ({
  ...{ id, type: 'message', role: 'assistant', model, content },
  ...{ stop_reason: null, stop_sequence: null, stop_details: null, container: null },
  usage: writeAnthropicUsage(NO_USAGE),
});

/** What is known of the answer when it ends. */
export class Ending {
  private finish: Finish | null = null;
  private usage: Usage | null = null;
  private refusal = '';

  take(event: AnswerEvent): void {
    if (event.type === 'finish') this.finish = event;
    else if (event.type === 'usage') this.usage = event.usage;
    else if (event.type === 'refusal') this.refusal += event.text;
  }

  /** Members of a message, and of the delta that ends its stream. */
  stop(): JsonObject {
    const reason = this.stopReason();
    const explanation = this.refusal === '' ? null : this.refusal;
    return {
      stop_reason: reason,
      stop_sequence: this.finish?.stopSequence ?? null,
      stop_details: reason === 'refusal' ? { type: 'refusal', category: null, explanation } : null,
      container: null,
    };
  }

  /** A model that refused did not just stop. */
  private stopReason(): string | null {
    if (this.finish === null) return null;
    const { reason, stopSequence } = this.finish;
    return stopReasonOf(reason === 'stop' && this.refusal !== '' ? 'refusal' : reason, stopSequence);
  }

  /** Zeros where nothing is known: the dialect has no word for that. */
  usageMembers(): JsonObject {
    return writeAnthropicUsage(this.usage ?? NO_USAGE);
  }
}
