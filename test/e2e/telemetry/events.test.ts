/** `GET /v1/events` on the whole service: calls by the official SDK, and readers that leave and come back. */
import OpenAI from 'openai';
import { type EventReader, readEvents, type ReaderOptions, type ToldEvent } from '../../support/event-reader';
import { eventually } from '../../support/eventually';
import { simulate } from '../../support/simulator/script';
import { useLab } from '../gateway/lab';

const PROMPT =
  'Anna puts the key into the drawer-77c1 and leaves. While she is away, Ben moves it to the shelf, and Anna sees him do it ' +
  'through the window without his noticing. Where does Ben think that Anna believes the key is?';
const ANSWER = 'on-the-shelf-0b3e';

// An event comes one to three seconds late, and later on a busy machine.
jest.setTimeout(30_000);

const lab = useLab();
const readers: EventReader[] = [];

afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.close();
});

async function read(options: Partial<ReaderOptions> = {}): Promise<EventReader> {
  const reader = await readEvents(lab.service.url, { key: lab.service.ownerKey, ...options });
  readers.push(reader);
  return reader;
}

async function call(model: string, content = 'Hello'): Promise<string> {
  const completion = await lab.client.chat.completions.create({ model, messages: [{ role: 'user', content }] });
  return (completion as unknown as { x_bursar: { decision_id: string } }).x_bursar.decision_id;
}

/** What the reader was told of these calls, once it is so much. A call of just before it came may be told too. */
async function told(reader: EventReader, ids: readonly string[], count: number): Promise<readonly ToldEvent[]> {
  const ofThem = (): ToldEvent[] =>
    reader.events.filter(({ data }) => ids.includes(data.data['decision_id'] as string));
  await eventually(() => ofThem().length >= count);
  return ofThem();
}

const subject = ({ event, data }: ToldEvent): string => `${event} ${data.data['decision_id'] as string}`;

it('MS-07: tells every call while the reader listens, with the rules that fired and why', async () => {
  const reader = await read();
  expect(reader.status).toBe(200);
  expect(reader.headers.get('content-type')).toBe('text/event-stream');
  const id = await call('smart', PROMPT);
  const [decision, attempt] = await told(reader, [id], 2);
  expect(decision).toMatchObject({
    event: 'decision.made',
    data: {
      ...{ id, type: 'decision.made', timestamp: expect.stringMatching(/^\d{4}-.*Z$/) },
      data: {
        ...{ decision_id: id, outcome: 'selected', signals: expect.arrayContaining(['recursive_belief']) },
        ...{ estimated_cost_usd: expect.any(String), explanation: expect.stringMatching(/./) },
      },
    },
  });
  expect(attempt).toMatchObject({
    event: 'attempt.ended',
    data: {
      id: expect.stringMatching(/^att_/),
      data: { decision_id: id, outcome: 'success', cost_usd: expect.any(String), tokens: { input: 11, output: 7 } },
    },
  });
});

it('has no word of a prompt, an answer or a provider', async () => {
  const reader = await read();
  const failing = simulate({ fault: { kind: 'status', status: 500, message: ANSWER } });
  await call('smart', PROMPT + simulate({ text: ANSWER }));
  await call('smart', PROMPT + failing).catch((error: unknown) => expect(error).toBeInstanceOf(OpenAI.APIError));
  await eventually(() => reader.events.some(({ data }) => data.data['failure_class'] === 'server_error'));
  expect(reader.text()).not.toContain('drawer-77c1');
  expect(reader.text()).not.toContain(ANSWER);
});

it.each([
  ['types=attempt.ended', ['attempt.ended tiny', 'attempt.ended llama']],
  ['endpoint=mine', ['decision.made llama', 'attempt.ended llama']],
  ['model=tiny&types=decision.made,attempt.ended', ['decision.made tiny', 'attempt.ended tiny']],
  ['outcome=success', ['attempt.ended tiny', 'attempt.ended llama']],
])('tells only what matches %s', async (query, expected) => {
  const reader = await read({ query: `?${query}` });
  const events = await told(reader, [await call('smart'), await call('mine')], 2);
  expect(events.map(({ event, data }) => `${event} ${data.data['model'] as string}`).sort()).toEqual(
    [...expected].sort(),
  );
});

it('tells a reader that comes back what it missed, once, and goes on', async () => {
  const first = await read();
  const ids = [await call('smart')];
  await told(first, ids, 1);
  await first.close();
  for (let at = 0; at < 3; at++) ids.push(await call('smart'));
  const second = await read({ lastId: first.lastId() });
  ids.push(await call('mine'));
  const before = await told(first, ids, 1);
  const after = await told(second, ids, ids.length * 2 - before.length);
  const expected = ids.flatMap((id) => [`decision.made ${id}`, `attempt.ended ${id}`]);
  expect([...before, ...after].map(subject).sort()).toEqual(expected.sort());
});

it('refuses a key without the scope', async () => {
  const body = { name: 'calls only', owner: 'o', role: 'developer' };
  const { key } = (await lab.service.call('POST', '/v1/keys', { body })).body as { key: string };
  expect((await read({ key })).status).toBe(403);
});

it.each([
  ['?types=decision.taken', undefined, 'decision.made, attempt.ended'],
  ['?since=yesterday', undefined, 'since'],
  ['', 'yesterday', 'Last-Event-ID'],
])('refuses %s with Last-Event-ID %s, naming what is wrong', async (query, lastId, named) => {
  const reader = await read({ query, ...(lastId !== undefined && { lastId }) });
  await eventually(() => reader.ended());
  expect({ status: reader.status, text: reader.text() }).toEqual({ status: 400, text: expect.stringContaining(named) });
});

it('opens so many streams for a tenant and no more, and gives the place of one that has left to the next', async () => {
  const opened = await Promise.all(Array.from({ length: 20 }, () => read()));
  expect(new Set(opened.map((reader) => reader.status))).toEqual(new Set([200]));
  const refused = await read();
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('5');
  await opened[0]?.close();
  await eventually(async () => (await read()).status === 200);
});
