/** The plain simulator, which measurements stand on: the official SDK reads its answers, and its counts are what came. */
import OpenAI from 'openai';
import { eventually } from '../../support/eventually';
import {
  type PlainCounts,
  type PlainOptions,
  type PlainSimulator,
  startPlainSimulator,
} from '../../support/simulator/plain';

const OPTIONS: PlainOptions = { delayMs: 0, chunks: 5, paceMs: 1 };
const MESSAGES: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }];

const started: PlainSimulator[] = [];

async function start(options: Partial<PlainOptions> = {}): Promise<{ url: string; client: OpenAI }> {
  const simulator = await startPlainSimulator({ ...OPTIONS, ...options });
  started.push(simulator);
  const { url } = simulator;
  return { url, client: new OpenAI({ baseURL: `${url}/v1`, apiKey: 'sk', maxRetries: 0 }) };
}

afterEach(async () => {
  for (const simulator of started.splice(0)) await simulator.stop();
});

const counts = async (url: string): Promise<PlainCounts['total']> =>
  ((await (await fetch(`${url}/_control/counts`)).json()) as PlainCounts).total;

it('answers whole', async () => {
  const { client } = await start();
  const { choices, usage } = await client.chat.completions.create({ model: 'm', messages: MESSAGES });
  expect(choices[0]?.message.content).toMatch(/^The quarterly figures/);
  expect(usage).toMatchObject({ prompt_tokens: 256, completion_tokens: 96 });
});

it.each([
  [false, 0],
  [true, 1],
])('streams so many chunks, with its usage where it is asked for: %s', async (asked, told) => {
  const { client } = await start();
  const more = asked ? { stream_options: { include_usage: true } } : {};
  const stream = await client.chat.completions.create({ model: 'm', messages: MESSAGES, stream: true, ...more });
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  expect(chunks.filter(({ choices }) => choices[0]?.delta.content?.startsWith('@') === true)).toHaveLength(5);
  expect(chunks.filter(({ usage }) => usage !== undefined && usage !== null)).toHaveLength(told);
});

it('counts what came and what runs, also where the caller has left', async () => {
  const { url, client } = await start({ chunks: 1000, paceMs: 5 });
  await client.chat.completions.create({ model: 'm', messages: MESSAGES });
  const leaving = new AbortController();
  const options = { signal: leaving.signal };
  await client.chat.completions.create({ model: 'm', messages: MESSAGES, stream: true }, options);
  expect(await counts(url)).toEqual({ received: 2, inFlight: 1, highestInFlight: 1 });
  leaving.abort();
  await eventually(async () => (await counts(url)).inFlight === 0);
});
