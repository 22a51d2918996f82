/** Callers who leave before their answer has ended, and a service that stops while answers run. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type OpenAI from 'openai';
import { APIUserAbortError } from 'openai';
import { eventually } from '../../support/eventually';
import { event } from '../../support/chat-events';
import { SERVICE_START_MS, startTestService } from '../../support/service';
import { simulate, type Wish } from '../../support/simulator/script';
import { type AttemptView, documentFor, receiptOf, useLab } from './lab';

const lab = useLab();

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }];
const asking = (wish: Wish): OpenAI.ChatCompletionMessageParam[] => [{ role: 'user', content: simulate(wish) }];

/** The provider's work stops with the caller's leaving. */
const isLeftInPeace = (): Promise<void> => eventually(() => lab.simulator.counts().total.inFlight === 0);

const newest = async (): Promise<{ decision_id: string }> => {
  const { body } = await lab.service.call('GET', '/v1/decisions?limit=1');
  const [decision] = (body as { data: { decision_id: string }[] }).data;
  if (decision === undefined) throw new Error('no decision');
  return decision;
};

const callsInFlight = async (): Promise<string | undefined> =>
  /^bursar_calls_in_flight (\d+)$/m.exec(await (await fetch(`${lab.service.url}/metrics`)).text())?.[1];

const STREAM = { kind: 'raw', headers: { 'content-type': 'text/event-stream' } } as const;

/** Reads the first word of a stream that never ends, and leaves. */
async function leaveAfterFirstWord(wish: Wish): Promise<AttemptView | undefined> {
  const { data, response } = await lab.client.chat.completions
    .create({ model: 'tiny', messages: asking(wish), stream: true })
    .withResponse();
  for await (const chunk of data) {
    if (chunk.choices[0]?.delta.content?.startsWith('there') === true) break;
  }
  await isLeftInPeace();
  return (await receiptOf(lab.service, response.headers.get('x-bursar-decision-id') ?? '')).attempts[0];
}

describe('a caller who leaves', () => {
  it('in the middle of a stream stops the provider, and what was measured is ledgered as cancelled', async () => {
    expect(await leaveAfterFirstWord({ text: 'Hello there now', fault: { kind: 'stall', after: 2 } })).toMatchObject({
      ...{
        outcome: 'cancelled',
        failure_class: 'cancelled',
        usage_source: 'estimated_bytes',
        cost_status: 'estimated',
      },
      tokens: { output: 3 },
    });
  });

  it('is ledgered with the usage that the provider had told by then', async () => {
    const usage = { prompt_tokens: 11, completion_tokens: 2 };
    const running = event({ choices: [{ index: 0, delta: { content: 'there' }, finish_reason: null }], usage });
    expect(await leaveAfterFirstWord({ fault: { ...STREAM, parts: [running], ending: 'stall' } })).toMatchObject({
      ...{ outcome: 'cancelled', usage_source: 'provider_partial', tokens: { input: 11, output: 2 } },
      cost_usd: '0.000015',
    });
  });

  it('before the answer has begun stops the provider too', async () => {
    const leaving = new AbortController();
    const silent = asking({ fault: { kind: 'silent' } });
    const answered = lab.client.chat.completions.create(
      { model: 'tiny', messages: silent },
      { signal: leaving.signal },
    );
    await eventually(() => lab.simulator.counts().total.inFlight === 1);
    leaving.abort();
    await expect(answered).rejects.toBeInstanceOf(APIUserAbortError);
    await isLeftInPeace();
    const { decision_id: id } = await newest();
    expect((await receiptOf(lab.service, id)).attempts[0]).toMatchObject({
      ...{ outcome: 'cancelled', failure_class: 'cancelled', usage_source: 'missing', cost_usd: null },
    });
  });

  it('right behind the question leaves no call open, however far it had come', async () => {
    const { hostname, port } = new URL(lab.service.url);
    const body = JSON.stringify({ model: 'tiny', messages });
    const head = `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${lab.service.ownerKey}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    const leave = (): Promise<unknown> => {
      const socket = connect({ host: hostname, port: Number(port) }, () => {
        socket.write(head + body, () => socket.resetAndDestroy());
      });
      return once(socket, 'close');
    };
    await Promise.all(Array.from({ length: 40 }, leave));
    await eventually(async () => (await callsInFlight()) === '0');
  });

  it('does not count as a call under way any more', async () => {
    await eventually(async () => (await callsInFlight()) === '0');
  });
});

describe('a caller who reads slowly', () => {
  it('gets every byte', async () => {
    const words = Array.from({ length: 400 }, (_, at) => `${at} `.padStart(8 * 1024, 'x'));
    lab.simulator.order({ text: words.join('') });
    const stream = await lab.client.chat.completions.create({ model: 'tiny', messages, stream: true });
    const read: string[] = [];
    for await (const chunk of stream) {
      read.push(chunk.choices[0]?.delta.content ?? '');
      await new Promise(setImmediate);
    }
    lab.simulator.mend();
    expect(read.slice(1, -1)).toEqual(words);
  });
});

describe('a service that stops', () => {
  it(
    'lets a running stream end and refuses new calls with 503 and Retry-After',
    async () => {
      const other = await startTestService();
      await other.configure(documentFor(lab.simulator));
      const held = asking({ text: 'Hello there', holdAfter: 1 });
      const stream = await other.client().chat.completions.create({ model: 'tiny', messages: held, stream: true });
      const read: string[] = [];
      let stopped: Promise<void> | null = null;
      for await (const chunk of stream) {
        read.push(chunk.choices[0]?.delta.content ?? '');
        if (read.at(-1) !== 'Hello ' || stopped !== null) continue;
        stopped = other.stop();
        const refusal = other.client().chat.completions.create({ model: 'tiny', messages });
        await expect(refusal).rejects.toMatchObject({ status: 503, code: 'shutting_down' });
        lab.simulator.release();
      }
      expect(read.join('')).toBe('Hello there');
      await stopped;
    },
    SERVICE_START_MS,
  );
});
