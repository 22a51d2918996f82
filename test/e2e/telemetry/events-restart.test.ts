/** A reader of the feed whose service is stopped or killed meanwhile. */
import OpenAI from 'openai';
import { type EventReader, readEvents } from '../../support/event-reader';
import { eventually } from '../../support/eventually';
import { OWNER_KEY, PROCESS_TEST_MS, type ServiceProcess, useServices } from '../../support/service-process';

const services = useServices();

async function call({ url }: ServiceProcess): Promise<string> {
  const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: OWNER_KEY, maxRetries: 0 });
  const answer = await client.chat.completions.create({
    model: 'auto',
    messages: [{ role: 'user', content: 'Say hello to the team.' }],
  });
  return (answer as unknown as { x_bursar: { decision_id: string } }).x_bursar.decision_id;
}

const subjects = ({ events }: EventReader): string[] =>
  events.map(({ event, data }) => `${event} ${data.data['decision_id'] as string}`);

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'goes on after %s and a new start without a loss or a repeat',
  async (signal) => {
    const dataDir = services.newDataDir();
    const before = await services.start({ dataDir });
    const first = await readEvents(before.url, { key: OWNER_KEY });
    const ids = [await call(before)];
    await eventually(() => first.events.length > 0);
    // Nobody has told of these yet, and the ledger may not have them.
    ids.push(await call(before), await call(before));
    before.signal(signal);
    await before.ended;
    await eventually(() => first.ended());
    const after = await services.start({ dataDir });
    const second = await readEvents(after.url, { key: OWNER_KEY, lastId: first.lastId() });
    ids.push(await call(after));
    const expected = ids.flatMap((id) => [`decision.made ${id}`, `attempt.ended ${id}`]);
    await eventually(() => first.events.length + second.events.length >= expected.length);
    expect([...subjects(first), ...subjects(second)].sort()).toEqual(expected.sort());
    await second.close();
  },
  PROCESS_TEST_MS,
);

it(
  'ends streams at SIGTERM at once, while calls may still finish',
  async () => {
    const service = await services.start({ dataDir: services.newDataDir() });
    const reader = await readEvents(service.url, { key: OWNER_KEY });
    await eventually(() => reader.lastId() !== '');
    service.signal('SIGTERM');
    await eventually(() => reader.ended());
    expect(reader.text()).toMatch(/\n\n$/);
    expect(await service.ended).toMatchObject({ code: 0 });
  },
  PROCESS_TEST_MS,
);
