/** A ClickHouse that is reached through us: we may refuse, swallow its answers, or deliver what was sent much later. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/**
 * - `forward`: as if we were not there.
 * - `refuse`: the store is down.
 * - `swallow`: inserts happen, and nobody hears of it.
 * - `hold`: inserts stay on the way until `release`, whether or not their sender still lives.
 */
export type Manner = 'forward' | 'refuse' | 'swallow' | 'hold';

export interface ClickHouseProxy {
  readonly port: number;
  manner: Manner;
  /** Inserts whose answers were swallowed. */
  readonly swallowed: () => number;
  readonly held: () => number;
  /** Lets the store have what was held. */
  readonly release: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

interface Message {
  readonly incoming: IncomingMessage;
  readonly body: Buffer;
}

export async function startClickHouseProxy(target: string): Promise<ClickHouseProxy> {
  const held: Message[] = [];
  let swallowed = 0;
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { manner } = proxy;
    if (manner === 'refuse') {
      incoming.socket.destroy();
      return;
    }
    const message = { incoming, body: await buffer(incoming) };
    if (manner === 'forward' || !isInsert(message)) return pass(target, message, response);
    if (manner === 'hold') {
      held.push(message);
      return;
    }
    await pass(target, message, null);
    swallowed += 1;
    incoming.socket.destroy();
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: ClickHouseProxy = {
    port: (server.address() as AddressInfo).port,
    manner: 'forward',
    swallowed: () => swallowed,
    held: () => held.length,
    release: async () => {
      for (const message of held.splice(0)) await pass(target, message, null);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return proxy;
}

/** `INSERT … FORMAT` with rows behind it; what tests and migrations insert by SELECT is none of ours. */
function isInsert({ incoming }: Message): boolean {
  return /[?&]query=INSERT/.test(incoming.url ?? '');
}

async function pass(target: string, { incoming, body }: Message, response: ServerResponse | null): Promise<void> {
  const { 'transfer-encoding': _chunked, ...withoutFraming } = incoming.headers;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(new URL(incoming.url ?? '/', target), {
      method: incoming.method ?? 'POST',
      headers: { ...withoutFraming, 'content-length': body.length },
    });
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
    outgoing.end(body);
  });
  if (response === null) {
    await buffer(answer);
    return;
  }
  response.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(response);
}
