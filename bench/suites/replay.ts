/**
 * An hour of real traffic at twenty times its speed, by callers of three dialects before providers of five kinds: at its
 * end the ledger must agree with the simulated providers' own count, to the token and to the nano-dollar.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Wish } from '../../test/support/simulator/script.ts';
import type { Context } from '../arena.ts';
import { drained, getUsage } from '../ledger.ts';
import { startSimulator, type Told } from '../processes.ts';
import { type RunningService, startService } from '../service.ts';
import { tracedHour, type TracedCall } from '../trace.ts';

const speed = 20;
const quickShare = 0.05;
const hourMs = 3_600_000;
// Whole nano-dollars a token, so that no call is rounded and the sum can be told from the tokens alone.
const usdPerMtok = { input: 3, output: 15 };
const nanoPerToken = 1000n;

const kinds = [
  ['openai', '/v1'],
  ['anthropic', '/v1'],
  ['google', '/v1beta'],
  ['mistral', '/mistral/v1'],
  ['openai_compatible', '/v1'],
] as const;

const document = (origin: string): object => ({
  providers: Object.fromEntries(
    kinds.map(([kind, path]) => [
      `sim-${kind.replace('_', '-')}`,
      { kind, base_url: origin + path, credentials: [{ name: 'main', api_key: 'sk-simulated' }] },
    ]),
  ),
  models: kinds.map(([kind]) => ({
    ...{ provider: `sim-${kind.replace('_', '-')}`, model: `traced-${kind}`, tier: 'economy', max_output: 100_000 },
    capabilities: ['streaming'],
    price: {
      input_per_mtok_usd: String(usdPerMtok.input),
      output_per_mtok_usd: String(usdPerMtok.output),
      source: 'benchmark',
    },
  })),
});

export async function replay({ report, entry, quick }: Context): Promise<void> {
  const hour = tracedHour();
  if (hour === null) {
    process.stderr.write('  skipped: ../shared/data has no azure_llm_trace_2023_*.csv\n');
    return;
  }
  const calls = quick ? hour.slice(0, hour.length * quickShare) : hour;
  const simulator = await startSimulator();
  const service = await startService(entry, simulator, document);
  try {
    const failures = await send(service, calls);
    await drained(service, calls.length);
    const told = await simulator.told();
    const ledger = await ledgerSums(service);
    const must = { of: 'value', atMost: 0, must: true } as const;
    const add = (figure: string, value: number): void => {
      report.add('replay', { figure, value, unit: '', target: must });
    };
    add(`calls of ${calls.length} that failed`, failures);
    add('attempts that the ledger lacks', calls.length - ledger.attempts);
    add('input tokens beside', Math.abs(ledger.inputTokens - (told['input'] ?? 0)));
    add('output tokens beside', Math.abs(ledger.outputTokens - (told['output'] ?? 0)));
    add('nano-dollars beside', Number(absolute(ledger.nanoUsd - costOf(told))));
  } finally {
    await service.stop();
    await simulator.stop();
  }
}

/** Each at its time, whatever the others do; returns how many were not answered with 200. */
async function send(service: RunningService, calls: readonly TracedCall[]): Promise<number> {
  const startMs = performance.now();
  const sent: Promise<boolean>[] = [];
  for (const [at, call] of calls.entries()) {
    const waitMs = startMs + call.atMs / speed - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    sent.push(sendOne(service, call, at));
    if (at % 5000 === 4999) process.stderr.write(`  ${at + 1} of ${calls.length} calls\n`);
  }
  return (await Promise.all(sent)).filter((answered) => !answered).length;
}

async function sendOne({ origin, adminKey }: RunningService, call: TracedCall, at: number): Promise<boolean> {
  const [kind] = kinds[at % kinds.length] ?? kinds[0];
  const [path, body] = bodies[at % bodies.length] ?? bodies[0];
  const wish: Wish = { text: 'It is so.', usage: { input: call.inputTokens, output: call.outputTokens } };
  const prompt = `simulate:${JSON.stringify(wish)}`;
  const stream = at % 2 === 0;
  const response = await fetch(origin + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: `traced-${kind}`, stream, ...body(prompt) }),
  });
  const text = await response.text();
  // An error after the first byte of a stream has the status 200 too.
  return response.status === 200 && text.includes('x_bursar');
}

type Body = (prompt: string) => object;
const messages: Body = (prompt) => ({ messages: [{ role: 'user', content: prompt }] });

const bodies: readonly [readonly [string, Body], ...(readonly [string, Body])[]] = [
  ['/v1/chat/completions', messages],
  ['/v1/responses', (prompt) => ({ input: prompt })],
  ['/v1/messages', (prompt) => ({ max_tokens: 8000, ...messages(prompt) })],
];

interface Sums {
  readonly attempts: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly nanoUsd: bigint;
}

async function ledgerSums(service: RunningService): Promise<Sums> {
  const nowMs = Date.now();
  const { data } = (await getUsage(service, {
    from: new Date(nowMs - 2 * hourMs).toISOString(),
    to: new Date(nowMs + 2 * hourMs).toISOString(),
    group_by: 'model',
  })) as { readonly data: readonly Row[] };
  const sum = (read: (row: Row) => number): number => data.reduce((total, row) => total + read(row), 0);
  return {
    attempts: sum((row) => row.attempts),
    inputTokens: sum((row) => row.input_tokens),
    outputTokens: sum((row) => row.output_tokens),
    nanoUsd: data.reduce((total, row) => total + nanoOf(row.cost_usd), 0n),
  };
}

interface Row {
  readonly attempts: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cost_usd: string | null;
}

function nanoOf(usd: string | null): bigint {
  const [whole = '0', decimals = ''] = (usd ?? '0').split('.');
  return BigInt(whole + decimals.padEnd(9, '0'));
}

const costOf = (told: Told): bigint =>
  (BigInt(told['input'] ?? 0) * BigInt(usdPerMtok.input) + BigInt(told['output'] ?? 0) * BigInt(usdPerMtok.output)) *
  nanoPerToken;

const absolute = (value: bigint): bigint => (value < 0n ? -value : value);
