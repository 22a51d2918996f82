/**
 * The built-in provider: an OpenAI-compatible origin on loopback whose answers are made up, the same for the same
 * question, so that the first call works on a machine without any provider account.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { estimateTokens } from '../../routing';
import { type Directives, readDirectives } from './directives';

interface ChatBody {
  readonly model: string;
  readonly messages: readonly { readonly role: string; readonly content: unknown }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly metadata?: { readonly sandbox?: unknown };
}

export class SandboxServer {
  private constructor(
    private readonly server: Server,
    readonly baseUrl: string,
  ) {}

  static async start(): Promise<SandboxServer> {
    const server = createServer((request, response) => {
      answer(request, response).catch(() => response.destroy());
    });
    // Our own pool is the only client, and it must never meet a connection that was just closed.
    server.keepAliveTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return new SandboxServer(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = JSON.parse(await textOf(request)) as ChatBody;
  const directives = readDirectives(body.metadata?.sandbox);
  await pause(directives.latencyMs);
  if (directives.fault === 'cut') response.destroy();
  else if (directives.status !== null)
    sendJson(response, directives.status, { error: { message: 'a fault that was asked for', type: 'sandbox' } });
  else if (body.stream) await sendStream(response, body, directives);
  else sendJson(response, 200, completionOf(body));
}

function completionOf(body: ChatBody): object {
  const content = sentenceFor(body);
  return {
    id: idOf(body),
    object: 'chat.completion',
    created: 0,
    model: body.model,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: usageOf(body, content),
  };
}

async function sendStream(response: ServerResponse, body: ChatBody, directives: Directives): Promise<void> {
  const content = sentenceFor(body);
  const words = content.match(/\S+\s*/g) ?? [];
  const chunk = (fields: object): string =>
    `data: ${JSON.stringify({ id: idOf(body), object: 'chat.completion.chunk', created: 0, model: body.model, ...fields })}\n\n`;
  const delta = (fields: object, finish: string | null = null): string =>
    chunk({ choices: [{ index: 0, delta: fields, finish_reason: finish }] });
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(delta({ role: 'assistant', content: '' }));
  for (const word of words) {
    await pause(directives.chunkMs);
    response.write(delta({ content: word }));
    if (directives.fault === 'cut_stream') {
      response.destroy();
      return;
    }
  }
  response.write(delta({}, 'stop'));
  if (body.stream_options?.include_usage) response.write(chunk({ choices: [], usage: usageOf(body, content) }));
  response.end('data: [DONE]\n\n');
}

const SUBJECTS = ['The budget', 'The ledger', 'A good route', 'The cheapest model', 'This sandbox', 'A careful team'];
const VERBS = ['keeps', 'explains', 'records', 'measures', 'forecasts', 'protects'];
const OBJECTS = [
  'every token',
  'each decision',
  'what was spent',
  'the next month',
  'the answer that fits',
  'what matters',
];

/** The same words for the same question: chosen by a hash of it. */
function sentenceFor(body: ChatBody): string {
  let seed = hashOf(JSON.stringify(body.messages));
  const pick = (words: readonly string[]): string => {
    const word = words[seed % words.length] ?? '';
    seed = Math.floor(seed / words.length) + 7;
    return word;
  };
  const claim = `${pick(SUBJECTS)} ${pick(VERBS)} ${pick(OBJECTS)}.`;
  return `[sandbox ${body.model}] ${claim} No provider was called; set a provider's key for real answers.`;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}

const idOf = (body: ChatBody): string => `sandbox-${hashOf(JSON.stringify(body)).toString(16)}`;

function usageOf(body: ChatBody, content: string): object {
  const prompt = Math.ceil(estimateTokens(JSON.stringify(body.messages)));
  const completion = Math.ceil(estimateTokens(content));
  return { prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion };
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  const text = JSON.stringify(body);
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text);
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

const pause = (ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
