/** The answers of the plain simulator: valid OpenAI chat completions, built once so that serving one costs next to nothing. */
import { blankStamp } from '../../../bench/stamp';

const id = 'chatcmpl-bench0000000000000000000000';
const created = 1_760_000_000;
const model = 'mock-model';
const words =
  'The quarterly figures show steady growth in the core segment while the cost of inference fell by a third. ' +
  'Three effects explain most of it: shorter prompts after the template review, a larger share of cached input, ' +
  'and the move of routine classification to a smaller model. The remaining difference is seasonal and should ' +
  'reverse in the first weeks of the next quarter, so a cautious plan keeps the present budget unchanged.';

const usage = {
  prompt_tokens: 256,
  completion_tokens: 96,
  total_tokens: 352,
  prompt_tokens_details: { cached_tokens: 64, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
};

/** A whole HTTP response of about one kilobyte. */
export function completionResponse(): Buffer {
  const body = JSON.stringify({
    id,
    object: 'chat.completion',
    created,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: words, refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage,
    service_tier: 'default',
    system_fingerprint: 'fp_bench',
  });
  return jsonResponse('200 OK', body);
}

export function jsonResponse(status: string, body: string): Buffer {
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${String(length)}\r\nx-request-id: req_bench\r\n\r\n${body}`,
  );
}

/** The parts of a streamed response in the order of sending; `head` opens it, every part is a complete HTTP chunk. */
export interface StreamParts {
  readonly head: Buffer;
  readonly role: Buffer;
  /** Each with a blank stamp. */
  readonly content: readonly Buffer[];
  readonly finish: Buffer;
  /** Sent only if the request asked for it with `stream_options.include_usage`. */
  readonly usage: Buffer;
  readonly done: Buffer;
}

export function streamParts(contentChunks: number): StreamParts {
  const tokens = words.split(' ');
  return {
    head: Buffer.from(
      'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\nx-request-id: req_bench\r\n\r\n',
    ),
    role: choiceEvent({ role: 'assistant', content: '' }, null),
    content: Array.from({ length: contentChunks }, (_, index) =>
      choiceEvent({ content: `${blankStamp} ${tokens[index % tokens.length] ?? ''} ` }, null),
    ),
    finish: choiceEvent({}, 'stop'),
    usage: event(JSON.stringify({ ...chunkFields, choices: [], usage })),
    done: Buffer.concat([event('[DONE]'), Buffer.from('0\r\n\r\n')]),
  };
}

const chunkFields = { id, object: 'chat.completion.chunk', created, model, system_fingerprint: 'fp_bench' };

function choiceEvent(delta: object, finishReason: string | null): Buffer {
  return event(
    JSON.stringify({ ...chunkFields, choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }] }),
  );
}

function event(data: string): Buffer {
  const text = `data: ${data}\n\n`;
  return Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`);
}
