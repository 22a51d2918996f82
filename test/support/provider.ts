/** A real HTTP origin that speaks OpenAI's chat protocol, well or badly, as each test scripts it; it keeps what it was sent. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Exactly the bytes that came. */
  readonly body: Buffer;
  /** Resolves when the client goes before the answer has ended. */
  readonly aborted: Promise<void>;
}

/** What the provider does with one request. */
export type Behaviour = (response: ServerResponse, request: ReceivedRequest) => Promise<void> | void;

export interface Provider {
  /** With `/v1`. */
  readonly baseUrl: string;
  readonly requests: readonly ReceivedRequest[];
  /** For the next request without one; several are taken in order. */
  next(...behaviours: readonly Behaviour[]): void;
  stop(): Promise<void>;
}

const USAGE = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };

export async function startProvider(byDefault: Behaviour = answer()): Promise<Provider> {
  const requests: ReceivedRequest[] = [];
  const scripted: Behaviour[] = [];
  const server = createServer((incoming, response) => {
    receive(incoming, response)
      .then((request) => {
        requests.push(request);
        return (scripted.shift() ?? byDefault)(response, request);
      })
      .catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    next: (...behaviours) => void scripted.push(...behaviours),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(incoming: IncomingMessage, response: ServerResponse): Promise<ReceivedRequest> {
  const aborted = new Promise<void>((resolve) =>
    response.once('close', () => {
      if (!response.writableFinished) resolve();
    }),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return { path: incoming.url ?? '', headers: incoming.headers, body: Buffer.concat(chunks), aborted };
}

/** The whole answer; `usage: null` leaves it out. */
export const answer =
  ({ content = 'Hello there.', usage = USAGE }: { content?: string; usage?: object | null } = {}): Behaviour =>
  (response, { body }) => {
    const { stream } = JSON.parse(body.toString('utf8')) as { stream?: boolean };
    if (stream === true) return streamed({ words: content.split(/(?<= )/), usage })(response, NOBODY);
    sendJson(response, 200, completion(content, usage));
  };

const NOBODY: ReceivedRequest = { path: '', headers: {}, body: Buffer.alloc(0), aborted: Promise.resolve() };

export const completion = (content: string, usage: object | null = USAGE): object => ({
  ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'upstream-model' },
  choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
  ...(usage !== null && { usage }),
});

/** One event of a stream. */
export const event = (fields: object): string =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'upstream-model', ...fields })}\n\n`;
export const delta = (content: string): string =>
  event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
export const finish = (): string => event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
export const usageEvent = (usage: object = USAGE): string => event({ choices: [], usage });
export const DONE = 'data: [DONE]\n\n';

/** A whole stream, an event a word; the usage always at its end. */
export const streamed = ({ words, usage = USAGE }: { words: readonly string[]; usage?: object | null }): Behaviour =>
  events([...words.map(delta), finish(), ...(usage === null ? [] : [usageEvent(usage)]), DONE]);

export type Ending = 'end' | 'cut' | 'stall';

/** These parts of a stream, each in a packet of its own, and then its end, a broken connection, or nothing ever again. */
export const events =
  (parts: readonly string[], ending: Ending = 'end'): Behaviour =>
  async (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    for (const part of parts) {
      response.write(part);
      await new Promise(setImmediate);
    }
    if (ending === 'end') response.end();
    // What was written must be on its way before the connection breaks.
    if (ending === 'cut') response.socket?.destroySoon();
  };

/** Any status with any body. */
export const status =
  (code: number, body: object | string, headers: Readonly<Record<string, string>> = {}): Behaviour =>
  (response) => {
    if (typeof body === 'object') sendJson(response, code, body, headers);
    else response.writeHead(code, headers).end(body);
  };

/** Breaks the connection without an answer. */
export const refuse: Behaviour = (response) => void response.destroy();

/** Takes the request and says nothing. */
export const stall: Behaviour = () => undefined;

function sendJson(
  response: ServerResponse,
  code: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
