/** LISTEN and NOTIFY on a real server that is cut off, restarted and silent. */
import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type DataSource } from 'typeorm';
import { type EmbeddedPostgres, Listener, notify, openDataSource, startEmbeddedPostgres } from '../../../src/postgres';
import { eventually, makeDirectory, queryOnce, removeDirectories, silentLog as log } from './support';

let server: EmbeddedPostgres;
let dataSource: DataSource;
const listeners: Listener[] = [];

jest.setTimeout(60_000);

beforeAll(async () => {
  server = await startEmbeddedPostgres({ dataDir: await makeDirectory(), log });
  dataSource = await openDataSource({ url: server.url, entities: [], log, migrationsDirectory: await makeDirectory() });
});

afterEach(() => Promise.all(listeners.splice(0).map((listener) => listener.close())));

afterAll(async () => {
  await dataSource.destroy();
  await server.stop();
  await removeDirectories();
});

async function connectListener(url: string, heartbeatMs?: number): Promise<Listener> {
  const listener = await Listener.connect({ url, log, ...(heartbeatMs === undefined ? {} : { heartbeatMs }) });
  listeners.push(listener);
  return listener;
}

/** Everything that arrives on a channel. */
async function collect(listener: Listener, channel: string): Promise<string[]> {
  const payloads: string[] = [];
  await listener.listen(channel, (payload) => void payloads.push(payload));
  return payloads;
}

describe('a listener', () => {
  it('hears what is committed on its channels, in order, and nothing that is rolled back', async () => {
    const listener = await connectListener(server.url);
    const [heard, alsoHeard] = [await collect(listener, 'keys_changed'), await collect(listener, 'keys_changed')];
    const refused = dataSource.transaction(async (manager) => {
      await notify(manager, 'keys_changed', 'never');
      throw new Error('rolled back');
    });
    await expect(refused).rejects.toThrow('rolled back');
    await notify(dataSource.manager, 'other_channel', 'elsewhere');
    for (const payload of ['one', 'two', 'three']) await notify(dataSource.manager, 'keys_changed', payload);
    await eventually(() => heard.length === 3 && alsoHeard.length === 3);
    expect(heard).toEqual(['one', 'two', 'three']);
  });

  it('goes on when a handler throws or rejects', async () => {
    const listener = await connectListener(server.url);
    await listener.listen('faulty', () => {
      throw new Error('thrown');
    });
    await listener.listen('faulty', () => Promise.reject(new Error('rejected')));
    const heard = await collect(listener, 'faulty');
    await notify(dataSource.manager, 'faulty', 'one');
    await notify(dataSource.manager, 'faulty', 'two');
    await eventually(() => heard.length === 2);
  });

  it('reconnects after a restart of the server, listens to every channel again and says that it may have missed some', async () => {
    const dataDir = await makeDirectory();
    const first = await startEmbeddedPostgres({ dataDir, log });
    const proxy = await Proxy.to(first.url);
    try {
      const listener = await connectListener(proxy.url);
      const [heard, other] = [await collect(listener, 'keys_changed'), await collect(listener, 'models_changed')];
      let reconnects = 0;
      listener.onReconnect(() => void (reconnects += 1));
      await first.stop();
      const second = await startEmbeddedPostgres({ dataDir, log });
      proxy.target = second.url;
      try {
        await eventually(() => reconnects === 1);
        await queryOnce(second.url, `NOTIFY keys_changed, 'after'; NOTIFY models_changed, 'after'`);
        await eventually(() => heard.length === 1 && other.length === 1);
        await listener.close();
      } finally {
        await second.stop();
      }
    } finally {
      await proxy.close();
    }
  });

  it('is left with one connection when the next ones break as well, before they listen', async () => {
    const proxy = await Proxy.to(server.url);
    try {
      const listener = await connectListener(proxy.url);
      const heard = await collect(listener, 'keys_changed');
      let reconnects = 0;
      listener.onReconnect(() => void (reconnects += 1));
      proxy.listensToCut = 2;
      proxy.cut();
      await eventually(() => reconnects > 0);
      // Longer than the pause before another attempt.
      await pause(500);
      const connections = `SELECT FROM pg_stat_activity WHERE application_name = 'bursar listener'`;
      expect(await queryOnce(server.url, connections)).toHaveLength(1);
      await notify(dataSource.manager, 'keys_changed', 'once');
      await eventually(() => heard.length > 0);
      expect({ heard, reconnects }).toEqual({ heard: ['once'], reconnects: 1 });
      await listener.close();
    } finally {
      await proxy.close();
    }
  });

  it('notices a connection that went silent, and replaces it', async () => {
    const proxy = await Proxy.to(server.url);
    try {
      const listener = await connectListener(proxy.url, 50);
      let reconnects = 0;
      listener.onReconnect(() => void (reconnects += 1));
      proxy.goSilent();
      await eventually(() => reconnects === 1, 30_000);
      const heard = await collect(listener, 'after_silence');
      await notify(dataSource.manager, 'after_silence', 'heard');
      await eventually(() => heard.length === 1);
      await listener.close();
    } finally {
      await proxy.close();
    }
  });

  it('fails at once when the first connection fails, and is silent for good once closed', async () => {
    const wrong = new URL(server.url);
    wrong.password = 'guess';
    await expect(Listener.connect({ url: wrong.href, log })).rejects.toMatchObject({ code: '28P01' });
    const listener = await connectListener(server.url);
    let reconnects = 0;
    listener.onReconnect(() => void (reconnects += 1));
    await listener.close();
    const left = await queryOnce(server.url, `SELECT FROM pg_stat_activity WHERE application_name = 'bursar listener'`);
    expect(left).toEqual([]);
    expect(reconnects).toBe(0);
  });
});

/** A fixed address in front of a server: the server may change its port, connections break, or bytes stop without an end. */
class Proxy {
  private readonly sockets = new Set<Socket>();
  /** So many connections more break at the LISTEN. */
  listensToCut = 0;
  private constructor(
    private readonly front: Server,
    public target: string,
  ) {}

  static async to(target: string): Promise<Proxy> {
    const front = createServer();
    const proxy = new Proxy(front, target);
    front.on('connection', (near) => {
      const { hostname, port } = new URL(proxy.target);
      const far = connect(Number(port), hostname);
      near.on('data', (bytes: Buffer) => {
        if (proxy.listensToCut === 0 || !bytes.includes('LISTEN')) return;
        proxy.listensToCut -= 1;
        near.destroy();
      });
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        proxy.sockets.add(from);
        from.on('error', () => undefined).on('close', () => to.destroy());
        from.pipe(to);
      }
    });
    front.listen(0, '127.0.0.1');
    await once(front, 'listening');
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    const address = this.front.address();
    url.port = typeof address === 'object' && address !== null ? String(address.port) : '';
    return url.href;
  }

  goSilent(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.front.close();
    await once(this.front, 'close');
  }
}
