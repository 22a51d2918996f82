/** Prompts, answers and credentials are nowhere: not in an answer, a log line, a table or a file. */
import OpenAI from 'openai';
import { join } from 'node:path';
import { eventually } from '../../support/eventually';
import { filesHolding, SERVICE_START_MS } from '../../support/service';
import { useSimulatedService } from '../../support/simulated-service';
import { delta } from '../../support/chat-events';
import type { Fault } from '../../support/simulator/script';
import { clickHouseRows, holding, postgresRows } from '../../support/stored-text';
import { CREDENTIAL, documentFor } from './lab';

const PROMPT = 'the-prompt-4f1d8a';
const ANSWER = 'the-answer-93c2e7';
const PROVIDER_WORDS = 'their-words-b06a51';
const CONTENT = [PROMPT, ANSWER, PROVIDER_WORDS];

const lab = useSimulatedService(documentFor, { LOG_LEVEL: 'debug' });
beforeAll(callInEveryWay, SERVICE_START_MS);

const words = JSON.stringify({ error: { message: PROVIDER_WORDS, param: PROVIDER_WORDS } });
const raw = (status: number, text: string): Fault => ({ kind: 'raw', status, parts: [text] });
const asStream = (parts: readonly string[], ending: 'end' | 'cut' = 'end'): Fault => ({
  ...{ kind: 'raw', parts, ending, headers: { 'content-type': 'text/event-stream' } },
});
const FAILURES: readonly Fault[] = [
  { kind: 'refuse' },
  raw(500, words),
  raw(401, words),
  raw(429, words),
  raw(200, `<html>${PROVIDER_WORDS}`),
  asStream([delta(ANSWER), `data: ${words}\n\n`]),
  asStream([delta(ANSWER), `${PROVIDER_WORDS}\n\n`]),
  asStream([delta(ANSWER)], 'cut'),
];

async function callInEveryWay(): Promise<void> {
  // By order, so that what the provider says is in no prompt.
  lab.simulator.order({ text: ANSWER });
  const call = async (more: object = {}): Promise<void> => {
    const request = { model: 'tiny', messages: [{ role: 'user' as const, content: PROMPT }], ...more };
    const answered = await lab.client.chat.completions.create(request);
    if (!(Symbol.asyncIterator in answered)) return;
    for await (const chunk of answered as AsyncIterable<object>) expect(chunk).toHaveProperty('choices');
  };
  await call();
  await call({ stream: true });
  await call({ stream: true, max_tokens: -1 }).catch(raisedBySdk);
  await call({ model: 'nothing' }).catch(raisedBySdk);
  for (const [at, failure] of FAILURES.entries()) {
    lab.simulator.order({ text: ANSWER, fault: failure });
    await call({ stream: at >= 5 }).catch(raisedBySdk);
  }
  lab.simulator.mend();
  await lab.service.call('POST', '/v1/chat/completions', { body: [PROMPT] });
  await lab.service.call('POST', '/v1/route', {
    body: { model: 'tiny', messages: [{ role: 'user', content: PROMPT }] },
  });
}

function raisedBySdk(error: unknown): void {
  if (!(error instanceof OpenAI.APIError)) throw error;
}

const attempts = async (): Promise<number> => {
  const { body } = await lab.service.call('GET', '/v1/usage');
  return (body as { data: { attempts: number }[] }).data[0]?.attempts ?? 0;
};

it('every call is in the ledger before we look', async () => {
  await eventually(async () => (await attempts()) === lab.simulator.requests.length);
});

it('no answer of the API holds them', async () => {
  const list = (await lab.service.call('GET', '/v1/decisions?limit=100')).body as { data: { decision_id: string }[] };
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
    const { status: code, text } = await lab.service.call('GET', path);
    expect({ path, code, held: holding(text, [...CONTENT, CREDENTIAL, lab.service.ownerKey]) }).toEqual({
      path,
      code: 200,
      held: [],
    });
  }
  const metrics = await (await fetch(`${lab.service.url}/metrics`)).text();
  expect(holding(metrics, [...CONTENT, CREDENTIAL])).toEqual([]);
});

it('no log line holds them', () => {
  expect(holding(lab.service.logged(), [...CONTENT, CREDENTIAL, lab.service.ownerKey])).toEqual([]);
});

it('no table of PostgreSQL holds them', async () => {
  const rows = await postgresRows(lab.service);
  expect(rows.length).toBeGreaterThan(5);
  expect(holding(rows.join('\n'), [...CONTENT, CREDENTIAL, lab.service.ownerKey])).toEqual([]);
});

it('no table of ClickHouse holds them', async () => {
  const rows = [...(await clickHouseRows(lab.service)).values()].flat();
  expect(rows.length).toBeGreaterThan(FAILURES.length);
  expect(holding(rows.join('\n'), [...CONTENT, CREDENTIAL, lab.service.ownerKey])).toEqual([]);
});

it.each([...CONTENT, CREDENTIAL])('no file of the data directory holds %s, the journal least of all', (secret) => {
  expect(filesHolding(lab.service.dataDir, secret)).toEqual([]);
});

it('the search would have found them: what a caller says about its call is in the journal', async () => {
  const headers = { 'x-bursar-customer': 'known-customer-7d2f' };
  await lab.client.chat.completions.create({ model: 'tiny', messages: [{ role: 'user', content: 'x' }] }, { headers });
  expect(filesHolding(join(lab.service.dataDir, 'journal'), 'known-customer-7d2f')).toHaveLength(1);
});
