/** How long a provider may take: the endpoint's limits, the caller's, and that nobody is asked twice. */
import { type Script, simulate, type Wish } from '../../support/simulator/script';
import { receiptOf } from './lab';
import { ask, type Asking, decisionOf, modelAt, useSimulated } from './simulated';

const limited = (timeouts: object): object => ({
  timeouts,
  routing: { default: { provider: 'my-messages', model: 'model' } },
});
const lab = useSimulated({
  prompt: limited({ first_token_ms: 500 }),
  lively: limited({ idle_ms: 400 }),
  brief: limited({ total_ms: 200 }),
  once: { max_attempts: 1, routing: { default: { provider: 'my-messages', model: 'model' } } },
});

const stallAfter = (after: number): Pick<Script, 'fault'> => ({ fault: { kind: 'stall', after } });

const LATE: readonly (readonly [string, Partial<Asking> & Pick<Asking, 'model'>, Wish, RegExp])[] = [
  [
    'an endpoint, to the first token',
    { model: 'prompt' },
    stallAfter(0),
    /began no answer within 500 ms \(timeouts\.f/,
  ],
  ['an endpoint, between pieces', { model: 'lively' }, stallAfter(1), /sent nothing more within 400 ms \(timeouts\.i/],
  ['an endpoint, in total', { model: 'brief' }, { paceMs: 30, text: 'a '.repeat(50) }, /within 200 ms \(timeouts\.t/],
  ['an endpoint, without a stream', { model: 'brief', stream: false }, stallAfter(0), /within 200 ms \(timeouts\.t/],
  [
    'the caller',
    { model: modelAt('chat'), headers: { 'x-bursar-timeout-ms': '120' } },
    stallAfter(1),
    /within 120 ms \(x-bursar-timeout-ms\)/,
  ],
  [
    "the caller's SDK",
    { model: modelAt('chat'), headers: { 'x-stainless-timeout': '0.12' }, stream: false },
    stallAfter(0),
    /within 120 ms \(x-stainless-timeout\)/,
  ],
  [
    'the caller, within what the endpoint allows',
    { model: 'brief', headers: { 'x-bursar-timeout-ms': '9000' } },
    stallAfter(1),
    /within 200 ms \(timeouts\.t/,
  ],
];

it.each(LATE)('a limit set by %s ends the call, names itself, and is a row of the ledger', async (...row) => {
  const [, asking, wish, said] = row;
  const heard = await ask(lab().service, { caller: 'chat', stream: true, prompt: simulate(wish), ...asking });
  expect(heard.failed).toMatchObject({ code: 'provider_timeout', message: expect.stringMatching(said) });
  // A stream that has begun has no status left to say it by.
  expect(heard.failed?.status).toBe(heard.text === '' ? 504 : undefined);
  const { attempts } = await receiptOf(lab().service, decisionOf(heard));
  expect(attempts).toEqual([expect.objectContaining({ failure_class: 'timeout', error: expect.stringMatching(said) })]);
});

it.each<[string, Wish]>([
  ['prompt', { paceMs: 150, text: 'one two three four five' }],
  ['lively', { delayMs: 500, paceMs: 30, text: 'one two three' }],
])('an answer that keeps the limit of endpoint "%s" is left alone, however long it takes', async (model, wish) => {
  const heard = await ask(lab().service, { caller: 'chat', stream: true, model, prompt: simulate(wish) });
  expect(heard).toMatchObject({ failed: null, text: wish.text });
});

it('a time that is none is refused by its header', async () => {
  const headers = { 'x-bursar-timeout-ms': 'soon' };
  const { failed } = await ask(lab().service, {
    ...{ caller: 'chat', stream: false, model: modelAt('chat'), prompt: 'Hello', headers },
  });
  expect(failed).toMatchObject({
    status: 400,
    code: 'invalid_header',
    message: expect.stringContaining('whole milli'),
  });
});

it.each<[string, Wish]>([
  ['closes the connection', { fault: { kind: 'refuse' } }],
  ['is overloaded', { fault: { kind: 'status', status: 503 } }],
  ['breaks off', { fault: { kind: 'cut', after: 0 } }],
])('a provider that %s is asked once: trying again is no business of the HTTP client', async (_what, wish) => {
  const before = lab().simulator.requests.length;
  const asking = { caller: 'chat', stream: true, model: 'once', prompt: simulate(wish) } as const;
  expect((await ask(lab().service, asking)).failed).not.toBeNull();
  expect(lab().simulator.requests).toHaveLength(before + 1);
});
