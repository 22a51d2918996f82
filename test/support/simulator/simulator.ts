/** A provider that is real HTTP and no model: it speaks every dialect by its path, and does what the prompt's script says. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { NO_USAGE, type Usage, USAGE_BUCKETS } from '../../../src/shared/domain/usage';
import { anthropic } from './anthropic';
import type { Ask, SimulatedDialect } from './dialect';
import { googleEmbeddings, openAiEmbeddings } from './embeddings';
import { google } from './google';
import { openAiChat } from './openai-chat';
import { openAiResponses } from './openai-responses';
import { type Fault, type Script, scriptOf } from './script';

const DIALECTS: readonly SimulatedDialect[] = [
  ...[openAiEmbeddings, googleEmbeddings],
  ...[openAiChat, openAiResponses, anthropic, google],
];

export interface SimulatedRequest {
  readonly dialect: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Simulator {
  /** Without a path. */
  readonly url: string;
  readonly requests: readonly SimulatedRequest[];
  /** Of all answers whose usage went out to the last byte. */
  readonly told: Usage;
  stop(): Promise<void>;
}

export async function startSimulator(port = 0): Promise<Simulator> {
  const requests: SimulatedRequest[] = [];
  const told: { -readonly [Bucket in keyof Usage]: number } = { ...NO_USAGE };
  const server = createServer((incoming, response) => {
    if (incoming.url === '/told') {
      response.end(JSON.stringify(told));
      return;
    }
    serve(incoming, response, requests)
      .then((usage) => {
        for (const bucket of USAGE_BUCKETS) told[bucket] += usage?.[bucket] ?? 0;
      })
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    told,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Returns the usage that the answer told, if it told any. */
async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  requests: SimulatedRequest[],
): Promise<Usage | null> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const path = incoming.url ?? '';
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}') as SimulatedRequest['body'];
  for (const dialect of DIALECTS) {
    const ask = dialect.ask(path, body);
    if (ask === null) continue;
    requests.push({ dialect: dialect.name, path, headers: incoming.headers, body });
    return answer(response, dialect, { ask, script: scriptOf(body) });
  }
  response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"no such path"}}');
  return null;
}

interface Asking {
  readonly ask: Ask;
  readonly script: Script;
}

async function answer(response: ServerResponse, dialect: SimulatedDialect, asking: Asking): Promise<Usage | null> {
  const { delayMs, fault } = asking.script;
  if (delayMs > 0) await sleep(delayMs);
  if (fault !== null && refused(response, dialect, fault)) return null;
  return asking.ask.stream ? streamed(response, dialect, asking) : whole(response, dialect, asking);
}

/** True where the fault is all of the answer. */
function refused(response: ServerResponse, dialect: SimulatedDialect, fault: Fault): boolean {
  if (fault.kind === 'refuse') response.destroy();
  else if (fault.kind === 'html')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>It works!</html>');
  else if (fault.kind === 'status') {
    const { status, retryAfter = null, message = 'simulated' } = fault;
    const wait = retryAfter === null || dialect.saysWaitInBody ? {} : { 'retry-after': retryAfter };
    const headers = { 'content-type': 'application/json', ...dialect.limits, ...wait };
    response.writeHead(status, headers).end(JSON.stringify(dialect.error(status, message, retryAfter)));
  } else return false;
  return true;
}

function whole(response: ServerResponse, dialect: SimulatedDialect, { ask, script }: Asking): Usage | null {
  const { fault, usage } = script;
  if (fault?.kind === 'stall') return null;
  const text = JSON.stringify(dialect.whole(script, ask));
  response.writeHead(200, { 'content-type': 'application/json', ...dialect.limits });
  response.end(cutShort(text, fault));
  return fault === null ? usage : null;
}

async function streamed(
  response: ServerResponse,
  dialect: SimulatedDialect,
  { ask, script }: Asking,
): Promise<Usage | null> {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...dialect.limits });
  response.flushHeaders();
  let pieces = 0;
  for (const { text, isPiece } of dialect.stream(script, ask)) {
    const { fault } = script;
    if (isPiece && breaksAt(fault, pieces)) return broken(response, dialect, fault);
    if (isPiece) pieces += 1;
    response.write(isPiece ? cutShort(text, fault) : text);
    await pause(isPiece ? script.paceMs : 0);
    if (response.destroyed) return null;
  }
  response.end();
  return ask.usage === 'silent' ? null : script.usage;
}

const cutShort = (text: string, fault: Fault | null): string =>
  fault?.kind === 'half_json' ? text.slice(0, text.length / 2) : text;

const pause = (ms: number): Promise<unknown> => (ms > 0 ? sleep(ms) : new Promise(setImmediate));

type Break = Extract<Fault, { readonly after: number }>;

const breaksAt = (fault: Fault | null, pieces: number): fault is Break =>
  fault !== null && 'after' in fault && fault.after === pieces;

function broken(response: ServerResponse, { errorEvent }: SimulatedDialect, { kind }: Break): null {
  if (kind === 'error_event') response.end(errorEvent);
  // What was written must be on its way before the connection breaks.
  if (kind === 'cut') response.socket?.destroySoon();
  return null;
}
