/** Answers for callers that speak chat: chunks of a stream, or one object. */
import type { Usage } from '../../../shared/domain/usage';
import type { AnswerEvent, FinishReason } from '../../domain/conversation/answer';
import type { AnswerHead, AnswerWriter, JsonObject } from '../dialect';
import { Thoughts } from './thoughts';
import { writeChatUsage } from './usage';

/** What chat says for each reason; of a refusal in words the words themselves tell, and the answer stopped. */
const FINISHES = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool_calls',
  content_filter: 'content_filter',
  refusal: 'content_filter',
  pause: 'stop',
} as const satisfies Record<FinishReason, string>;

type EventOf<Type extends AnswerEvent['type']> = Extract<AnswerEvent, { readonly type: Type }>;
type ToolCall = EventOf<'tool_call'>;

/** The `delta` of each event that has one, as JSON. */
const DELTAS: { readonly [Type in AnswerEvent['type']]?: (event: EventOf<Type>, thoughts: Thoughts) => string } = {
  start: () => '{"role":"assistant","content":""}',
  text: ({ text }) => `{"content":${JSON.stringify(text)}}`,
  refusal: ({ text }) => `{"refusal":${JSON.stringify(text)}}`,
  reasoning: ({ text }) => `{"reasoning_content":${JSON.stringify(text)}}`,
  // All of them each time: the official SDK's accumulator replaces members that it does not know.
  reasoning_signature: (_event, { details }) => JSON.stringify({ reasoning_details: details }),
  tool_call: (event) => JSON.stringify({ tool_calls: [{ index: event.call, ...writeCall(event, '') }] }),
  tool_arguments: ({ call, json }) =>
    `{"tool_calls":[{"index":${call},"function":{"arguments":${JSON.stringify(json)}}}]}`,
};

export class ChatAnswerWriter implements AnswerWriter {
  private head: string;
  private readonly tail: string;
  private readonly thoughts = new Thoughts();
  private reason: FinishReason = 'stop';
  private refused = false;
  private usage: Usage | null = null;

  constructor(private readonly answer: AnswerHead) {
    this.head = this.headOf(answer.requestedModel);
    this.tail = `}]${answer.includeUsage ? ',"usage":null' : ''}}\n\n`;
  }

  write(event: AnswerEvent): string {
    this.note(event);
    const delta = DELTAS[event.type] as ((event: AnswerEvent, thoughts: Thoughts) => string) | undefined;
    return delta === undefined ? '' : this.chunk(delta(event, this.thoughts));
  }

  finish(extension: string | null): string {
    const told = extension === null ? '' : `,"x_bursar":${extension}`;
    const finish = finishOf(this.reason, this.refused);
    const last = `${this.head}{"index":0,"delta":{},"logprobs":null,"finish_reason":"${finish}"${this.tail}`;
    // The extension stands beside `choices`, at the end of the object.
    return `${last.slice(0, -'}\n\n'.length)}${told}}\n\n${this.usageChunk()}data: [DONE]\n\n`;
  }

  whole(events: readonly AnswerEvent[]): JsonObject {
    const gathered = new ChatMessage();
    for (const event of events) {
      this.note(event);
      gathered.take(event);
    }
    const { id, created, model } = this.nameOf(gathered.model);
    const reason = finishOf(this.reason, this.refused);
    return {
      ...{ id, object: 'chat.completion', created, model },
      choices: [{ index: 0, message: gathered.message(this.thoughts), logprobs: null, finish_reason: reason }],
      ...(this.usage !== null && { usage: writeChatUsage(this.usage) }),
    };
  }

  private usageChunk(): string {
    if (!this.answer.includeUsage || this.usage === null) return '';
    return `${this.head}],"usage":${JSON.stringify(writeChatUsage(this.usage))}}\n\n`;
  }

  private note(event: AnswerEvent): void {
    if (event.type === 'start') this.head = this.headOf(event.model);
    else if (event.type === 'reasoning' || event.type === 'reasoning_signature') this.thoughts.take(event);
    else if (event.type === 'refusal') this.refused = true;
    else if (event.type === 'finish') this.reason = event.reason;
    else if (event.type === 'usage') this.usage = event.usage;
  }

  private chunk(json: string): string {
    return `${this.head}{"index":0,"delta":${json},"logprobs":null,"finish_reason":null${this.tail}`;
  }

  /** What all chunks begin with: it is made once. */
  private headOf(named: string): string {
    const { id, created, model } = this.nameOf(named);
    return `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model }).slice(0, -1)},"choices":[`;
  }

  private nameOf(model: string): { id: string; created: number; model: string } {
    const { requestId, createdAtMs, requestedModel } = this.answer;
    return { id: `chatcmpl-${requestId}`, created: Math.floor(createdAtMs / 1000), model: model || requestedModel };
  }
}

const finishOf = (reason: FinishReason, refused: boolean): string =>
  refused && reason === 'refusal' ? 'stop' : FINISHES[reason];

const writeCall = ({ id, name, signature }: ToolCall, json: string): JsonObject => ({
  ...{ id, type: 'function', function: { name, arguments: json } },
  // Where clients of Google's own version of this dialect look for it.
  ...(signature !== null && { extra_content: { google: { thought_signature: signature } } }),
});

/** The message of a whole answer, gathered from its events. */
class ChatMessage {
  model = '';
  private text: string | null = null;
  private refusal: string | null = null;
  private readonly calls: { readonly begun: ToolCall; json: string }[] = [];

  take(event: AnswerEvent): void {
    if (event.type === 'start') this.model = event.model;
    else if (event.type === 'text') this.text = (this.text ?? '') + event.text;
    else if (event.type === 'refusal') this.refusal = (this.refusal ?? '') + event.text;
    else if (event.type === 'tool_call') this.calls[event.call] = { begun: event, json: '' };
    else if (event.type === 'tool_arguments') this.extend(event.call, event.json);
  }

  message({ text: thought, details }: Thoughts): JsonObject {
    return {
      ...{ role: 'assistant', content: this.text, refusal: this.refusal },
      ...(thought !== '' && { reasoning_content: thought }),
      ...(details.length > 0 && { reasoning_details: details }),
      ...(this.calls.length > 0 && { tool_calls: this.calls.map(({ begun, json }) => writeCall(begun, json)) }),
    };
  }

  private extend(call: number, json: string): void {
    const open = this.calls[call];
    if (open !== undefined) open.json += json;
  }
}
