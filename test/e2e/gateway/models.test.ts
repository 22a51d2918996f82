/** `GET /v1/models` by the official SDKs, each in its own shape. */
import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { modelAt, useSimulated } from './simulated';

const endpoints = { smart: { routing: { default: { provider: 'my-google', model: 'model' } } } };
const up = useSimulated(endpoints);

const IDS = ['auto', 'smart', 'economy', ...(['chat', 'responses', 'messages', 'google'] as const).map(modelAt)];

const anthropic = (apiKey: string): Anthropic => new Anthropic({ baseURL: up().service.url, apiKey, maxRetries: 0 });

describe('the models of a key', () => {
  it('BX-21: are listed for each SDK in its own shape, with endpoints and tiers', async () => {
    const { service } = up();
    const byOpenAi = (await service.client().models.list()).data;
    const byAnthropic = (await anthropic(service.ownerKey).models.list()).data;
    expect(byOpenAi.map(({ id }) => id).sort()).toEqual([...IDS].sort());
    expect(byAnthropic.map(({ id }) => id)).toEqual(byOpenAi.map(({ id }) => id));
    expect(byAnthropic.find(({ id }) => id === modelAt('messages'))).toMatchObject({ type: 'model', max_tokens: 4096 });
  });

  it.each(['smart', 'economy', modelAt('google')])('BX-21: are found one by one: %s', async (name) => {
    const { service } = up();
    expect(await service.client().models.retrieve(name)).toMatchObject({ id: name, object: 'model' });
    expect(await anthropic(service.ownerKey).models.retrieve(name)).toMatchObject({ id: name, type: 'model' });
  });

  it('are found by a name without the provider, which is that of the first who has it', async () => {
    expect(await up().service.client().models.retrieve('model')).toMatchObject({
      id: expect.stringMatching(/\/model$/),
    });
  });

  it('BX-21: come in pages to Anthropic’s SDK, which follows them by itself in both directions', async () => {
    const { service } = up();
    const { models } = anthropic(service.ownerKey);
    const all = (await models.list()).data.map(({ id }) => id);
    const seen: string[] = [];
    for await (const { id } of models.list({ limit: 2 })) seen.push(id);
    expect(seen).toEqual(all);
    const first = await models.list({ limit: 2 });
    expect([first.data.length, first.has_more, first.hasNextPage()]).toEqual([2, true, true]);
    const before: string[] = [];
    for await (const page of (await models.list({ limit: 2, before_id: all.at(-1) ?? '' })).iterPages())
      before.unshift(...page.data.map(({ id }) => id));
    expect(before).toEqual(all.slice(0, -1));
  });

  it('BX-21: come to OpenAI’s SDK as one page, which it walks as any other', async () => {
    const seen: string[] = [];
    for await (const { id } of up().service.client().models.list()) seen.push(id);
    expect(seen.sort()).toEqual([...IDS].sort());
  });
});

describe('a mistake', () => {
  const openai = (apiKey: string): OpenAI => up().service.client({ apiKey });

  it('BX-21: is a model that nobody has: each SDK raises its own class with our code', async () => {
    const { ownerKey } = up().service;
    await expect(openai(ownerKey).models.retrieve('nobody')).rejects.toMatchObject({
      ...{ status: 404, code: 'model_not_found', constructor: OpenAI.NotFoundError },
    });
    await expect(anthropic(ownerKey).models.retrieve('nobody')).rejects.toMatchObject({
      ...{ status: 404, errorCode: 'model_not_found', type: 'not_found_error', constructor: Anthropic.NotFoundError },
      requestID: expect.stringMatching(/./),
    });
  });

  it('BX-21: is a key that nobody has', async () => {
    await expect(openai('bur_nobody').models.list()).rejects.toMatchObject({
      ...{ status: 401, code: 'invalid_api_key', constructor: OpenAI.AuthenticationError },
    });
    await expect(anthropic('bur_nobody').models.list()).rejects.toMatchObject({
      ...{ status: 401, errorCode: 'invalid_api_key', constructor: Anthropic.AuthenticationError },
    });
  });

  it.each([{ limit: 0 }, { limit: 1001 }, { after_id: 'nobody' }])('is a page that there is not: %j', async (asked) => {
    const answer = anthropic(up().service.ownerKey).models.list(asked);
    await expect(answer).rejects.toMatchObject({
      ...{ status: 400, type: 'invalid_request_error', constructor: Anthropic.BadRequestError },
      message: expect.stringContaining(Object.keys(asked)[0] ?? ''),
    });
  });
});
