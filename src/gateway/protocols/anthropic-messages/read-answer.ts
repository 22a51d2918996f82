/** Reads an answer of Anthropic, whole or as a stream. What its own tools did is passed over, the text beside it stays. */
import type { AnswerEvent } from '../../domain/conversation/answer';
import { bindSignature } from '../bound-signature';
import { parseObjectExactly } from '../exact-json';
import type { AnswerReader, JsonObject, StreamEvent } from '../dialect';
import { regionTold } from '../price-region';
import { servedTier } from '../served-tier';
import { countOf, isObject, nameOf, objectOf, objectsOf, textOf } from '../wire';
import { laterUsage, readAnthropicUsage } from './usage';
import { finishOf } from './words';

type Events = readonly AnswerEvent[];

const NOTHING: Events = [];

const bound = (signature: string): string => bindSignature('anthropic_messages', signature);

const textEvent = (type: 'text' | 'reasoning', text: string): Events => (text === '' ? NOTHING : [{ type, text }]);
const signed = (signature: string, redacted: boolean): Events =>
  signature === '' ? NOTHING : [{ type: 'reasoning_signature', signature: bound(signature), redacted }];

/** A call whose block is open. */
interface OpenCall {
  readonly call: number;
  /** Some of its arguments have come. */
  begun: boolean;
}

export class AnthropicAnswerReader implements AnswerReader {
  private started = false;
  private calls = 0;
  private usage: JsonObject = {};
  private readonly open = new Map<number | null, OpenCall>();

  private readonly readers: ReadonlyMap<string, (event: JsonObject) => Events> = new Map([
    ['message_start', (event: JsonObject) => this.messageStart(objectOf(event['message']))],
    ['content_block_start', (event: JsonObject) => this.blockStart(event)],
    ['content_block_delta', (event: JsonObject) => this.blockDelta(event)],
    ['content_block_stop', (event: JsonObject) => this.blockStop(event)],
    ['message_delta', (event: JsonObject) => this.messageDelta(event)],
    ['message_stop', (): Events => [{ type: 'end' }]],
    ['error', (event: JsonObject) => [providerError(event)]],
  ]);

  read({ name, data }: StreamEvent): Events {
    const event = parseObjectExactly(data);
    if (event === null)
      return [{ type: 'error', fault: { kind: 'garbage', problem: 'an event that is no JSON object' } }];
    return this.readers.get(nameOf(event['type']) ?? name ?? '')?.(event) ?? NOTHING;
  }

  whole(answer: JsonObject): Events {
    if (answer['type'] === 'error' || isObject(answer['error'])) return [providerError(answer)];
    if (!Array.isArray(answer['content']))
      return [{ type: 'error', fault: { kind: 'garbage', problem: 'an answer without content' } }];
    return [...this.messageStart(answer), ...finishing(answer), { type: 'end' }];
  }

  /** A provider that says it twice is heard once. It may bring content, as every whole answer does. */
  private messageStart(message: JsonObject): Events {
    if (this.started) return NOTHING;
    this.started = true;
    return [
      { type: 'start', id: textOf(message['id']), model: textOf(message['model']) },
      ...objectsOf(message['content']).flatMap((block) => this.wholeBlock(block)),
      ...this.moreUsage(message['usage']),
    ];
  }

  private wholeBlock(block: JsonObject): Events {
    return [...this.blockStart({ index: null, content_block: block }), ...this.blockStop({ index: null })];
  }

  private blockStart(event: JsonObject): Events {
    const block = objectOf(event['content_block']);
    switch (block['type']) {
      case 'text':
        return textEvent('text', textOf(block['text']));
      case 'thinking':
        return [...textEvent('reasoning', textOf(block['thinking'])), ...signed(textOf(block['signature']), false)];
      case 'redacted_thinking':
        return signed(textOf(block['data']), true);
      case 'tool_use':
        return this.callStart(indexOf(event), block);
      default:
        return NOTHING;
    }
  }

  private callStart(index: number | null, block: JsonObject): Events {
    const call = this.calls++;
    const { input } = block;
    // In a stream `{}` only holds the place of the pieces that follow.
    const begun = isObject(input) ? Object.keys(input).length > 0 : (input ?? null) !== null;
    this.open.set(index, { call, begun });
    const begin = {
      ...{ type: 'tool_call' as const, call, signature: null },
      ...{ id: textOf(block['id']), name: textOf(block['name']) },
    };
    return begun ? [begin, { type: 'tool_arguments', call, json: JSON.stringify(input) }] : [begin];
  }

  private blockDelta(event: JsonObject): Events {
    const delta = objectOf(event['delta']);
    switch (delta['type']) {
      case 'text_delta':
        return textEvent('text', textOf(delta['text']));
      case 'thinking_delta':
        return textEvent('reasoning', textOf(delta['thinking']));
      case 'signature_delta':
        return signed(textOf(delta['signature']), false);
      case 'input_json_delta':
        return this.callPiece(indexOf(event), textOf(delta['partial_json']));
      default:
        return NOTHING;
    }
  }

  /** Pieces of a hosted tool's input belong to no call. */
  private callPiece(index: number | null, json: string): Events {
    const open = this.open.get(index);
    if (open === undefined || json === '') return NOTHING;
    open.begun = true;
    return [{ type: 'tool_arguments', call: open.call, json }];
  }

  /** A call without arguments has an empty object of them. */
  private blockStop(event: JsonObject): Events {
    const open = this.open.get(indexOf(event));
    this.open.delete(indexOf(event));
    return open === undefined || open.begun ? NOTHING : [{ type: 'tool_arguments', call: open.call, json: '{}' }];
  }

  private messageDelta(event: JsonObject): Events {
    return [...this.moreUsage(event['usage']), ...finishing(objectOf(event['delta']))];
  }

  private moreUsage(usage: unknown): Events {
    if (!isObject(usage)) return NOTHING;
    this.usage = laterUsage(this.usage, usage);
    const read = readAnthropicUsage(this.usage);
    return read === null
      ? NOTHING
      : [{ type: 'usage', usage: read, tier: servedTier({ usage }), ...regionTold({ usage }) }];
  }
}

const indexOf = (event: JsonObject): number | null => countOf(event['index']);

/** Why it stopped; a refusal may come with an explanation, which is all that the caller gets to read of it. */
function finishing(from: JsonObject): Events {
  const reason = nameOf(from['stop_reason']);
  if (reason === null) return NOTHING;
  const explanation = reason === 'refusal' ? textOf(objectOf(from['stop_details'])['explanation']) : '';
  const refusal: Events = explanation === '' ? NOTHING : [{ type: 'refusal', text: explanation }];
  return [...refusal, { type: 'finish', reason: finishOf(reason), stopSequence: nameOf(from['stop_sequence']) }];
}

const providerError = (event: JsonObject): AnswerEvent => ({
  type: 'error',
  fault: { kind: 'provider_error', problem: nameOf(objectOf(event['error'])['message']) ?? 'no message' },
});
