/** ClickHouse's HTTP interface on loopback, in front of the engine's connections. */
import { timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { sendException, sendResult } from './answer.ts';
import { discard } from './body.ts';
import { type Call, header, readCall } from './call.ts';
import { exception, toException } from './exception.ts';
import { type ConnectionPool } from './pool.ts';
import { type Reserve } from './reserve.ts';

export interface Backend {
  readonly pool: ConnectionPool;
  readonly reserve: Reserve;
  readonly spoolDir: string;
  readonly username: string;
  readonly password: string;
}

/** Parameters travel in the request line. */
const MAX_HEADER_BYTES = 1024 * 1024;
const KEEP_ALIVE_MS = 30_000;

/** @returns the port */
export async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

export function createEngineServer(backend: Backend): Server {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (request, response) => {
    answer(backend, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendException(response, toException(error), null);
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  // A large insert may take its time.
  server.requestTimeout = 0;
  return server;
}

async function answer(backend: Backend, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/ping') {
    await backend.reserve.version();
    response.end('Ok.\n');
    return;
  }
  authenticate(backend, request, url);
  const call = await readCall(request, url, backend.spoolDir);
  try {
    await run(backend, call, response);
  } finally {
    await discard(call.statement.rows);
  }
}

async function run({ pool, reserve }: Backend, call: Call, response: ServerResponse): Promise<void> {
  const gone = abortedWhenGone(response);
  const connection = await pool.acquire(gone);
  let hasEnded = false;
  let killed: Promise<void> = Promise.resolve();
  const kill = (): void => {
    killed = reserve.kill(connection, () => hasEnded);
  };
  if (gone.aborted) kill();
  else gone.addEventListener('abort', kill, { once: true });
  try {
    await sendResult(response, call, await connection.execute(call.statement), gone);
  } catch (error) {
    if (response.headersSent) response.destroy();
    else sendException(response, toException(error), call.queryId);
  } finally {
    hasEnded = true;
    // A kill under way must not hit the next statement of this connection.
    await killed;
    await connection.reset();
    pool.release(connection);
  }
}

function abortedWhenGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  if (response.destroyed) controller.abort();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort();
  });
  return controller.signal;
}

function authenticate(backend: Backend, request: IncomingMessage, url: URL): void {
  const { username, password } = credentials(request, url);
  if (isSame(username, backend.username) && isSame(password, backend.password)) return;
  throw exception(
    'AUTHENTICATION_FAILED',
    `${username}: Authentication failed: password is incorrect, or there is no user with such name.`,
  );
}

function credentials(request: IncomingMessage, url: URL): { username: string; password: string } {
  const basic = /^Basic (.+)$/i.exec(header(request, 'authorization') ?? '')?.[1];
  if (basic !== undefined) {
    const [username = '', ...password] = Buffer.from(basic, 'base64').toString().split(':');
    return { username, password: password.join(':') };
  }
  return {
    username: header(request, 'x-clickhouse-user') ?? url.searchParams.get('user') ?? 'default',
    password: header(request, 'x-clickhouse-key') ?? url.searchParams.get('password') ?? '',
  };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
