/**
 * A provider that is real HTTP and no model: it speaks every dialect by its path, and does what the prompt's script says
 * (`script.ts`), else what stands by order (`orders.ts`), else it answers plainly.
 *
 * It can be broken and mended while calls run, by the methods here in the same process and by `/_control` in another
 * (`control.ts`): every fault of a script, for all calls or those of one model or credential, and the whole of it gone from
 * the network. It counts calls by model and credential.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { NO_USAGE, type Usage, USAGE_BUCKETS } from '../../../src/shared/domain/usage';
import { answer } from './answering';
import { anthropic } from './anthropic';
import { CallCounter, type Counts } from './call-counter';
import { control } from './control';
import type { SimulatedDialect } from './dialect';
import { googleEmbeddings, openAiEmbeddings } from './embeddings';
import { google } from './google';
import { LISTING, models } from './models';
import { openAiChat } from './openai-chat';
import { openAiResponses } from './openai-responses';
import { type Order, Orders } from './orders';
import { scriptOf } from './script';

const DIALECTS: readonly SimulatedDialect[] = [
  ...[openAiEmbeddings, googleEmbeddings],
  ...[openAiChat, openAiResponses, anthropic, google],
];

export interface SimulatedRequest {
  readonly dialect: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** As it came, which is UTF-8. */
  readonly text: string;
  /** Parsed. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface SimulatorOptions {
  /** 0: a free one. */
  readonly port?: number;
  /** Keeps what it is sent, which under load is much. */
  readonly remembers?: boolean;
}

export async function startSimulator({ port = 0, remembers = true }: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = new Simulator(remembers);
  await simulator.up(port);
  return simulator;
}

export class Simulator {
  /** In the order in which they came, if it remembers them. */
  readonly requests: SimulatedRequest[] = [];
  /** Of all answers whose usage went out to the last byte. */
  readonly told: { -readonly [Bucket in keyof Usage]: number } = { ...NO_USAGE };
  /** Listings of models that it was asked for: no calls, and not counted as such. */
  listings = 0;
  readonly #orders = new Orders();
  readonly #counter = new CallCounter();
  readonly #server: Server;
  #held: (() => void)[] = [];
  #port = 0;

  constructor(private readonly remembers: boolean) {
    this.#server = createServer((incoming, response) => {
      this.#serve(incoming, response).catch((error: unknown) =>
        response.destroy(error instanceof Error ? error : undefined),
      );
    });
  }

  /** Without a path. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** From now on, for calls that come; what stands for other calls stays. */
  order(order: Order): void {
    this.#orders.give(order);
  }

  /** Takes all orders back. */
  mend(): void {
    this.#orders.takeAllBack();
  }

  /** Lets every answer that is held (`holdAfter`) go on. */
  release(): void {
    for (const go of this.#held.splice(0)) go();
  }

  get holding(): number {
    return this.#held.length;
  }

  counts(): Counts {
    return this.#counter.counts();
  }

  countAnew(): void {
    this.#counter.startAnew();
  }

  /** Breaks all connections and refuses new ones, as a host does on which nothing listens. */
  async down(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** At its port again, if it had one. */
  async up(port = this.#port): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return this.down();
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = incoming.url ?? '';
    if (path.startsWith('/_control')) {
      await control(this, incoming, response);
      return;
    }
    if (incoming.method === 'GET' && incoming.url?.startsWith('/v1/models') === true) {
      await this.#list(incoming, response);
      return;
    }
    const text = await textOf(incoming);
    const body = JSON.parse(text) as SimulatedRequest['body'];
    for (const dialect of DIALECTS) {
      const ask = dialect.ask(path, body);
      if (ask === null) continue;
      const { headers } = incoming;
      if (this.remembers) this.requests.push({ dialect: dialect.name, path, headers, text, body });
      const who = { model: ask.model, credential: credentialIn(headers) };
      response.once('close', this.#counter.begin(who));
      const script = scriptOf(body, this.#orders.wishFor(who));
      this.#add(await answer(response, { dialect, ask, script, released: () => this.#released() }));
      return;
    }
    response.writeHead(404, { 'content-type': 'application/json' }).end('{"error":{"message":"no such path"}}');
  }

  /** Fails as calls of its credential do. */
  async #list({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
    this.listings += 1;
    const script = scriptOf({}, this.#orders.wishFor({ model: '', credential: credentialIn(headers) }));
    await answer(response, { dialect: models, ask: LISTING, script, released: () => this.#released() });
  }

  #add(usage: Usage | null): void {
    for (const bucket of USAGE_BUCKETS) this.told[bucket] += usage?.[bucket] ?? 0;
  }

  #released(): Promise<void> {
    return new Promise((resolve) => this.#held.push(resolve));
  }
}

/** Wherever the dialects put it; '' where there is none. */
function credentialIn({ authorization, ...headers }: IncomingMessage['headers']): string {
  const [key] = ['x-api-key', 'x-goog-api-key', 'api-key'].flatMap((name) => headers[name] ?? []);
  return key ?? authorization?.replace(/^Bearer /, '') ?? '';
}
