/** The thoughts of one answer as a chat caller sees them, signatures included, so that it can send them back. */
import type { AnswerEvent } from '../../domain/conversation/answer';
import type { JsonObject } from '../dialect';

export class Thoughts {
  /** All of them, for a client that joins texts by itself. */
  text = '';
  private unsigned = '';
  /** OpenRouter's `reasoning_details`, which clients keep; only thoughts with a signature need them. */
  readonly details: JsonObject[] = [];

  take(event: Extract<AnswerEvent, { readonly type: 'reasoning' | 'reasoning_signature' }>): void {
    if (event.type === 'reasoning') {
      this.text += event.text;
      this.unsigned += event.text;
      return;
    }
    const { signature, redacted } = event;
    const index = this.details.length;
    this.details.push(
      redacted
        ? { type: 'reasoning.encrypted', data: signature, index }
        : { type: 'reasoning.text', text: this.unsigned, signature, index },
    );
    if (!redacted) this.unsigned = '';
  }
}
