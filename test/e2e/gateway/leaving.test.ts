/** Callers who leave before their answer has ended, and a service that stops while answers run. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type OpenAI from 'openai';
import { APIUserAbortError } from 'openai';
import { eventually } from '../../support/eventually';
import { delta, DONE, event, events, finish, stall, usageEvent } from '../../support/provider';
import { SERVICE_START_MS, startTestService } from '../../support/service';
import { type AttemptView, documentFor, receiptOf, useLab } from './lab';

const lab = useLab();

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: 'Hello' }];

const newest = async (): Promise<{ decision_id: string }> => {
  const { body } = await lab.service.call('GET', '/v1/decisions?limit=1');
  const [decision] = (body as { data: { decision_id: string }[] }).data;
  if (decision === undefined) throw new Error('no decision');
  return decision;
};

const callsInFlight = async (): Promise<string | undefined> =>
  /^bursar_calls_in_flight (\d+)$/m.exec(await (await fetch(`${lab.service.url}/metrics`)).text())?.[1];

/** Reads the first word of a stream that never ends, and leaves. */
async function leaveAfterFirstWord(parts: readonly string[]): Promise<AttemptView | undefined> {
  const requestsBefore = lab.provider.requests.length;
  lab.provider.next(events(parts, 'stall'));
  const { data, response } = await lab.client.chat.completions
    .create({ model: 'tiny', messages, stream: true })
    .withResponse();
  for await (const chunk of data) {
    if (chunk.choices[0]?.delta.content === 'there') break;
  }
  // The provider's work stops with it.
  await lab.provider.requests[requestsBefore]?.aborted;
  return (await receiptOf(lab.service, response.headers.get('x-bursar-decision-id') ?? '')).attempts[0];
}

describe('a caller who leaves', () => {
  it('in the middle of a stream stops the provider, and what was measured is ledgered as cancelled', async () => {
    expect(await leaveAfterFirstWord([delta('Hello '), delta('there')])).toMatchObject({
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
    expect(await leaveAfterFirstWord([running])).toMatchObject({
      ...{ outcome: 'cancelled', usage_source: 'provider_partial', tokens: { input: 11, output: 2 } },
      cost_usd: '0.000015',
    });
  });

  it('before the answer has begun stops the provider too', async () => {
    lab.provider.next(stall);
    const requestsBefore = lab.provider.requests.length;
    const leaving = new AbortController();
    const answered = lab.client.chat.completions.create({ model: 'tiny', messages }, { signal: leaving.signal });
    await eventually(() => lab.provider.requests.length > requestsBefore);
    leaving.abort();
    await expect(answered).rejects.toBeInstanceOf(APIUserAbortError);
    await lab.provider.requests[requestsBefore]?.aborted;
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
    const words = Array.from({ length: 400 }, (_, at) => `${at} `.padEnd(8 * 1024, 'x'));
    lab.provider.next(events([...words.map(delta), finish(), usageEvent(), DONE]));
    const stream = await lab.client.chat.completions.create({ model: 'tiny', messages, stream: true });
    const read: string[] = [];
    for await (const chunk of stream) {
      read.push(chunk.choices[0]?.delta.content ?? '');
      await new Promise(setImmediate);
    }
    expect(read.slice(0, -1)).toEqual(words);
  });
});

describe('a service that stops', () => {
  it(
    'lets a running stream end and refuses new calls with 503 and Retry-After',
    async () => {
      const other = await startTestService();
      await other.configure(documentFor(lab.provider));
      let release: () => void = () => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      lab.provider.next(async (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(delta('Hello '));
        await released;
        response.end(delta('there') + finish() + usageEvent() + DONE);
      });
      const stream = await other.client().chat.completions.create({ model: 'tiny', messages, stream: true });
      const read: string[] = [];
      let stopped: Promise<void> | null = null;
      for await (const chunk of stream) {
        read.push(chunk.choices[0]?.delta.content ?? '');
        if (stopped !== null) continue;
        stopped = other.stop();
        const refusal = other.client().chat.completions.create({ model: 'tiny', messages });
        await expect(refusal).rejects.toMatchObject({ status: 503, code: 'shutting_down' });
        release();
      }
      expect(read.join('')).toBe('Hello there');
      await stopped;
    },
    SERVICE_START_MS,
  );
});
