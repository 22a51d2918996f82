/** Writes an answer to a caller of Anthropic's dialect, in the order of events that its SDKs accumulate. */
import type { AnswerEvent } from '../../domain/conversation/answer';
import type { AnswerHead, AnswerWriter, JsonObject } from '../dialect';
import { parseObject } from '../wire';
import { carriedSignature } from './call-signature';
import { collectContent, DIRECT } from './collect-content';
import { type ContentEvent, Ending, isContent, messageHead, messageId } from './message';

/** Text of one server-sent event; its name is its type. */
export const sse = (event: JsonObject & { readonly type: string }, more = ''): string => {
  const json = JSON.stringify(event);
  return `event: ${event.type}\ndata: ${json.slice(0, -1)}${more}}\n\n`;
};

/** The block of text or thought that is being written: pieces of one kind go into one block. */
interface Open {
  readonly kind: 'text' | 'thinking';
  readonly index: number;
}

interface Call {
  readonly index: number;
  json: string;
  closed: boolean;
}

export class AnthropicAnswerWriter implements AnswerWriter {
  private started = false;
  private blocks = 0;
  private open: Open | null = null;
  private readonly calls = new Map<number, Call>();
  private readonly ending = new Ending();

  constructor(private readonly head: AnswerHead) {}

  /** The end waits for `finish`, and an error is the caller dialect's own event. */
  write(event: AnswerEvent): string {
    this.ending.take(event);
    if (event.type === 'start') return this.begin(event.model);
    return isContent(event) ? this.content(event) : '';
  }

  finish(extension: string | null): string {
    const { container, ...stop } = this.ending.stop();
    const delta = { type: 'message_delta', delta: { container, ...stop }, usage: this.ending.usageMembers() };
    return (
      this.begin(this.head.requestedModel) +
      this.closeAll() +
      sse(delta, extension === null ? '' : `,"x_bursar":${extension}`) +
      sse({ type: 'message_stop' })
    );
  }

  whole(events: readonly AnswerEvent[]): JsonObject {
    for (const event of events) this.ending.take(event);
    const start = events.find(({ type }) => type === 'start');
    const model = start?.type === 'start' ? start.model : this.head.requestedModel;
    return {
      ...messageHead(messageId(this.head.requestId), model, collectContent(events)),
      ...this.ending.stop(),
      usage: this.ending.usageMembers(),
    };
  }

  /** The usage is not known yet; the truth comes with `message_delta`, whose totals SDKs take in its place. */
  private begin(model: string): string {
    if (this.started) return '';
    this.started = true;
    return sse({ type: 'message_start', message: messageHead(messageId(this.head.requestId), model, []) });
  }

  private content(event: ContentEvent): string {
    switch (event.type) {
      case 'text':
      case 'refusal':
        return this.piece('text', TEXT_BLOCK, { type: 'text_delta', text: event.text });
      case 'reasoning':
        return this.piece('thinking', THINKING_BLOCK, { type: 'thinking_delta', thinking: event.text });
      case 'reasoning_signature':
        return this.signature(event.signature, event.redacted);
      case 'tool_call':
        return this.call(event);
      case 'tool_arguments':
        return this.arguments(event.call, event.json);
    }
  }

  private piece(kind: 'text' | 'thinking', block: JsonObject, delta: JsonObject): string {
    if (this.open?.kind === kind) return this.delta(this.open.index, delta);
    const before = this.before();
    const index = this.blocks++;
    this.open = { kind, index };
    return before + blockStart(index, block) + this.delta(index, delta);
  }

  /** Ends the thought before it, or is a thought of which nothing can be read. */
  private signature(signature: string, redacted: boolean): string {
    if (redacted) return this.lone({ type: 'redacted_thinking', data: signature });
    const delta = this.piece('thinking', THINKING_BLOCK, { type: 'signature_delta', signature });
    return delta + this.closeAll();
  }

  private lone(block: JsonObject): string {
    const before = this.before();
    const index = this.blocks++;
    return before + blockStart(index, block) + blockStop(index);
  }

  /** Closes the call before it, unless that one's arguments are still coming: then both are open side by side. */
  private call(event: Extract<AnswerEvent, { type: 'tool_call' }>): string {
    const carried =
      event.signature === null ? '' : this.lone({ type: 'redacted_thinking', data: carriedSignature(event.signature) });
    const before = carried + this.begin(this.head.requestedModel) + this.closeComplete();
    const index = this.blocks++;
    this.calls.set(event.call, { index, json: '', closed: false });
    return before + blockStart(index, { type: 'tool_use', id: event.id, name: event.name, input: {}, caller: DIRECT });
  }

  private arguments(number: number, json: string): string {
    const call = this.calls.get(number);
    if (call === undefined || json === '') return '';
    call.json += json;
    return this.delta(call.index, { type: 'input_json_delta', partial_json: json });
  }

  private delta(index: number, delta: JsonObject): string {
    return sse({ type: 'content_block_delta', index, delta });
  }

  /** What stands before a block that is no call. */
  private before(): string {
    return this.begin(this.head.requestedModel) + this.closeAll();
  }

  private closeComplete(): string {
    return this.closeOpen() + this.closeCalls(({ json }) => parseObject(json) !== null);
  }

  private closeAll(): string {
    return this.closeOpen() + this.closeCalls(() => true);
  }

  private closeOpen(): string {
    const { open } = this;
    this.open = null;
    return open === null ? '' : blockStop(open.index);
  }

  private closeCalls(which: (call: Call) => boolean): string {
    let stops = '';
    for (const call of this.calls.values()) {
      if (call.closed || !which(call)) continue;
      call.closed = true;
      stops += blockStop(call.index);
    }
    return stops;
  }
}

const TEXT_BLOCK = { type: 'text', text: '', citations: null };
const THINKING_BLOCK = { type: 'thinking', thinking: '', signature: '' };

const blockStart = (index: number, block: JsonObject): string =>
  sse({ type: 'content_block_start', index, content_block: block });
const blockStop = (index: number): string => sse({ type: 'content_block_stop', index });
