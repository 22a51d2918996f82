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

  it('that nobody has are an error of each SDK’s own class', async () => {
    const { service } = up();
    await expect(service.client().models.retrieve('nobody')).rejects.toMatchObject({
      ...{ status: 404, code: 'model_not_found', constructor: OpenAI.NotFoundError },
    });
    const missing = anthropic(service.ownerKey).models.retrieve('nobody');
    await expect(missing).rejects.toBeInstanceOf(Anthropic.NotFoundError);
  });
});
