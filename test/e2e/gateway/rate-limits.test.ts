/** Limits of a key: requests and tokens a minute, told to every SDK in its own names, and in force with the next call. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { simulate } from '../../support/simulator/script';
import { modelAt, useSimulated } from './simulated';

const up = useSimulated();

interface Key {
  readonly id: string;
  readonly key: string;
}

async function create(name: string, limits: object): Promise<Key> {
  const body = { name, owner: 'o', role: 'developer', ...limits };
  const answer = await up().service.call('POST', '/v1/keys', { body });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body as Key;
}

const openai = (apiKey: string): OpenAI => up().service.client({ apiKey });
const anthropic = (apiKey: string): Anthropic => new Anthropic({ baseURL: up().service.url, apiKey, maxRetries: 0 });

const prompt = simulate({ text: 'Hello there.', usage: { input: 20, output: 5 } });
const chat = (client: OpenAI, stream = false) =>
  client.chat.completions
    .create({ model: modelAt('chat'), messages: [{ role: 'user', content: prompt }], stream })
    .withResponse();
const message = (client: Anthropic) =>
  client.messages
    .create({ model: modelAt('messages'), max_tokens: 50, messages: [{ role: 'user', content: prompt }] })
    .withResponse();

const limitsIn = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.includes('ratelimit')));

it('SP-32: a key of two requests a minute is told what is left, and refused the third with the time to wait', async () => {
  const { key } = await create('two a minute', { rate_limit_rpm: 2 });
  const first = await chat(openai(key), true);
  expect(limitsIn(first.response.headers)).toEqual({
    ...{ 'x-ratelimit-limit-requests': '2', 'x-ratelimit-remaining-requests': '1' },
    'x-ratelimit-reset-requests': expect.stringMatching(/^\d+s$/),
  });
  await chat(openai(key));
  const before = up().simulator.requests.length;
  const refused = await chat(openai(key)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
  expect(refused).toMatchObject({ status: 429, code: 'rate_limited', message: expect.stringContaining('2 requests') });
  const { headers } = refused as { headers: Headers };
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(20);
  expect(headers.get('x-ratelimit-remaining-requests')).toBe('0');
  expect(up().simulator.requests).toHaveLength(before);
});

it('SP-32: Anthropic’s SDK is told in its own names, and raises its own class', async () => {
  const { key } = await create('one a minute', { rate_limit_rpm: 1, rate_limit_tpm: 100_000 });
  const { response } = await message(anthropic(key));
  expect(limitsIn(response.headers)).toMatchObject({
    ...{ 'anthropic-ratelimit-requests-limit': '1', 'anthropic-ratelimit-requests-remaining': '0' },
    'anthropic-ratelimit-tokens-limit': '100000',
    'anthropic-ratelimit-tokens-reset': expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });
  const refused = await message(anthropic(key)).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Anthropic.RateLimitError);
  expect(refused).toMatchObject({ type: 'rate_limit_error', errorCode: 'rate_limited' });
});

it('SP-32: tokens are counted as the provider counts them, when it has', async () => {
  const { key } = await create('tokens', { rate_limit_tpm: 1000 });
  const remaining = ({ response }: { response: Response }): number =>
    Number(response.headers.get('x-ratelimit-remaining-tokens'));
  await chat(openai(key));
  // The first took what was expected of it, and used 25; a second call's own share is taken on top.
  const shares = [remaining(await chat(openai(key))), remaining(await chat(openai(key)))];
  expect((shares[0] ?? 0) - (shares[1] ?? 0)).toBeLessThanOrEqual(25 + 20);
  const long = simulate({ text: 'x', usage: { input: 5000, output: 0 } });
  await openai(key).chat.completions.create({ model: modelAt('chat'), messages: [{ role: 'user', content: long }] });
  await expect(chat(openai(key))).rejects.toMatchObject({
    ...{ status: 429, code: 'rate_limited', message: expect.stringContaining('1000 tokens') },
  });
});

it('a change of the limits holds for the next call, and none is told when there is none', async () => {
  const { id, key } = await create('changing', { rate_limit_rpm: 1 });
  await chat(openai(key));
  await expect(chat(openai(key))).rejects.toMatchObject({ code: 'rate_limited' });
  const patched = await up().service.call('PATCH', `/v1/keys/${id}`, { body: { rate_limit_rpm: null } });
  expect(patched.body).toMatchObject({ rate_limit_rpm: null, rate_limit_tpm: null });
  const { response } = await chat(openai(key));
  // What is told now is the provider's own.
  expect(response.headers.get('x-ratelimit-limit-requests')).not.toBe('1');
});

it.each([{ rate_limit_rpm: 0 }, { rate_limit_tpm: 1.5 }, { rate_limit_rpm: 2 ** 31 }])(
  'a limit that is none is refused by name: %j',
  async (limits) => {
    const { status, body } = await up().service.call('POST', '/v1/keys', {
      body: { name: 'n', owner: 'o', ...limits },
    });
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(Object.keys(limits)[0] ?? '') } },
    });
  },
);
