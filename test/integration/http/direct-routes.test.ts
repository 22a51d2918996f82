/** Routes on Node's own server: what is theirs, and which bodies they take. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { DirectRoutes, readJsonBytes } from '../../../src/http/direct-routes';
import type { BursarError } from '../../../src/shared/errors';

const LIMIT_BYTES = 100;
const JSON_TYPE = { 'content-type': 'application/json' };

let server: Server;
let origin: string;
const bodies: (Buffer | null)[] = [];

beforeAll(async () => {
  const routes = new DirectRoutes();
  routes.post('/direct', (request, response) => {
    readJsonBytes(request, LIMIT_BYTES).then(
      (body) => {
        bodies.push(body);
        response.end(body?.toString('utf8'));
      },
      (error: unknown) => response.end((error as BursarError).code),
    );
  });
  server = routes.serve(createServer(), (_request, response) => response.end('otherwise')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const send = async (path: string, init: RequestInit): Promise<string> => (await fetch(origin + path, init)).text();
const post = (body: RequestInit['body'], headers: Record<string, string> = JSON_TYPE): Promise<string> =>
  send('/direct', { method: 'POST', headers, body: body ?? null, duplex: 'half' });

it.each([
  ['/direct', 'POST', '{}'],
  ['/direct/', 'POST', '{}'],
  ['/direct?beta=true', 'POST', '{}'],
  ['/direct/?beta=true', 'POST', '{}'],
  ['/direct', 'PUT', 'otherwise'],
  ['/directly', 'POST', 'otherwise'],
  ['/', 'POST', 'otherwise'],
])('a route is found as Fastify finds one: %s, %s', async (path, method, answer) => {
  expect(await send(path, { method, headers: JSON_TYPE, body: '{}' })).toBe(answer);
});

it.each([
  ['application/json', 'x'],
  ['Application/JSON; charset=utf-8', 'x'],
  ['application/jsonlines', 'unsupported_media_type'],
  ['text/plain', 'unsupported_media_type'],
])('a body is JSON by its type: %s', async (type, answer) => {
  expect(await post('x', { 'content-type': type })).toBe(answer);
});

it('no body needs no type', async () => {
  expect(await post(null, {})).toBe('');
});

it('a body is refused as soon as it is known to be too long, announced or not', async () => {
  const long = 'x'.repeat(LIMIT_BYTES + 1);
  expect(await post(long)).toBe('body_too_large');
  expect(await post(new Blob([long]).stream())).toBe('body_too_large');
  expect(await post(long.slice(1))).toHaveLength(LIMIT_BYTES);
});

it('a body in pieces is put together', async () => {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    for (const piece of ['{"a":', '1', '}']) {
      yield Buffer.from(piece);
      await new Promise(setImmediate);
    }
  }
  expect(await post(ReadableStream.from(pieces()))).toBe('{"a":1}');
});

it('a caller who leaves in the middle of the body has sent none', async () => {
  const before = bodies.length;
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const head = 'POST /direct HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{';
  socket.write(head, () => socket.resetAndDestroy());
  await once(server, 'request');
  while (bodies.length === before) await new Promise(setImmediate);
  expect(bodies.at(-1)).toBeNull();
});
