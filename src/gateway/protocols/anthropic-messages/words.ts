/** Anthropic's words for why an answer ended. */
import type { FinishReason } from '../../domain/conversation/answer';

const FINISH_OF: ReadonlyMap<unknown, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stop'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['pause_turn', 'pause'],
  ['refusal', 'refusal'],
]);

/** A reason that is newer than this table ended the answer all the same. */
export const finishOf = (stopReason: string): FinishReason => FINISH_OF.get(stopReason) ?? 'stop';

const STOP_REASON_OF: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
  refusal: 'refusal',
  pause: 'pause_turn',
};

export const stopReasonOf = (reason: FinishReason, stopSequence: string | null): string =>
  reason === 'stop' && stopSequence !== null ? 'stop_sequence' : STOP_REASON_OF[reason];
