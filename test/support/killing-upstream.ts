/** A provider that remembers which calls it received: the first message of each is the name of its run. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

export interface RememberingUpstream {
  /** Of the configuration document. */
  readonly config: string;
  readonly received: ReadonlySet<string>;
  /** Runs of this prefix stop in the middle of their answer until `release`. */
  readonly hold: (prefix: string) => void;
  readonly holding: () => number;
  readonly release: () => void;
  readonly stop: () => Promise<void>;
}

interface ChatBody {
  readonly stream?: boolean;
  readonly messages: readonly [{ readonly content: string }];
}

const WORDS = ['One ', 'for ', 'the ', 'books.'];
const USAGE = { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 };
const PACE_MS = 3;

export async function startRememberingUpstream(): Promise<RememberingUpstream> {
  const received = new Set<string>();
  const waiting: (() => void)[] = [];
  let heldPrefix: string | null = null;
  const answer = async (body: ChatBody, response: ServerResponse): Promise<void> => {
    const run = body.messages[0].content;
    received.add(run);
    const middle = heldPrefix !== null && run.startsWith(heldPrefix) ? () => wait(waiting) : () => pause(PACE_MS);
    if (body.stream === true) await streamTo(response, middle);
    else {
      await middle();
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(completion({ message: { role: 'assistant', content: WORDS.join('') } }, true)));
    }
  };
  const server = createServer((request, response) => {
    json(request)
      .then((body) => answer(body as ChatBody, response))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    config: configFor(port),
    received,
    hold: (prefix) => (heldPrefix = prefix),
    holding: () => waiting.length,
    release: () => {
      heldPrefix = null;
      for (const go of waiting.splice(0)) go();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const wait = (waiting: (() => void)[]): Promise<void> => new Promise((resolve) => waiting.push(resolve));

async function streamTo(response: ServerResponse, middle: () => Promise<void>): Promise<void> {
  response.setHeader('content-type', 'text/event-stream');
  const send = (event: object): void => void response.write(`data: ${JSON.stringify(event)}\n\n`);
  for (const content of WORDS) {
    send(completion({ delta: { content } }, false));
    if (content === WORDS[0]) await middle();
  }
  send(completion({ delta: {}, finish_reason: 'stop' }, false));
  send({ ...completion({}, true), choices: [] });
  response.end('data: [DONE]\n\n');
}

const completion = (choice: object, withUsage: boolean): object => ({
  id: 'chatcmpl-remembered',
  object: 'message' in choice ? 'chat.completion' : 'chat.completion.chunk',
  created: 1,
  model: 'tiny',
  choices: [{ index: 0, finish_reason: 'message' in choice ? 'stop' : null, ...choice }],
  ...(withUsage && { usage: USAGE }),
});

const configFor = (port: number): string => `
providers:
  lab:
    kind: openai_compatible
    base_url: http://127.0.0.1:${port}/v1
    local: true
    credentials: [{ name: main, api_key: sk-upstream }]
models:
  - { provider: lab, model: tiny, tier: economy, context_window: 128000, max_output: 8192, capabilities: [streaming],
      price: { input_per_mtok_usd: "0.15", output_per_mtok_usd: "0.60" } }
`;
