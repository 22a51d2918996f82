/** Callers of every dialect before providers of every dialect that fail in every way: an answer or an error of the SDK's own, and one row. */
import { type Fault, simulate, type Wish } from '../../support/simulator/script';
import { type AttemptView, receiptOf } from './lab';
import {
  ask,
  type Asking,
  type CallerName,
  decisionOf,
  modelAt,
  PAIRS,
  type ProviderName,
  useSimulated,
} from './simulated';

const lab = useSimulated({}, { PROVIDER_TIMEOUT_MS: '4000', GATEWAY_MAX_ATTEMPTS: '1' });

type Attempt = Pick<AttemptView, 'outcome' | 'failure_class' | 'usage_source'>;

interface Ended {
  /** The class that the SDK raised and our code in it, or the text of a good answer. */
  readonly heard: string;
  readonly attempts: readonly Attempt[];
}

interface Pair {
  readonly caller: CallerName;
  readonly provider: ProviderName;
}

async function end({ caller, provider }: Pair, asking: Omit<Asking, 'caller' | 'model'>): Promise<Ended> {
  const heard = await ask(lab().service, { caller, model: modelAt(provider), ...asking });
  const { attempts } = await receiptOf(lab().service, decisionOf(heard));
  return {
    heard: heard.failed === null ? heard.text : `${heard.failed.name} ${heard.failed.code ?? ''}`,
    attempts: attempts.map(({ outcome, failure_class, usage_source }) => ({ outcome, failure_class, usage_source })),
  };
}

/** What became of the call, by pair. */
async function endOfAll(asking: Omit<Asking, 'caller' | 'model'>, of: readonly Pair[]): Promise<Record<string, Ended>> {
  const ends = of.map(async (pair) => [nameOf(pair), await end(pair, asking)] as const);
  return Object.fromEntries(await Promise.all(ends));
}

const nameOf = ({ caller, provider }: Pair): string => `${caller} at ${provider}`;
const ALL: readonly Pair[] = PAIRS.map(([caller, provider]) => ({ caller, provider }));
const at = (...providers: readonly ProviderName[]): Pair[] =>
  ALL.filter(({ provider }) => providers.includes(provider));
const allOf = (pairs: readonly Pair[], ended: Ended): Record<string, Ended> =>
  Object.fromEntries(pairs.map((pair) => [nameOf(pair), ended]));

const broken = (failureClass: string, heard = 'InternalServerError provider_failed'): Ended => ({
  heard,
  attempts: [{ outcome: 'failure', failure_class: failureClass, usage_source: 'missing' }],
});
const billed: Ended = {
  heard: 'InternalServerError provider_failed',
  attempts: [{ outcome: 'failure', failure_class: 'bad_response', usage_source: 'provider_partial' }],
};
const cutOff = (failureClass: string, code = 'provider_failed'): Ended => ({
  heard: `APIError ${code}`,
  attempts: [{ outcome: 'partial', failure_class: failureClass, usage_source: 'estimated_bytes' }],
});
const answered = (usageSource: string): Ended => ({
  heard: 'Hello there.',
  attempts: [{ outcome: 'success', failure_class: null, usage_source: usageSource }],
});
// Anthropic's SDK has a class of its own for 504.
const ON_TIMEOUT = expect.stringMatching(/^(?:InternalServer|GatewayTimeout)Error provider_timeout$/) as string;
const status = (code: number): Wish => ({ fault: { kind: 'status', status: code } });

describe.each([false, true])('streaming: %s, a provider that', (stream) => {
  it.each<[string, Wish, Ended]>([
    ['closes the connection', { fault: { kind: 'refuse' } }, broken('server_error')],
    ['limits the rate', status(429), broken('rate_limited', 'RateLimitError provider_rate_limited')],
    ['says 500', status(500), broken('server_error')],
    ['says 503', status(503), broken('server_error')],
    ['says 529', status(529), broken('server_error')],
    ['says 200 and HTML', { fault: { kind: 'html' } }, broken('bad_response')],
  ])('%s is an error with a status', async (_what, wish, expected) => {
    expect(await endOfAll({ stream, prompt: simulate(wish) }, ALL)).toEqual(allOf(ALL, expected));
  });

  it('tells no usage is answered, and its usage estimated', async () => {
    const ended = answered(stream ? 'estimated_bytes' : 'estimated_tokens');
    expect(await endOfAll({ stream, prompt: simulate({ usage: null }) }, ALL)).toEqual(allOf(ALL, ended));
  });
});

describe('without streaming, a provider that', () => {
  it.each<[string, Fault, Pair[], Ended]>([
    ['is silent', { kind: 'stall', after: 0 }, [...ALL], broken('timeout', ON_TIMEOUT)],
    ['says half a JSON', { kind: 'half_json' }, [...ALL], broken('bad_response')],
    ['has choices that are null beside its usage', { kind: 'null_choices' }, at('chat'), billed],
  ])('%s is an error with a status', async (_what, fault, pairs, expected) => {
    expect(await endOfAll({ stream: false, prompt: simulate({ fault }) }, pairs)).toEqual(allOf(pairs, expected));
  });
});

describe('in the middle of a stream, a provider that', () => {
  it.each<[string, Fault, Ended]>([
    ['falls silent', { kind: 'stall', after: 1 }, cutOff('timeout', 'provider_timeout')],
    ['breaks the connection', { kind: 'cut', after: 1 }, cutOff('stream_interrupted')],
    ['sends an error', { kind: 'error_event', after: 1 }, cutOff('server_error')],
  ])('%s ends it with an error, settled by what was written', async (_what, fault, expected) => {
    expect(await endOfAll({ stream: true, prompt: simulate({ fault }) }, ALL)).toEqual(allOf(ALL, expected));
  });

  it.each<[string, Fault, string]>([
    ['sends half an event', { kind: 'half_json' }, 'bad_response'],
    ['sends an error before the first word', { kind: 'error_event', after: 0 }, 'server_error'],
    ['breaks the connection before the first word', { kind: 'cut', after: 0 }, 'stream_interrupted'],
  ])('%s ends it with an error', async (_what, fault, failureClass) => {
    const ends = await endOfAll({ stream: true, prompt: simulate({ fault }) }, ALL);
    expect(ends).toEqual(
      allOf(ALL, {
        // With a status where the dialect has not let anything out by then.
        heard: expect.stringMatching(/^(?:API|InternalServer)Error provider_failed$/) as string,
        attempts: [expect.objectContaining({ failure_class: failureClass }) as Attempt],
      }),
    );
  });
});

it.each<[string, Wish, Pair[]]>([
  ['choices that are null beside the usage', { fault: { kind: 'null_choices' } }, at('chat')],
  ['a beginning said twice', { fault: { kind: 'duplicate_start' } }, at('messages')],
  ['usage that comes late', { usageTold: 'late' }, at('google')],
  ['usage that is said twice', { usageTold: 'twice' }, at('chat')],
])('%s harms nobody', async (_what, wish, pairs) => {
  expect(await endOfAll({ stream: true, prompt: simulate(wish) }, pairs)).toEqual(
    allOf(pairs, answered('provider_final')),
  );
});

it('BX-06: a caller that leaves is one cancelled attempt, settled by what was written', async () => {
  const ends = await endOfAll({ stream: true, prompt: simulate({ paceMs: 100 }), leaveAfter: 1 }, ALL);
  const attempt = { outcome: 'cancelled', failure_class: 'cancelled', usage_source: 'estimated_bytes' };
  expect(ends).toEqual(allOf(ALL, { heard: 'Hello ', attempts: [attempt] }));
});

it("a stream of Anthropic's that breaks off is not charged by the placeholder that it began with", async () => {
  const text = 'Forty bytes of text, which is ten tokens. and more';
  const prompt = simulate({ text, usage: { input: 70, output: 99 }, fault: { kind: 'cut', after: 8 } });
  const heard = await ask(lab().service, { caller: 'chat', model: modelAt('messages'), prompt, stream: true });
  const { attempts } = await receiptOf(lab().service, decisionOf(heard));
  expect(attempts).toMatchObject([{ tokens: { input: 70, output: Math.ceil(heard.text.length / 4) } }]);
  expect(heard.text).toBe('Forty bytes of text, which is ten tokens. ');
});

describe('headers:', () => {
  it('how long to wait reaches every caller, wherever the provider says it', async () => {
    const prompt = simulate({ fault: { kind: 'status', status: 429, retryAfter: '7' } });
    for (const { caller, provider } of ALL) {
      const { headers } = await ask(lab().service, { caller, model: modelAt(provider), prompt, stream: false });
      expect([caller, provider, headers.get('retry-after')]).toEqual([caller, provider, '7']);
    }
  });

  const LIMITS = { chat: 'x-ratelimit-remaining-requests', messages: 'anthropic-ratelimit-requests-remaining' };

  it.each([
    ['an answer', simulate({}), false],
    ['a stream', simulate({}), true],
    ['an error', simulate(status(429)), false],
  ])("the provider's limits go with %s to callers of its dialect alone", async (_what, prompt, stream) => {
    const seen = async (caller: CallerName, provider: 'chat' | 'messages'): Promise<string | null> =>
      (await ask(lab().service, { caller, model: modelAt(provider), prompt, stream })).headers.get(LIMITS[provider]);
    expect([await seen('chat', 'chat'), await seen('messages', 'messages')]).toEqual(['59', '59']);
    expect([await seen('chat', 'messages'), await seen('messages', 'chat')]).toEqual([null, null]);
  });

  it.each([
    ['an answer', simulate({}), modelAt('google')],
    ["a provider's error", simulate(status(500)), modelAt('google')],
    ['an error of our own', 'Hello', 'my-google/unknown'],
  ])('the id of the request stands where the SDK of Anthropic looks for it: %s', async (_what, prompt, model) => {
    const { headers } = await ask(lab().service, { caller: 'messages', model, prompt, stream: false });
    expect(headers.get('request-id')).toMatch(/^req_/);
    expect(headers.get('request-id')).toBe(headers.get('x-request-id'));
  });
});
