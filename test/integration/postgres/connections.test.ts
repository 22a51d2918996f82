/** A first connection that fails says why in a sentence; one that stands is what Nest injects. */
import 'reflect-metadata';
import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import {
  describePostgresFailure,
  type EmbeddedPostgres,
  Listener,
  openDataSource,
  PostgresModule,
  startEmbeddedPostgres,
} from '../../../src/postgres';
import { makeDirectory, removeDirectories, silentLog as log } from './support';

let server: EmbeddedPostgres;
let migrationsDirectory: string;

jest.setTimeout(60_000);

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir: await makeDirectory(), log });
  migrationsDirectory = await makeDirectory();
});

afterAll(async () => {
  await server.stop();
  await removeDirectories();
});

@Injectable()
class Reader {
  constructor(
    readonly dataSource: DataSource,
    readonly listener: Listener,
  ) {}
}

@Module({ providers: [Reader] })
class FeatureModule {}

describe('openDataSource', () => {
  const open = (url: string): Promise<DataSource> => openDataSource({ url, entities: [], log, migrationsDirectory });

  it.each<[string, (url: URL) => void, RegExp]>([
    ['a wrong password', (url) => (url.password = 'guess-me'), /refuses the login.*DATABASE_URL/],
    ['a missing database', (url) => (url.pathname = '/nowhere'), /"nowhere" does not exist: create it/],
    ['no server', (url) => (url.port = '1'), /Nothing answers at 127\.0\.0\.1:1: start PostgreSQL/],
    ['TLS that the server does not speak', (url) => (url.search = '?sslmode=verify-full'), /does not speak TLS/],
  ])('fails with %s in words that a person can act on, without the password', async (_, spoil, sentence) => {
    const url = new URL(server.url);
    spoil(url);
    const said = await open(url.href).then(() => 'connected', describePostgresFailure);
    expect(said).toMatch(sentence);
    expect(said).not.toContain(url.password);
  });

  it('keeps the code of PostgreSQL on the error of a query', async () => {
    const dataSource = await open(server.url);
    try {
      await expect(dataSource.query('SELECT * FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
    } finally {
      await dataSource.destroy();
    }
  });
});

describe('PostgresModule', () => {
  it('injects the given data source and listener everywhere, and closes the data source at shutdown', async () => {
    const dataSource = await openDataSource({ url: server.url, entities: [], log, migrationsDirectory });
    const listener = await Listener.connect({ url: server.url, log });
    try {
      const app = await Test.createTestingModule({
        imports: [PostgresModule.forRoot({ dataSource, listener }), FeatureModule],
      }).compile();
      await app.init();
      const reader = app.get(Reader, { strict: false });
      expect(reader.dataSource).toBe(dataSource);
      expect(reader.listener).toBe(listener);
      await app.close();
      expect(dataSource.isInitialized).toBe(false);
    } finally {
      await listener.close();
    }
  });
});
