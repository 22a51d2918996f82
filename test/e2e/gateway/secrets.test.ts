/** Prompts, answers and credentials are nowhere: not in an answer, a log line, a table or a file. */
import OpenAI from 'openai';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import {
  answer,
  type Behaviour,
  delta,
  events,
  type Provider,
  refuse,
  startProvider,
  status,
} from '../../support/provider';
import {
  filesHolding,
  SERVICE_START_MS,
  SERVICE_STOP_MS,
  startTestService,
  type TestService,
} from '../../support/service';
import { clickHouseRows, holding, postgresRows } from '../../support/stored-text';
import { CREDENTIAL, documentFor } from './lab';

const PROMPT = 'the-prompt-4f1d8a';
const ANSWER = 'the-answer-93c2e7';
const PROVIDER_WORDS = 'their-words-b06a51';
const CONTENT = [PROMPT, ANSWER, PROVIDER_WORDS];

let provider: Provider;
let service: TestService;

beforeAll(async () => {
  provider = await startProvider(answer({ content: ANSWER }));
  service = await startTestService({ LOG_LEVEL: 'debug' });
  await service.configure(documentFor(provider));
  await callInEveryWay();
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await provider.stop();
}, SERVICE_STOP_MS);

const words = { error: { message: PROVIDER_WORDS, param: PROVIDER_WORDS } };
const FAILURES: readonly Behaviour[] = [
  refuse,
  status(500, words),
  status(401, words),
  status(429, words),
  status(200, `<html>${PROVIDER_WORDS}`),
  events([delta(ANSWER), `data: ${JSON.stringify(words)}\n\n`]),
  events([delta(ANSWER), `${PROVIDER_WORDS}\n\n`]),
  events([delta(ANSWER)], 'cut'),
];

async function callInEveryWay(): Promise<void> {
  const client = service.client();
  const call = async (more: object = {}): Promise<void> => {
    const request = { model: 'tiny', messages: [{ role: 'user' as const, content: PROMPT }], ...more };
    const answered = await client.chat.completions.create(request);
    if (!(Symbol.asyncIterator in answered)) return;
    for await (const chunk of answered as AsyncIterable<object>) expect(chunk).toHaveProperty('choices');
  };
  await call();
  await call({ stream: true });
  await call({ stream: true, max_tokens: -1 }).catch(raisedBySdk);
  await call({ model: 'nothing' }).catch(raisedBySdk);
  for (const [at, failure] of FAILURES.entries()) {
    provider.next(failure);
    await call({ stream: at >= 5 }).catch(raisedBySdk);
  }
  await service.call('POST', '/v1/chat/completions', { body: [PROMPT] });
  await service.call('POST', '/v1/route', { body: { model: 'tiny', messages: [{ role: 'user', content: PROMPT }] } });
}

function raisedBySdk(error: unknown): void {
  if (!(error instanceof OpenAI.APIError)) throw error;
}

const attempts = async (): Promise<number> => {
  const { body } = await service.call('GET', '/v1/usage');
  return (body as { data: { attempts: number }[] }).data[0]?.attempts ?? 0;
};

it('every call is in the ledger before we look', async () => {
  await eventually(async () => (await attempts()) === 2 + FAILURES.length);
});

it('no answer of the API holds them', async () => {
  const list = (await service.call('GET', '/v1/decisions?limit=100')).body as { data: { decision_id: string }[] };
  const paths = [
    ...list.data.map(({ decision_id: id }) => `/v1/decisions/${id}`),
    ...[
      '/v1/decisions?limit=100',
      '/v1/usage?group_by=model',
      '/v1/usage/self',
      '/v1/config',
      '/v1/providers?limit=100',
    ],
    ...[
      '/v1/audit?limit=100',
      '/v1/keys?limit=100',
      '/v1/models',
      '/v1/endpoints?limit=100',
      '/openapi.json',
      '/readyz',
    ],
  ];
  for (const path of paths) {
    const { status: code, text } = await service.call('GET', path);
    expect({ path, code, held: holding(text, [...CONTENT, CREDENTIAL, service.ownerKey]) }).toEqual({
      path,
      code: 200,
      held: [],
    });
  }
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(holding(metrics, [...CONTENT, CREDENTIAL])).toEqual([]);
});

it('no log line holds them', () => {
  expect(holding(service.logged(), [...CONTENT, CREDENTIAL, service.ownerKey])).toEqual([]);
});

it('no table of PostgreSQL holds them', async () => {
  const rows = await postgresRows(service);
  expect(rows.length).toBeGreaterThan(5);
  expect(holding(rows.join('\n'), [...CONTENT, CREDENTIAL, service.ownerKey])).toEqual([]);
});

it('no table of ClickHouse holds them', async () => {
  const rows = [...(await clickHouseRows(service)).values()].flat();
  expect(rows.length).toBeGreaterThan(FAILURES.length);
  expect(holding(rows.join('\n'), [...CONTENT, CREDENTIAL, service.ownerKey])).toEqual([]);
});

it.each([...CONTENT, CREDENTIAL])('no file of the data directory holds %s, the journal least of all', (secret) => {
  expect(filesHolding(service.dataDir, secret)).toEqual([]);
});

it('the search would have found them: what a caller says about its call is in the journal', async () => {
  const headers = { 'x-bursar-customer': 'known-customer-7d2f' };
  await service
    .client()
    .chat.completions.create({ model: 'tiny', messages: [{ role: 'user', content: 'x' }] }, { headers });
  expect(filesHolding(join(service.dataDir, 'journal'), 'known-customer-7d2f')).toHaveLength(1);
});
