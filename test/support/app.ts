/** The application over HTTP for tests: the real modules on a real database, and a client that says what it got. */
import { Global, Module } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { parseSettings } from '../../src/config';
import { createServer, ErrorFilter, HttpModule } from '../../src/http';
import { IdentityModule, KeyRing } from '../../src/identity';
import { KeyUses } from '../../src/identity/key-uses.service';
import { Listener, PostgresModule } from '../../src/postgres';
import { CLOCK, systemClock } from '../../src/shared/clock';
import { LOG, type Log } from '../../src/shared/log';
import type { TestDatabase } from './postgres';

export interface Answer {
  readonly status: number;
  /** Parsed JSON; null when the answer is none. */
  readonly body: unknown;
  readonly text: string;
}

export interface CallOptions {
  readonly key?: string;
  readonly body?: unknown;
}

export interface TestApp {
  readonly ring: KeyRing;
  /** What the application has logged so far, as text, with nothing redacted. */
  logged(): string;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Writes the last uses of keys now rather than within a minute. */
  writeKeyUses(): Promise<void>;
  close(): Promise<void>;
}

/** A replica on the database, with a pool and a listener of its own. */
export async function startTestApp(database: TestDatabase): Promise<TestApp> {
  const lines: string[] = [];
  const log: Log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const listener = await Listener.connect({ url: database.url, log });
  const root = PostgresModule.forRoot({ dataSource: await database.open(), listener });
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: TestModule,
      imports: [root, sharedParts(log), HttpModule, IdentityModule],
      providers: [{ provide: APP_FILTER, useClass: ErrorFilter }],
    },
    new FastifyAdapter(createServer(parseSettings({}), systemClock)),
    { logger: false, bodyParser: false },
  );
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  return {
    ring: app.get(KeyRing),
    logged: () => lines.join(''),
    call: (method, path, options = {}) => call(method, origin + path, options),
    writeKeyUses: () => app.get(KeyUses).write(),
    close: async () => {
      await app.close();
      await listener.close();
    },
  };
}

@Module({})
class TestModule {}

@Global()
@Module({})
class SharedParts {}

const sharedParts = (log: Log) => ({
  module: SharedParts,
  providers: [
    { provide: LOG, useValue: log },
    { provide: CLOCK, useValue: systemClock },
  ],
  exports: [LOG, CLOCK],
});

export async function call(method: string, url: string, { key, body }: CallOptions): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(key !== undefined && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const type = response.headers.get('content-type') ?? '';
  const text = await textOf(response, method === 'GET' && type === 'text/event-stream');
  const isJson = text !== '' && type.includes('json');
  return { status: response.status, text, body: isJson ? JSON.parse(text) : null };
}

/** A feed has no end: that it has begun is all there is to wait for. */
async function textOf(response: Response, isEndless: boolean): Promise<string> {
  if (!isEndless) return response.text();
  await response.body?.cancel();
  return '';
}
