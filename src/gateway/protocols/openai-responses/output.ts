/** The output of a response as it grows: its items, and the events that tell of them. */
import type { FinishReason } from '../../domain/conversation/answer';
import type { JsonObject } from '../dialect';
import { marked } from './marks';

/** Hears each event: its type and what it says beside it. */
export type Tell = (type: string, members: JsonObject) => void;

type PartKind = 'output_text' | 'refusal';
type ItemStatus = 'completed' | 'incomplete';

interface Message {
  readonly kind: 'message';
  readonly at: Position;
  readonly parts: { kind: PartKind; text: string }[];
}

interface Thought {
  readonly kind: 'reasoning';
  readonly at: Position;
  /** null: nothing of it is readable. */
  summary: string | null;
}

interface Call {
  readonly at: Position;
  readonly callId: string;
  readonly name: string;
  arguments: string;
}

interface Position {
  readonly item_id: string;
  readonly output_index: number;
}

interface PartWords {
  readonly delta: string;
  readonly done: string;
  /** Where an event that ends the part has its text. */
  readonly key: 'text' | 'refusal';
  /** What its events say beside the text. */
  readonly beside: JsonObject;
  readonly part: (text: string) => JsonObject;
}

const PARTS: Readonly<Record<PartKind, PartWords>> = {
  output_text: {
    ...{ delta: 'response.output_text.delta', done: 'response.output_text.done', key: 'text' },
    beside: { logprobs: [] },
    part: (text) => ({ type: 'output_text', text, annotations: [], logprobs: [] }),
  },
  refusal: {
    ...{ delta: 'response.refusal.delta', done: 'response.refusal.done', key: 'refusal' },
    beside: {},
    part: (refusal) => ({ type: 'refusal', refusal }),
  },
};

/** Ids are made from the request's: the same answer has the same ids. */
const ID_PREFIX = { message: 'msg', reasoning: 'rs', function_call: 'fc' } as const;

export class Output {
  readonly items: JsonObject[] = [];
  private open: Message | Thought | null = null;
  private readonly calls = new Map<number, Call>();

  /** @param suffix of all ids, from the request's */
  constructor(
    private readonly suffix: string,
    private readonly tell: Tell,
  ) {}

  write(kind: PartKind, text: string): void {
    const message = this.openMessage();
    if (message.parts.at(-1)?.kind !== kind) this.beginPart(message, kind);
    const index = message.parts.length - 1;
    const part = message.parts[index];
    if (part === undefined) return;
    part.text += text;
    const words = PARTS[kind];
    this.tell(words.delta, { ...message.at, content_index: index, delta: text, ...words.beside });
  }

  think(text: string): void {
    const thought = this.openThought();
    const at = { ...thought.at, summary_index: 0 };
    if (thought.summary === null) this.tell('response.reasoning_summary_part.added', { ...at, part: summaryPart('') });
    thought.summary = (thought.summary ?? '') + text;
    this.tell('response.reasoning_summary_text.delta', { ...at, delta: text });
  }

  /** Ends the thought that is open, or is one of its own. */
  sign(signature: string, redacted: boolean): void {
    if (this.open?.kind !== 'reasoning' || redacted) this.close('completed');
    this.endThought(this.openThought(), marked(redacted ? 'redacted' : null, signature));
    this.open = null;
  }

  /** What the issuer wants back with a call is an encrypted thought before it. */
  call(call: number, { id, name, signature }: { id: string; name: string; signature: string | null }): void {
    this.close('completed');
    if (signature !== null) this.endThought(this.beginThought(), marked('call', signature));
    const at = this.position('function_call');
    const begun: Call = { at, callId: id, name, arguments: '' };
    this.calls.set(call, begun);
    this.add(at, callItem(begun, 'in_progress'));
  }

  argue(call: number, json: string): void {
    const begun = this.calls.get(call);
    if (begun === undefined) return;
    begun.arguments += json;
    this.tell('response.function_call_arguments.delta', { ...begun.at, delta: json });
  }

  /** Calls stay open until now, as their arguments may come in turns. */
  finish(reason: FinishReason): void {
    const status = reason === 'length' || reason === 'content_filter' ? 'incomplete' : 'completed';
    this.close(status);
    for (const call of this.calls.values()) this.endCall(call, status);
    this.calls.clear();
  }

  private openMessage(): Message {
    if (this.open?.kind === 'message') return this.open;
    this.close('completed');
    const at = this.position('message');
    const message: Message = { kind: 'message', at, parts: [] };
    this.open = message;
    this.add(at, messageItem(message, 'in_progress'));
    return message;
  }

  private openThought(): Thought {
    if (this.open?.kind === 'reasoning') return this.open;
    this.close('completed');
    const thought = this.beginThought();
    this.open = thought;
    return thought;
  }

  private beginThought(): Thought {
    const at = this.position('reasoning');
    this.add(at, { id: at.item_id, type: 'reasoning', summary: [] });
    return { kind: 'reasoning', at, summary: null };
  }

  private beginPart(message: Message, kind: PartKind): void {
    this.endPart(message);
    message.parts.push({ kind, text: '' });
    const at = { ...message.at, content_index: message.parts.length - 1 };
    this.tell('response.content_part.added', { ...at, part: PARTS[kind].part('') });
  }

  private endPart({ at, parts }: Message): void {
    const part = parts.at(-1);
    if (part === undefined) return;
    const { done, key, beside, part: partOf } = PARTS[part.kind];
    const where = { ...at, content_index: parts.length - 1 };
    this.tell(done, { ...where, [key]: part.text, ...beside });
    this.tell('response.content_part.done', { ...where, part: partOf(part.text) });
  }

  private close(status: ItemStatus): void {
    const { open } = this;
    this.open = null;
    if (open?.kind === 'message') {
      this.endPart(open);
      this.done(open.at, messageItem(open, status));
    } else if (open !== null) this.endThought(open, null);
  }

  private endThought({ at, summary }: Thought, encrypted: string | null): void {
    if (summary !== null) {
      const where = { ...at, summary_index: 0 };
      this.tell('response.reasoning_summary_text.done', { ...where, text: summary });
      this.tell('response.reasoning_summary_part.done', { ...where, part: summaryPart(summary) });
    }
    const parts = summary === null ? [] : [summaryPart(summary)];
    const item = { id: at.item_id, type: 'reasoning', summary: parts };
    this.done(at, encrypted === null ? item : { ...item, encrypted_content: encrypted });
  }

  private endCall(call: Call, status: ItemStatus): void {
    const { at, name } = call;
    this.tell('response.function_call_arguments.done', { ...at, name, arguments: call.arguments });
    this.done(at, callItem(call, status));
  }

  private position(kind: keyof typeof ID_PREFIX): Position {
    const index = this.items.length;
    return { item_id: `${ID_PREFIX[kind]}_${this.suffix}_${index}`, output_index: index };
  }

  private add({ output_index }: Position, item: JsonObject): void {
    this.items.push(item);
    this.tell('response.output_item.added', { output_index, item });
  }

  private done({ output_index }: Position, item: JsonObject): void {
    this.items[output_index] = item;
    this.tell('response.output_item.done', { output_index, item });
  }
}

type Status = ItemStatus | 'in_progress';

const messageItem = ({ at, parts }: Message, status: Status): JsonObject => ({
  ...{ id: at.item_id, type: 'message', status, role: 'assistant' },
  content: parts.map(({ kind, text }) => PARTS[kind].part(text)),
});

const callItem = ({ at, callId, name, arguments: json }: Call, status: Status): JsonObject => ({
  ...{ id: at.item_id, type: 'function_call', status, call_id: callId, name, arguments: json },
});

const summaryPart = (text: string): JsonObject => ({ type: 'summary_text', text });
