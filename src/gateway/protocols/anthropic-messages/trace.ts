/** Follows a stream of Anthropic's that passes to the caller unchanged. */
import type { StreamFault } from '../../domain/conversation/answer';
import type { JsonObject, StreamEvent, StreamTrace, TraceStep } from '../dialect';
import { regionTold } from '../price-region';
import { toldIn } from '../served-tier';
import { isObject, nameOf, objectOf, parseObject, textOf } from '../wire';
import { laterUsage, readAnthropicUsage } from './usage';

type Kind = TraceStep['kind'];

/** Members of a block or a delta that hold what the model wrote. */
const WRITTEN = ['text', 'thinking', 'partial_json'] as const;

export class AnthropicTrace implements StreamTrace {
  private finished = false;
  private usage: JsonObject = {};

  private readonly steps: ReadonlyMap<string, (event: JsonObject) => TraceStep> = new Map([
    // Said twice it is no more of an answer than said once.
    ['message_start', (event: JsonObject) => this.step(this.aside(), objectOf(event['message']))],
    ['content_block_start', (event: JsonObject) => this.block(objectOf(event['content_block']))],
    ['content_block_delta', (event: JsonObject) => this.written(objectOf(event['delta']))],
    ['content_block_stop', () => this.step('content')],
    ['message_delta', (event: JsonObject) => this.step(this.kindOfDelta(objectOf(event['delta'])), event)],
    ['message_stop', () => this.step('end')],
    ['error', (event: JsonObject) => providerFault(event)],
  ]);

  take({ name, data }: StreamEvent): TraceStep {
    const event = parseObject(data);
    if (event === null) return fault({ kind: 'garbage', problem: 'an event that is no JSON object' });
    return this.steps.get(nameOf(event['type']) ?? name ?? '')?.(event) ?? this.step(this.aside());
  }

  private written(delta: JsonObject): TraceStep {
    return { ...this.step('content'), textBytes: writtenBytes(delta) };
  }

  /** An empty block is an announcement; a call, or what a hosted tool did, is part of the answer. */
  private block(block: JsonObject): TraceStep {
    const textBytes = writtenBytes(block);
    const announced = textBytes === 0 && (block['type'] === 'text' || block['type'] === 'thinking');
    return { ...this.step(announced ? this.aside() : 'content'), textBytes };
  }

  private kindOfDelta(delta: JsonObject): Kind {
    if (nameOf(delta['stop_reason']) === null) return this.aside();
    this.finished = true;
    return 'finish';
  }

  private aside(): Kind {
    return this.finished ? 'tail' : 'head';
  }

  private step(kind: Kind, from: JsonObject = {}): TraceStep {
    const { usage } = from;
    if (!isObject(usage)) return { kind, told: null, textBytes: 0, fault: null };
    this.usage = laterUsage(this.usage, usage);
    const told = toldIn(readAnthropicUsage(this.usage), from);
    return { kind, told: told && { ...told, ...regionTold(from) }, textBytes: 0, fault: null };
  }
}

const fault = (what: StreamFault): TraceStep => ({ kind: 'fault', told: null, textBytes: 0, fault: what });

const providerFault = (event: JsonObject): TraceStep =>
  fault({ kind: 'provider_error', problem: nameOf(objectOf(event['error'])['message']) ?? 'no message' });

/** Latin-1 text of UTF-8 bytes: a length in it is one in bytes. */
const writtenBytes = (piece: JsonObject): number =>
  WRITTEN.reduce((bytes, member) => bytes + textOf(piece[member]).length, 0);
