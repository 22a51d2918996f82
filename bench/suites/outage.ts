/**
 * Two providers, of which the cheaper one fails in every way that the simulator knows, one way after the other: how many
 * callers are answered, how many calls still reach the failing one, and how long the longest takes.
 */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Counts } from '../../test/support/simulator/call-counter.ts';
import type { Fault } from '../../test/support/simulator/script.ts';
import type { Context } from '../arena.ts';
import { type RunningServer, startSimulator } from '../processes.ts';
import { repeated } from '../repeated.ts';
import { type RunningService, startService } from '../service.ts';

const calls = 50_000;
const quickCalls = 4_000;
const atOnce = 32;
/** Of one outage: longer than a circuit stays open, so that probes are seen; the quick one only sees that calls stay away. */
const outageMs = 20_000;
const quickOutageMs = 3_000;
const deadlineMs = 2000;
/** So long the circuit has to notice. */
const noticeMs = 2000;

const status = (code: number): Fault => ({ kind: 'status', status: code });
const outages: readonly (readonly [string, Fault])[] = [
  ['refuse', { kind: 'refuse' }],
  ['500', status(500)],
  ['503', status(503)],
  ['529', status(529)],
  ['429', status(429)],
  ['silent', { kind: 'silent' }],
  ['stall behind lifecycle events', { kind: 'stall', after: 0, keepAlives: 20 }],
  ['cut before content', { kind: 'cut', after: 0 }],
];

// Providers of their own: what one outage teaches must not help in the next.
const document = (origin: string): object => {
  const provider = { kind: 'openai_compatible', credentials: [{ name: 'main', api_key: 'sk-simulated' }] };
  const model = (at: number, name: string, usd: string): object => ({
    ...{ provider: name, model: modelOf(at), tier: 'economy', capabilities: ['streaming'] },
    price: { input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'benchmark' },
  });
  return {
    providers: {
      sound: { ...provider, base_url: `${origin}/sound/v1` },
      ...Object.fromEntries(outages.map((_, at) => [`failing-${at}`, { ...provider, base_url: `${origin}/v1` }])),
    },
    models: outages.flatMap((_, at) => [model(at, `failing-${at}`, '1'), model(at, 'sound', '2')]),
  };
};
const modelOf = (at: number): string => `model-${at}`;

/** Of one outage. */
interface Seen {
  readonly calls: number;
  readonly answered: number;
  readonly longestMs: number;
  /** From `noticeMs` on. */
  readonly late: { readonly calls: number; readonly failing: number; readonly highestInFlight: number };
}

export async function outage({ report, entry, quick }: Context): Promise<void> {
  const [failing, sound] = [await startSimulator(), await startSimulator()];
  const service = await startService(entry, failing, (origin) => between(document(origin), sound));
  try {
    const plan = quick
      ? { calls: quickCalls / outages.length, lastsMs: quickOutageMs }
      : { calls: calls / outages.length, lastsMs: outageMs };
    const seen: Seen[] = [];
    for (const [at, [name, fault]] of outages.entries()) {
      const one = await under(service, failing, { at, fault, ...plan });
      seen.push(one);
      process.stderr.write(
        `  ${name}: ${one.answered} of ${one.calls} answered, longest ${one.longestMs.toFixed(0)} ms; after ${noticeMs} ms ` +
          `${one.late.failing} of ${one.late.calls} at the failing one, ${one.late.highestInFlight} at once\n`,
      );
    }
    reportAll(report, seen);
  } finally {
    await service.stop();
    await failing.stop();
    await sound.stop();
  }
  report.add('outage', {
    ...{ figure: 'who is next, of 200 left', value: repeated(decision()), unit: 'µs' },
    target: { of: 'value', atMost: 50 },
  });
}

/** The sound provider is another process. */
function between(written: object, sound: RunningServer): object {
  const { providers, ...rest } = written as { providers: Record<string, object> };
  return { ...rest, providers: { ...providers, sound: { ...providers['sound'], base_url: `${sound.origin}/v1` } } };
}

interface Outage {
  readonly at: number;
  readonly fault: Fault;
  readonly calls: number;
  readonly lastsMs: number;
}

async function under(
  service: RunningService,
  failing: RunningServer,
  { at, fault, calls: count, lastsMs }: Outage,
): Promise<Seen> {
  await control(failing, 'POST', '/_control', { model: modelOf(at), fault, paceMs: 20 });
  const tally = { sent: 0, answered: 0, longestMs: 0 };
  const beganMs = performance.now();
  const workers = Array.from({ length: atOnce }, async () => {
    while (tally.sent < count) {
      const turn = tally.sent++;
      await sleep(Math.max(0, beganMs + (turn * lastsMs) / count - performance.now()));
      const startMs = performance.now();
      const answered = await call(service, at, turn % 2 === 0);
      tally.longestMs = Math.max(tally.longestMs, performance.now() - startMs);
      if (answered) tally.answered += 1;
    }
  });
  await sleep(noticeMs);
  await control(failing, 'DELETE', '/_control/counts');
  const before = tally.sent;
  await Promise.all(workers);
  const { total } = (await control(failing, 'GET', '/_control/counts')) as Counts;
  return {
    ...{ calls: tally.sent, answered: tally.answered, longestMs: tally.longestMs },
    late: { calls: tally.sent - before, failing: total.received, highestInFlight: total.highestInFlight },
  };
}

async function call({ origin, adminKey }: RunningService, at: number, stream: boolean): Promise<boolean> {
  const response = await fetch(`${origin}/v1/chat/completions`, {
    method: 'POST',
    headers: {
      ...{ authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
      'x-bursar-timeout-ms': String(deadlineMs),
    },
    body: JSON.stringify({ model: modelOf(at), stream, messages: [{ role: 'user', content: 'Hello' }] }),
  });
  const text = await response.text();
  // An error after the first byte of a stream has the status 200 too.
  return response.status === 200 && text.includes('x_bursar');
}

async function control({ origin }: RunningServer, method: string, path: string, body?: object): Promise<unknown> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const response = await fetch(origin + path, init);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

function reportAll(report: Context['report'], seen: readonly Seen[]): void {
  const sum = (pick: (one: Seen) => number): number => seen.reduce((total, one) => total + pick(one), 0);
  const most = (pick: (one: Seen) => number): number => Math.max(...seen.map(pick));
  const add = (figure: Parameters<typeof report.add>[1]): void => {
    report.add('outage', figure);
  };
  add({
    ...{ figure: `answered of ${sum((one) => one.calls)} calls`, unit: '%' },
    value: (100 * sum((one) => one.answered)) / sum((one) => one.calls),
    target: { of: 'value', atLeast: 99.9, must: true },
  });
  add({
    ...{ figure: `at the failing provider after ${noticeMs / 1000} s`, unit: '%' },
    value: (100 * sum((one) => one.late.failing)) / sum((one) => one.late.calls),
    target: { of: 'value', atMost: 1, must: true },
  });
  add({
    ...{ figure: 'probes at once, at most', value: most((one) => one.late.highestInFlight), unit: '' },
    target: { of: 'value', atMost: 3, must: true },
  });
  add({
    ...{ figure: `longest call beyond its deadline of ${deadlineMs} ms`, unit: 'ms' },
    value: Math.max(0, most((one) => one.longestMs) - deadlineMs),
    target: { of: 'value', atMost: 50 },
  });
}

/** Everything of the decision but asking the circuit: two hundred targets, and the third failure. */
function decision(): () => unknown {
  const { nextStep } = createRequire(import.meta.url)('../../dist/src/resilience/domain/next-step.js') as {
    nextStep: (standing: object) => unknown;
  };
  const targets = Array.from({ length: 200 }, (_, at) => ({
    candidate: { provider: { name: `provider-${at % 7}` }, model: { model: `model-${at >> 1}`, contextWindow: 8000 } },
    ...{ credential: at % 2 === 0 ? 'first' : 'second', line: 0 },
  }));
  const failures = ['server_error', 'timeout', 'connect_error'].map((failureClass, at) => ({
    ...{ target: targets[at], failureClass, atMs: 0, retryAfterMs: null, planned: null },
  }));
  const rest = { passedOver: [], attemptsLeft: 1, deadlineMs: 1000, nowMs: 1, chance: 0.5 };
  return () => nextStep({ targets, failures, ...rest });
}
