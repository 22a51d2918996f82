/** What an endpoint that opted in keeps of its calls: request and answer in the caller's dialect, redacted. */
import type { ContentCapture } from '../catalog';
import type { JournalRecord } from '../journal';
import { redactJson } from '../shared/domain/redaction';
import type { DecidedCall } from './call';
import type { ClientResponse } from './client-response';
import type { AnswerEvent } from './domain/conversation/answer';
import type { AnswerReader } from './protocols/dialect';
import { dataOf, eventNameOf, SseSplitter } from './protocols/sse-events';
import { parseObject } from './protocols/wire';

const DAY_MS = 86_400_000;
// Written as JSON both texts together stay below what a record of the journal may hold.
const MAX_TEXT = 256 * 1024;
// Many times more than what is kept, for the words around the text in a stream.
const MAX_HEARD_BYTES = 16 * 1024 * 1024;

/**
 * What is to be recorded when the caller's answer is over; null: the call's endpoint keeps nothing.
 * @param attemptId of the attempt whose answer the caller got
 */
export function captureContent(
  call: DecidedCall,
  client: ClientResponse,
  attemptId: () => string,
): Promise<JournalRecord> | null {
  const terms = call.endpoint?.contentCapture ?? null;
  if (terms === null) return null;
  const captured = new CapturedCall(call, terms);
  client.listener = (bytes) => {
    captured.hear(bytes);
  };
  return client.done.then(() => captured.record(attemptId()));
}

class CapturedCall {
  private readonly heard: Buffer[] = [];
  private heardBytes = 0;

  constructor(
    private readonly call: DecidedCall,
    private readonly terms: ContentCapture,
  ) {}

  /** What the caller is sent. */
  hear(bytes: Buffer): void {
    if (this.heardBytes > MAX_HEARD_BYTES) return;
    this.heardBytes += bytes.length;
    // A copy: the chunk's memory belongs to the socket.
    this.heard.push(Buffer.from(bytes));
  }

  /** For the journal, when the caller's answer is over. */
  record(attemptId: string): JournalRecord {
    const { principal, decisionId, receivedAtMs, protocol, json } = this.call;
    const row = {
      tenant_id: principal.tenantId,
      captured_at: (receivedAtMs / 1000).toFixed(3),
      decision_id: decisionId,
      attempt_id: attemptId,
      endpoint: this.call.endpoint?.name ?? null,
      dialect: protocol.operation === 'chat' ? protocol.dialect.name : 'openai_embeddings',
      request: this.kept(json),
      answer: this.kept(this.answer()),
      redacted: this.terms.redact,
      expires_at: Math.floor((receivedAtMs + this.terms.retentionDays * DAY_MS) / 1000),
    };
    return { type: 'fact', topic: 'captured_content', key: '', payload: JSON.stringify(row) };
  }

  private kept(content: unknown): string {
    const text = JSON.stringify(redactJson(content, this.terms.redact));
    return text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
  }

  /** A stream as the whole answer that it would have been: what is to be redacted may be spread over its pieces. */
  private answer(): unknown {
    const bytes = Buffer.concat(this.heard);
    const { x_bursar: _ours, ...whole } = parseObject(bytes.toString('utf8')) ?? {};
    if (Object.keys(whole).length > 0 || bytes.length === 0) return whole;
    const { protocol, requestId, receivedAtMs, chat } = this.call;
    if (protocol.operation !== 'chat') return {};
    const head = { requestId, requestedModel: chat.model, createdAtMs: receivedAtMs, includeUsage: true };
    return protocol.dialect.writer(head).whole(eventsIn(bytes, protocol.dialect.reader()));
  }
}

const eventsIn = (bytes: Buffer, reader: AnswerReader): AnswerEvent[] =>
  new SseSplitter().feed(bytes).flatMap((event) => {
    const text = event.bytes.toString('utf8');
    const data = dataOf(text);
    if (data === null) return [];
    return reader.read({ name: eventNameOf(text), data }).filter(({ type }) => type !== 'error');
  });
