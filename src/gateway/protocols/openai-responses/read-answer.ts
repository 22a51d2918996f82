/** Answers of OpenAI's Responses, whole or streamed, as events for callers of another dialect. */
import type { AnswerEvent } from '../../domain/conversation/answer';
import type { AnswerReader, JsonObject, StreamEvent } from '../dialect';
import { nameOf, objectOf, parseObject, textOf } from '../wire';
import { OutputReader } from './read-output';
import { fault, problemOfEvent, readTerminal } from './read-terminal';

/** Where the OpenAI SDKs end a stream; Responses need none, and some servers send it all the same. */
const END_MARK = '[DONE]';

type Handler = (reader: ResponsesReader, data: JsonObject) => readonly AnswerEvent[];

const begin: Handler = (reader, { response }) => reader.begin(objectOf(response));
const terminal =
  (status: string): Handler =>
  (reader, { response }) =>
    reader.end(objectOf(response), status);

/** What none of these hears is of a tool that the provider runs, or says nothing that a `done` does not say again. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'response.queued': begin,
  'response.created': begin,
  'response.in_progress': begin,
  'response.output_item.added': ({ output }, data) => output.added(data),
  'response.output_text.delta': ({ output }, data) => output.piece(data, 'text'),
  'response.refusal.delta': ({ output }, data) => output.piece(data, 'refusal'),
  'response.reasoning_summary_part.added': ({ output }, data) => output.nextThought(data),
  'response.reasoning_summary_text.delta': ({ output }, data) => output.piece(data, 'reasoning'),
  'response.reasoning_text.delta': ({ output }, data) => output.piece(data, 'reasoning'),
  'response.function_call_arguments.delta': ({ output }, data) => output.argumentsPiece(data),
  'response.output_item.done': ({ output }, data) => output.done(data),
  'response.completed': terminal('completed'),
  'response.incomplete': terminal('incomplete'),
  'response.failed': terminal('failed'),
  error: (_reader, data) => [fault('provider_error', problemOfEvent(data))],
};

export class ResponsesReader implements AnswerReader {
  readonly output = new OutputReader();
  private begun = false;
  private ended = false;

  read({ name, data: json }: StreamEvent): readonly AnswerEvent[] {
    if (this.ended || json === END_MARK) return [];
    const data = parseObject(json);
    if (data === null) return [fault('garbage', 'an event that is no JSON object')];
    const type = nameOf(data['type']) ?? name ?? '';
    return Object.hasOwn(HANDLERS, type) ? (HANDLERS[type]?.(this, data) ?? []) : [];
  }

  whole(answer: JsonObject): readonly AnswerEvent[] {
    if (!Array.isArray(answer['output'])) return [fault('garbage', 'an answer without output')];
    // Servers that leave the status out have an answer to give.
    return this.end(answer, nameOf(answer['status']) ?? 'completed');
  }

  begin({ id, model }: JsonObject): readonly AnswerEvent[] {
    if (this.begun) return [];
    this.begun = true;
    return [{ type: 'start', id: textOf(id), model: textOf(model) }];
  }

  /** What of the output no event has told comes first. */
  end(response: JsonObject, status: string): readonly AnswerEvent[] {
    this.ended = true;
    const untold = [...this.begin(response), ...this.output.rest(response['output'])];
    return [...untold, ...readTerminal(response, status, this.output)];
  }
}
