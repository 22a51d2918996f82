/** Who is asked after a failure, who is not, when, and what is written of it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '../../support/eventually';
import type { Fault } from '../../support/simulator/script';
import { documentFor, freshModel, sounds, status, useFailingLab } from './failing-lab';
import { receiptOf } from './lab';
import { decisionOf } from './simulated';

const lab = useFailingLab();

describe('nobody else is asked', () => {
  it('when the request itself is at fault', async () => {
    const model = freshModel();
    lab().broken.order({ model, fault: { kind: 'status', status: 400, message: 'temperature is too high' } });
    const heard = await lab().askFor(model);
    expect(heard.failed).toMatchObject({ code: 'provider_rejected', message: expect.stringContaining('temperature') });
    expect(await lab().attemptsOf(heard)).toEqual(['broken failure invalid_request']);
  });

  it('when a text is too long, but for a larger window', async () => {
    const model = freshModel();
    lab().broken.order({ model, fault: status(413) });
    const [smaller, larger] = [await lab().askFor(model), await lab().askFor(`roomy-${model}`)];
    expect(smaller.failed).toMatchObject({ code: 'provider_rejected' });
    expect(await lab().attemptsOf(smaller)).toEqual(['broken failure context_overflow']);
    expect(larger.headers.get('x-bursar-model')).toBe('roomy');
  });

  it('beyond the attempts that the endpoint allows', async () => {
    const model = freshModel();
    lab().broken.order({ model, fault: status(503) });
    const heard = await lab().askFor(`once-${model}`);
    expect(heard.failed).toMatchObject({ status: 502, code: 'provider_failed' });
    expect(await lab().attemptsOf(heard)).toEqual(['broken failure server_error']);
  });

  it('when everybody has failed: the caller hears it of the last, within its deadline', async () => {
    const model = freshModel();
    for (const provider of [lab().broken, lab().sound]) provider.order({ model, fault: { kind: 'stall', after: 0 } });
    const heard = await lab().askFor(model, { headers: { 'x-bursar-timeout-ms': '800' } });
    expect(heard.failed).toMatchObject({ status: 504, code: 'provider_timeout' });
    expect(await lab().attemptsOf(heard)).toEqual(['broken failure timeout', 'sound failure timeout']);
  });

  it('UH-21: when the policy of the call has it so', async () => {
    const model = freshModel();
    lab().broken.order({ model, fault: status(503) });
    const policy = (action: object) => [
      'policy',
      ['top'],
      ['neg', ['normalize', ['field', 'price_in']]],
      ['argmax'],
      ['id'],
      ['always', action],
    ];
    const call = (action: object) =>
      lab().service.call('POST', '/v1/chat/completions', {
        body: { model, messages: [{ role: 'user', content: 'Hello' }], policy_ir: policy(action) },
      });
    expect(await call({ action: 'abort' })).toMatchObject({ status: 502 });
    expect(await call({ action: 'next_candidate' })).toMatchObject({ status: 200 });
  });
});

it('PG-19: on a rate limit the secondary credential answers', async () => {
  const model = `paired-${freshModel()}`;
  lab().broken.order({ model, credential: 'sk-first', fault: status(429) });
  const heard = await lab().askFor(model);
  const { attempts } = await receiptOf(lab().service, decisionOf(heard));
  expect(attempts).toMatchObject([
    { credential: 'first', failure_class: 'rate_limited' },
    { credential: 'second', outcome: 'success' },
  ]);
});

it('SP-18, SP-21: on a rate limit another provider answers, and the next call goes there at once', async () => {
  lab().broken.order({ model: 'limited', fault: status(429) });
  const [heard, next] = [await lab().askFor('limited'), await lab().askFor('limited')];
  expect(await lab().attemptsOf(heard)).toEqual(['limited failure rate_limited', 'sound success']);
  expect(await lab().attemptsOf(next)).toEqual(['sound success']);
});

it('SP-18: a rate limit with nobody else left is waited for, as long as the provider asks', async () => {
  const model = `patient-${freshModel()}`;
  lab().broken.order({ model, fault: { ...status(429), retryAfterMs: '300' } as Fault });
  const mended = sleep(150).then(() => lab().broken.order({ model }));
  const heard = await lab().askFor(model);
  await mended;
  expect(heard).toMatchObject({ failed: null });
  expect(await lab().attemptsOf(heard)).toEqual(['patient failure rate_limited', 'patient success']);
});

it('a caller who leaves while its call waits is not waited for', async () => {
  const model = `patient-${freshModel()}`;
  lab().broken.order({ model, fault: status(503) });
  const calls = (): number => lab().broken.requests.filter(({ body }) => body['model'] === model).length;
  const left = new AbortController();
  const call = fetch(`${lab().service.url}/v1/chat/completions`, {
    ...{ method: 'POST', signal: left.signal },
    headers: { authorization: `Bearer ${lab().service.ownerKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  await eventually(() => calls() === 1);
  left.abort();
  await expect(call).rejects.toThrow(/abort/);
  // Longer than the first wait may be.
  await sleep(700);
  expect(calls()).toBe(1);
});

describe('a call that took several attempts costs their sum', () => {
  const costOf = async (model: string): Promise<{ cost_usd: string | null; cost_status: string; attempts: number }> => {
    const { body } = await lab().service.call('POST', '/v1/chat/completions', {
      body: { model, messages: [{ role: 'user', content: 'Hello' }] },
    });
    return (body as { x_bursar: never }).x_bursar;
  };

  it('BX-06: in which a refusal counts for nothing', async () => {
    const model = freshModel();
    lab().broken.order({ model, fault: status(503) });
    // 18 tokens at the second provider's price.
    expect(await costOf(model)).toMatchObject({ cost_usd: '0.000036', cost_status: 'priced', attempts: 2 });
  });

  it('BX-06: and an answer that came to nothing makes it unknown', async () => {
    const model = freshModel();
    lab().broken.order({ model, fault: { kind: 'half_json' } });
    expect(await costOf(model)).toMatchObject({ cost_usd: null, cost_status: 'usage_missing', attempts: 2 });
  });
});

it('UH-23: the receipt has every attempt with what it took, what it cost, and why it was made', async () => {
  const model = freshModel();
  lab().broken.order({ model, fault: status(503) });
  const heard = await lab().askFor(model);
  const { attempts } = await receiptOf(lab().service, decisionOf(heard));
  expect(attempts).toMatchObject([
    { attempt: 1, provider: 'broken', credential: 'first', http_status: 503, cost_usd: null, reason: null },
    { attempt: 2, provider: 'sound', outcome: 'success', cost_usd: '0.000036', reason: 'failure' },
  ]);
  for (const attempt of attempts) expect(attempt).toMatchObject({ latency_ms: expect.any(Number) });
});

// The first time open, and a fifth more by chance.
const DUE_MS = 1_250;

describe('a probe makes room for the next one when', () => {
  /** One call that nobody waits for any more. */
  async function leaveDuring(model: string): Promise<void> {
    const { broken, service } = lab();
    const calls = (): number => broken.counts().calls.find((count) => count.model === model)?.inFlight ?? 0;
    broken.order({ model, fault: { kind: 'silent' } });
    const left = new AbortController();
    const call = fetch(`${service.url}/v1/chat/completions`, {
      ...{ method: 'POST', signal: left.signal },
      headers: { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
    }).catch(() => undefined);
    await eventually(() => calls() === 1);
    left.abort();
    await call;
    await eventually(() => calls() === 0);
  }

  it.each<[string, string, (model: string) => Promise<unknown>]>([
    ['its caller leaves', 'left', leaveDuring],
    [
      'its request is at fault',
      'faulty',
      (model) => {
        lab().broken.order({ model, fault: status(400) });
        return lab().askFor(model);
      },
    ],
  ])('%s', async (_what, model, end) => {
    lab().broken.order({ model, fault: status(503) });
    await lab().askFor(model);
    await sleep(DUE_MS);
    await end(model);
    lab().broken.order({ model });
    expect(await lab().attemptsOf(await lab().askFor(model))).toEqual(['touchy success']);
  });
});

interface AuditRow {
  readonly hop: number;
  readonly reason: string;
  readonly from_provider: string;
  readonly to_provider: string;
  readonly failure_class: string | null;
}

/** Of a model, oldest first, once there are as many. */
async function auditOf(model: string, rows: number): Promise<readonly AuditRow[]> {
  const found: AuditRow[][] = [];
  await eventually(async () => {
    const { body } = await lab().service.call('GET', `/v1/sla/failover-audit?model=${model}&limit=100`);
    found.push((body as { data: AuditRow[] }).data);
    return found.at(-1)?.length === rows;
  });
  return (found.at(-1) ?? []).reverse();
}

// As the table of breakers has it.
const FAILURES_TO_OPEN = 5;

it('MS-15, PG-20, SP-21: a circuit that is open is passed over without a call, and the audit has each hop with its reason', async () => {
  const model = freshModel();
  lab().broken.order({ model, fault: status(503) });
  for (let call = 0; call < FAILURES_TO_OPEN; call++) await lab().askFor(model);
  const heard = await lab().askFor(model);
  expect(await lab().attemptsOf(heard)).toEqual(['sound success']);
  const hop = { hop: 1, from_provider: 'broken', to_provider: 'sound' };
  expect(await auditOf(model, FAILURES_TO_OPEN + 1)).toMatchObject([
    ...Array.from({ length: FAILURES_TO_OPEN }, () => ({ ...hop, reason: 'failure', failure_class: 'server_error' })),
    { ...hop, reason: 'circuit_open', failure_class: null },
  ]);
});

it('SP-16: a fallback that is configured while a provider is down answers the next call', async () => {
  const model = `patient-${freshModel()}`;
  lab().broken.order({ model, fault: status(401) });
  const ask = () => lab().askFor(`late-${model}`);
  const configure = (fallback: readonly object[]) =>
    lab().service.configure({
      ...documentFor(lab().broken, lab().sound),
      endpoints: { [`late-${model}`]: { routing: { default: { provider: 'patient', model } }, fallback } },
    });
  await configure([]);
  expect((await ask()).failed).toMatchObject({ code: 'provider_failed' });
  await configure([sounds('roomy')]);
  expect(await ask()).toMatchObject({ failed: null, text: 'Hello there.' });
});

it('UH-07: an application of the official SDK notices nothing of an outage but who answered', async () => {
  const model = freshModel();
  const whole = await lab().askFor(model);
  lab().broken.order({ model, fault: { kind: 'refuse' } });
  const [meanwhile, streamed] = [await lab().askFor(model), await lab().askFor(model, { stream: true })];
  for (const heard of [whole, meanwhile, streamed]) expect(heard).toMatchObject({ failed: null, text: 'Hello there.' });
  expect([whole, meanwhile].map(({ headers }) => headers.get('x-bursar-provider'))).toEqual(['broken', 'sound']);
});
