/** An answer in the words of OpenAI's Responses, for callers who speak it: a stream of named events, or one object. */
import type { AnswerEvent, FinishReason } from '../../domain/conversation/answer';
import type { Usage } from '../../../shared/domain/usage';
import type { AnswerHead, AnswerWriter, JsonObject } from '../dialect';
import { Output, type Tell } from './output';
import { writeUsage } from './usage';

interface End {
  readonly event: string;
  readonly status: 'completed' | 'incomplete';
  /** `incomplete_details.reason`. */
  readonly reason: string | null;
}

const COMPLETED: End = { event: 'response.completed', status: 'completed', reason: null };
const incomplete = (reason: string): End => ({ event: 'response.incomplete', status: 'incomplete', reason });

const ENDS: Readonly<Record<FinishReason, End>> = {
  stop: COMPLETED,
  tool_calls: COMPLETED,
  refusal: COMPLETED,
  length: incomplete('max_output_tokens'),
  content_filter: incomplete('content_filter'),
  // The nearest: the turn of the provider's own tools is longer than it lets one be.
  pause: incomplete('max_messages'),
};

export class ResponsesWriter implements AnswerWriter {
  private sequence = 0;
  private written = '';
  private readonly answer: Answer;

  constructor(private readonly head: AnswerHead) {
    this.answer = new Answer(head, (type, members) => {
      this.tell(type, members);
    });
  }

  write(event: AnswerEvent): string {
    this.answer.take(event);
    return this.flush();
  }

  finish(extension: string | null): string {
    const { event, response } = this.answer.end();
    const told = extension === null ? response : { ...response, x_bursar: JSON.parse(extension) as unknown };
    this.tell(event, { response: told });
    return this.flush();
  }

  whole(events: readonly AnswerEvent[]): JsonObject {
    const answer = new Answer(this.head, () => undefined);
    for (const event of events) answer.take(event);
    return answer.end().response;
  }

  private tell(type: string, members: JsonObject): void {
    const data = JSON.stringify({ type, sequence_number: this.sequence++, ...members });
    this.written += `event: ${type}\ndata: ${data}\n\n`;
  }

  private flush(): string {
    const { written } = this;
    this.written = '';
    return written;
  }
}

/** One answer, from its first event to its end. */
class Answer {
  private readonly suffix: string;
  readonly output: Output;
  private model: string | null = null;
  usage: Usage | null = null;
  private reason: FinishReason = 'stop';

  constructor(
    private readonly head: AnswerHead,
    private readonly tell: Tell,
  ) {
    this.suffix = head.requestId.replace(/^req_/, '');
    this.output = new Output(this.suffix, tell);
  }

  take(event: AnswerEvent): void {
    const taker = TAKERS[event.type] as (answer: this, event: AnswerEvent) => void;
    taker(this, event);
  }

  /** Items that are still open end here. */
  end(): { event: string; response: JsonObject } {
    this.output.finish(this.reason);
    const { event, status, reason } = ENDS[this.reason];
    return { event, response: this.response(status, reason) };
  }

  start(model: string): void {
    if (this.model !== null) return;
    this.model = model;
    const response = this.response('in_progress', null);
    this.tell('response.created', { response });
    this.tell('response.in_progress', { response });
  }

  stop(reason: FinishReason): void {
    this.reason = reason;
    this.output.finish(reason);
  }

  /** What the request said is not said again: it is not known here, and null or the default stands in its place. */
  private response(status: string, incompleteReason: string | null): JsonObject {
    const { model, usage, head } = this;
    return {
      id: `resp_${this.suffix}`,
      object: 'response',
      created_at: Math.floor(head.createdAtMs / MS_PER_S),
      status,
      error: null,
      incomplete_details: incompleteReason === null ? null : { reason: incompleteReason },
      instructions: null,
      metadata: {},
      model: model === null || model === '' ? head.requestedModel : model,
      output: [...this.output.items],
      parallel_tool_calls: true,
      previous_response_id: null,
      temperature: null,
      tool_choice: 'auto',
      tools: [],
      top_p: null,
      usage: usage === null ? null : writeUsage(usage),
    };
  }
}

const MS_PER_S = 1000;

type Takers = {
  readonly [Type in AnswerEvent['type']]: (answer: Answer, event: Extract<AnswerEvent, { type: Type }>) => void;
};

const nothing = (): void => undefined;

/** The end is written with the cost, and an error by `errorEvent`. */
const TAKERS: Takers = {
  start: (answer, { model }) => {
    answer.start(model);
  },
  text: ({ output }, { text }) => {
    output.write('output_text', text);
  },
  refusal: ({ output }, { text }) => {
    output.write('refusal', text);
  },
  reasoning: ({ output }, { text }) => {
    output.think(text);
  },
  reasoning_signature: ({ output }, { signature, redacted }) => {
    output.sign(signature, redacted);
  },
  tool_call: ({ output }, event) => {
    output.call(event.call, event);
  },
  tool_arguments: ({ output }, { call, json }) => {
    output.argue(call, json);
  },
  finish: (answer, { reason }) => {
    answer.stop(reason);
  },
  usage: (answer, { usage }) => {
    answer.usage = usage;
  },
  end: nothing,
  error: nothing,
};
