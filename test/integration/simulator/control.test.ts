/** The simulator broken and mended while calls run, in the same process and by HTTP; what it counts meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import type { Order } from '../../support/simulator/orders';
import { type Fault, simulate } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator();
});

afterEach(() => simulator.stop());

const MODEL = 'some-model';
const CREDENTIAL = 'sk-first';

interface Call {
  readonly path?: string;
  readonly model?: string;
  readonly credential?: string;
  readonly stream?: boolean;
  readonly prompt?: string;
}

function call({ path = '/v1/chat/completions', model = MODEL, credential = CREDENTIAL, ...more }: Call = {}) {
  const { stream = false, prompt = 'Hello' } = more;
  return fetch(simulator.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}` },
    body: JSON.stringify({ model, stream, messages: [{ role: 'user', content: prompt }], contents: [prompt] }),
  });
}

const statusOf = async (options: Call = {}): Promise<number> => (await call(options)).status;

async function control(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${simulator.url}/_control${path}`, {
    ...{ method },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}

const OVERLOADED: Fault = { kind: 'status', status: 503 };

describe('an order', () => {
  it('stands for all calls until it is taken back', async () => {
    simulator.order({ fault: OVERLOADED });
    expect([await statusOf(), await statusOf()]).toEqual([503, 503]);
    simulator.mend();
    expect(await statusOf()).toBe(200);
  });

  it('stands for the calls of its model and its credential alone, and the narrower one wins', async () => {
    simulator.order({ fault: OVERLOADED });
    simulator.order({ model: MODEL, fault: { kind: 'status', status: 529 } });
    simulator.order({ model: MODEL, credential: CREDENTIAL, fault: null });
    const seen = [{}, { credential: 'sk-second' }, { model: 'other' }];
    expect(await Promise.all(seen.map(statusOf))).toEqual([200, 529, 503]);
    simulator.order({ model: MODEL });
    expect(await statusOf({ credential: 'sk-second' })).toBe(503);
  });

  it('yields to the script in a prompt, wish by wish', async () => {
    simulator.order({ text: 'By order.', fault: OVERLOADED });
    const answered = await call({ prompt: simulate({ fault: null }) });
    expect(await answered.text()).toContain('By order.');
  });
});

const DIALECTS = [
  ['chat', '/v1/chat/completions'],
  ['responses', '/v1/responses'],
  ['messages', '/v1/messages'],
  ['google', '/v1beta/models/some-model:streamGenerateContent'],
] as const;

interface Heard {
  text: string;
  /** null: as yet it has neither ended nor broken. */
  ended: 'whole' | 'broken' | null;
}

/** What a stream brings, as it comes. */
function hear(path: string): Heard {
  const heard: Heard = { text: '', ended: null };
  const read = async (): Promise<void> => {
    const { body } = await call({ path, stream: true });
    for await (const chunk of body ?? []) heard.text += Buffer.from(chunk as Uint8Array).toString('utf8');
  };
  read().then(
    () => (heard.ended = 'whole'),
    () => (heard.ended = 'broken'),
  );
  return heard;
}

/** Longer than the simulator takes for its next piece. */
const SILENCE_MS = 50;

describe.each(DIALECTS)('in %s, by order', (_name, path) => {
  const ending = async (order: Order): Promise<Heard> => {
    simulator.order(order);
    const heard = hear(path);
    await eventually(() => heard.ended !== null);
    return heard;
  };

  it.each<[string, Fault]>([
    ['resets', { kind: 'reset' }],
    ['closes', { kind: 'refuse' }],
  ])('%s the connection', async (_what, fault) => {
    expect(await ending({ fault })).toEqual({ text: '', ended: 'broken' });
  });

  it('stalls before the first byte', async () => {
    simulator.order({ fault: { kind: 'silent' } });
    const heard = hear(path);
    await eventually(() => simulator.counts().total.inFlight === 1);
    await pause(SILENCE_MS);
    expect(heard).toEqual({ text: '', ended: null });
  });

  it('stalls behind frames that say nothing', async () => {
    simulator.order({ fault: { kind: 'stall', after: 0, keepAlives: 5 }, paceMs: 1 });
    const heard = hear(path);
    await eventually(() => (heard.text.match(/: keep-alive|event: keepalive|event: ping/g)?.length ?? 0) >= 5);
    await pause(SILENCE_MS);
    expect(heard).toMatchObject({ text: expect.not.stringContaining('Hello'), ended: null });
  });

  it.each([
    [0, false],
    [1, true],
  ])('cuts the stream behind %i pieces', async (after, said) => {
    const { text, ended } = await ending({ fault: { kind: 'cut', after } });
    expect({ ended, said: text.includes('Hello') }).toEqual({ ended: 'broken', said });
  });

  it('answers 200 with an error in the body', async () => {
    simulator.order({ fault: { kind: 'error_body' } });
    const response = await call({ path });
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({ error: expect.anything() }),
    ]);
  });

  it('has no money left', async () => {
    simulator.order({ fault: { kind: 'quota' } });
    expect(await (await call({ path })).text()).toMatch(/quota|credit/);
  });

  it('is slow to its first piece and not behind it', async () => {
    const startMs = performance.now();
    const { text, ended } = await ending({ firstPieceMs: 100 });
    expect({ ended, said: text.includes('Hello') }).toEqual({ ended: 'whole', said: true });
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(99);
  });
});

describe('a rate limit', () => {
  it.each(['7', '31536000', '-5', 'soon'])('says to wait %s, as it is told', async (retryAfter) => {
    simulator.order({ fault: { kind: 'status', status: 429, retryAfter, retryAfterMs: `${retryAfter}.5` } });
    const { status, headers } = await call();
    expect([status, headers.get('retry-after'), headers.get('retry-after-ms')]).toEqual([
      429,
      retryAfter,
      `${retryAfter}.5`,
    ]);
  });
});

describe('a simulator that is down', () => {
  it('breaks what runs, refuses connections, and is at the same address again', async () => {
    simulator.order({ fault: { kind: 'silent' } });
    const running = call().catch((error: unknown) => error);
    await eventually(() => simulator.counts().total.inFlight === 1);
    await simulator.down();
    expect(await running).toMatchObject({ message: 'fetch failed' });
    await expect(call()).rejects.toMatchObject({ cause: { code: 'ECONNREFUSED' } });
    simulator.mend();
    await simulator.up();
    expect(await statusOf()).toBe(200);
  });

  it('comes back by itself after the time that it was told', async () => {
    expect((await control('POST', '/down', { forMs: 50 })).status).toBe(200);
    await eventually(() =>
      call().then(
        () => false,
        () => true,
      ),
    );
    await eventually(() =>
      call().then(
        () => true,
        () => false,
      ),
    );
  });
});

it('counts what came and how much ran at once, by model and credential', async () => {
  simulator.order({ holdAfter: 0 });
  const running = [{}, {}, { model: 'other' }].map(call);
  await eventually(() => simulator.holding === 3);
  const first = { model: MODEL, credential: CREDENTIAL };
  expect((await control('GET', '/counts')).body).toEqual({
    total: { received: 3, inFlight: 3, highestInFlight: 3 },
    calls: expect.arrayContaining([
      { ...first, received: 2, inFlight: 2, highestInFlight: 2 },
      { ...first, model: 'other', received: 1, inFlight: 1, highestInFlight: 1 },
    ]),
  });
  await control('POST', '/release');
  await Promise.all(running.map(async (answered) => (await answered).text()));
  await eventually(() => simulator.counts().total.inFlight === 0);
  await control('DELETE', '/counts');
  expect(simulator.counts().total).toEqual({ received: 0, inFlight: 0, highestInFlight: 0 });
});

describe('by HTTP', () => {
  it('an order stands until it is taken back', async () => {
    expect((await control('POST', '', { model: MODEL, fault: OVERLOADED })).status).toBe(200);
    expect([await statusOf(), await statusOf({ model: 'other' })]).toEqual([503, 200]);
    await control('DELETE', '');
    expect(await statusOf()).toBe(200);
  });

  it.each([
    ['a fault that there is not', '', { fault: { kind: 'earthquake' } }, 'fault.kind'],
    ['a wish that there is not', '', { paceMS: 5 }, 'paceMS'],
    ['an outage without an end', '/down', {}, 'forMs'],
  ])('%s is refused by its name', async (_what, path, body, named) => {
    expect(await control('POST', path, body)).toEqual({ status: 400, body: { error: expect.stringContaining(named) } });
  });

  it('an unknown address is 404 and names those that there are', async () => {
    const { status, body } = await control('GET', '/cuonts');
    expect([status, body]).toEqual([404, { error: expect.stringContaining('GET /_control/counts') }]);
  });
});
