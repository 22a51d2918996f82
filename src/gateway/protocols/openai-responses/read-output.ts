/** The items of a response's output: each text, thought and call is told once, by its deltas or else by its end. */
import type { AnswerEvent } from '../../domain/conversation/answer';
import { bindSignature } from '../bound-signature';
import type { JsonObject } from '../dialect';
import { countOf, isObject, nameOf, objectOf, objectsOf, textOf } from '../wire';

type Events = readonly AnswerEvent[];

/** An item of the output, by its index. */
interface Item {
  /** Deltas have told of it. */
  told: boolean;
  done: boolean;
  /** The number of the call that it is; null: it is none, or has not begun. */
  call: number | null;
}

type ItemEnd = (item: Item, json: JsonObject) => AnswerEvent[];

export class OutputReader {
  private readonly items = new Map<number, Item>();
  calls = 0;
  /** The model refused, and wrote nothing else. */
  refused = false;

  /** Items of the provider's own tools have no end here: they are passed over. */
  private readonly ends: Readonly<Record<string, ItemEnd>> = {
    message: (item, json) => this.endMessage(item, json),
    reasoning: (item, json) => endThought(item, json),
    function_call: (item, json) => this.endCall(item, json),
  };

  added(data: JsonObject): Events {
    const json = objectOf(data['item']);
    return json['type'] === 'function_call' ? this.beginCall(this.itemOf(data), json) : [];
  }

  piece(data: JsonObject, type: 'text' | 'refusal' | 'reasoning'): Events {
    const text = textOf(data['delta']);
    if (text === '') return [];
    this.itemOf(data).told = true;
    if (type !== 'reasoning') this.refused = type === 'refusal';
    return [{ type, text }];
  }

  /** Parts of a summary are paragraphs. */
  nextThought(data: JsonObject): Events {
    return this.itemOf(data).told ? [{ type: 'reasoning', text: PARAGRAPH }] : [];
  }

  argumentsPiece(data: JsonObject): Events {
    const item = this.itemOf(data);
    const json = textOf(data['delta']);
    if (item.call === null || json === '') return [];
    item.told = true;
    return [{ type: 'tool_arguments', call: item.call, json }];
  }

  done(data: JsonObject): Events {
    return this.end(this.itemOf(data), objectOf(data['item']));
  }

  /** What is left to tell of the output as it is in the end. */
  rest(output: unknown): Events {
    if (!Array.isArray(output)) return [];
    return output.flatMap((json: unknown, index) =>
      isObject(json) ? this.end(this.itemOf({ output_index: index }), json) : [],
    );
  }

  private end(item: Item, json: JsonObject): Events {
    const type = textOf(json['type']);
    if (item.done || !Object.hasOwn(this.ends, type)) return [];
    item.done = true;
    return this.ends[type]?.(item, json) ?? [];
  }

  private endMessage(item: Item, json: JsonObject): AnswerEvent[] {
    if (item.told) return [];
    const parts = objectsOf(json['content']).map((part): AnswerEvent =>
      part['type'] === 'refusal'
        ? { type: 'refusal', text: textOf(part['refusal']) }
        : { type: 'text', text: textOf(part['text']) },
    );
    const written = parts.filter((part) => 'text' in part && part.text !== '');
    if (written.length > 0) this.refused = written.at(-1)?.type === 'refusal';
    return written;
  }

  private beginCall(item: Item, json: JsonObject): AnswerEvent[] {
    if (item.call !== null) return [];
    item.call = this.calls++;
    const { call_id: id, name } = json;
    return [{ type: 'tool_call', call: item.call, id: textOf(id), name: textOf(name), signature: null }];
  }

  private endCall(item: Item, json: JsonObject): AnswerEvent[] {
    const begun = this.beginCall(item, json);
    const written = textOf(json['arguments']);
    if (item.told || written === '' || item.call === null) return begun;
    return [...begun, { type: 'tool_arguments', call: item.call, json: written }];
  }

  private itemOf({ output_index: at }: JsonObject): Item {
    const index = countOf(at) ?? 0;
    const known = this.items.get(index);
    if (known !== undefined) return known;
    const item: Item = { told: false, done: false, call: null };
    this.items.set(index, item);
    return item;
  }
}

const PARAGRAPH = '\n\n';

/** The summary, or the thought itself of models that hide nothing; then what only OpenAI can read. */
function endThought(item: Item, json: JsonObject): AnswerEvent[] {
  const summary = objectsOf(json['summary']);
  const parts = summary.length > 0 ? summary : objectsOf(json['content']);
  const text = parts.map((part) => textOf(part['text'])).join(PARAGRAPH);
  const encrypted = nameOf(json['encrypted_content']);
  return [
    ...(item.told || text === '' ? [] : [{ type: 'reasoning' as const, text }]),
    ...(encrypted === null ? [] : [signatureOf(encrypted, !item.told && text === '')]),
  ];
}

const signatureOf = (encrypted: string, redacted: boolean): AnswerEvent => ({
  type: 'reasoning_signature',
  signature: bindSignature('openai_responses', encrypted),
  redacted,
});
