/** A backtest: decisions a second of one core, a hundred thousand recorded decisions end to end, and the gateway beside it. */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { withArena, type Arena, type Context } from '../arena.ts';
import { clickhouse } from '../clickhouse.ts';
import { drained } from '../ledger.ts';
import { benchEndpoint, candidates, endpointWith, modelOf, multiply } from '../recorded-decisions.ts';
import { answerFor, stopChild } from '../processes.ts';
import type { Measured } from '../report.ts';
import type { RunningService } from '../service.ts';
import { medianOf, observe, type Load, type Observation, type Subject } from '../subject.ts';

const recorded = 100_000;
const pollMs = 50;

export async function backtest(context: Context): Promise<void> {
  const { report, quick } = context;
  await withArena(context, {}, async (arena) => {
    const { service } = arena;
    const rows = quick ? recorded / 10 : recorded;
    await record(arena, rows);
    await onOneCore(context, service);
    const { seconds, done } = await ended(service, await started(service));
    // The one real call is the first of them.
    if (done !== rows + 1) throw new Error(`${done} of ${rows + 1} requests were looked at`);
    report.add('backtest', { figure: `backtest of ${rows} recorded decisions, end to end`, value: seconds, unit: 's' });
    await besideTheGateway(arena, context);
  });
}

async function record({ service, upstream }: Arena, rows: number): Promise<void> {
  for (let at = 0; at < candidates; at += 1) await put(service, `/v1/models/catalog/mock/model-${at}`, modelOf(at));
  await put(service, `/v1/endpoints/${benchEndpoint}`, endpointWith(0));
  const chat = { model: benchEndpoint, messages: [{ role: 'user', content: 'Hello' }] };
  const { x_bursar: told } = (await ask(service, 'POST', '/v1/chat/completions', chat)) as {
    x_bursar: { decision_id: string };
  };
  await drained(service, (await upstream.count()).received);
  await multiply(service, told.decision_id, rows);
}

/** The backtest's own loop over the rows that it would read, here in the benchmark's process. */
async function onOneCore({ report, quick }: Context, service: RunningService): Promise<void> {
  const rows = await clickhouse(service, 'SELECT facts, state, engine_version FROM route_decisions LIMIT 5000');
  const requests = rows.map((row) => ({
    ...{ facts: row['facts'], state: row['state'], engineVersion: Number(row['engine_version']) },
    ...{ selected: 'mock/model-0', tier: 'economy', team: null, endpoint: benchEndpoint, task: null },
    ledger: {
      ...{ attempts: 1, cost: 1000n, usageEstimated: false, served: 'mock/model-0', servedTier: 'economy' },
      usage: { ...NO_USAGE, input: 1000, output: 200 },
    },
  }));
  const basis = {
    ...{ catalog: presentCatalog(), nowMs: Date.now(), policyOf: () => undefined },
    proposal: { kind: 'routing', signals: [], timezone: null },
  };
  const startMs = performance.now();
  let decisions = 0;
  while (performance.now() - startMs < (quick ? 1000 : 5000)) {
    const tally = new Tally();
    for (const request of requests) tally.add(request, redecide(request, basis));
    decisions += tally.seen;
  }
  report.add('backtest', {
    figure: `decisions of ${candidates} candidates, one core`,
    value: decisions / ((performance.now() - startMs) / 1000),
    unit: 'decisions/s',
    target: { of: 'value', atLeast: 20_000 },
  });
}

const require = createRequire(import.meta.url);
const ofBuild = (path: string): object => require(`../../dist/src/${path}.js`) as object;

const { redecide } = ofBuild('routing/domain/backtest/redecide') as {
  redecide: (request: object, basis: object) => object;
};
const { Tally } = ofBuild('routing/domain/backtest/tally') as {
  Tally: new () => { readonly seen: number; add: (request: object, redecided: object) => void };
};
const { NO_USAGE } = ofBuild('shared/domain/usage') as { NO_USAGE: object };
const { hashedCatalog } = ofBuild('catalog/hashed-catalog') as { hashedCatalog: (parts: object) => object };
const { toEndpoint } = ofBuild('catalog/domain/endpoint-document') as {
  toEndpoint: (name: string, document: object) => object;
};
const { toCatalogModel } = ofBuild('catalog/domain/model-document') as {
  toCatalogModel: (document: object, digest: (text: string) => string) => object;
};

function presentCatalog(): object {
  const provider = { name: 'mock', kind: 'openai_compatible', baseUrl: 'http://mock/v1', local: true, dataClasses: [] };
  return hashedCatalog({
    providers: [{ ...provider, usable: true, unusableReason: null }],
    models: Array.from({ length: candidates }, (_one, at) => toCatalogModel(modelOf(at), (text) => text.slice(0, 8))),
    endpoints: [toEndpoint(benchEndpoint, endpointWith(7))],
    ...{ policies: [], envelope: null, mode: null },
  });
}

/** Many short rounds: a host that takes the machine away for some tens of milliseconds spoils single ones, and not the median. */
async function besideTheGateway({ service, subjects }: Arena, { report, quick }: Context): Promise<void> {
  const subject = withoutSettling(subjects.service);
  const arrival = { kind: 'closed', connections: 16 } as const;
  const { result } = await observe(subject, { arrival, durationMs: quick ? 1000 : 3000, warmupMs: 5000 });
  const open = openLoop(Math.floor(result.perSecond / 4), quick ? 1000 : 1500);
  const neighbours = { idle: () => noWork, backtest: () => repeat(service), loop: idleLoop };
  const seen = { idle: [] as Observation[], backtest: [] as Observation[], loop: [] as Observation[] };
  for (let round = 0; round < (quick ? 1 : 12); round += 1) {
    for (const name of ['idle', 'backtest', 'loop'] as const) {
      const stop = neighbours[name]();
      seen[name].push(await observe(subject, open));
      await stop();
    }
  }
  const p99 = ({ result: { latencyUs } }: Observation): number => latencyUs.p99;
  const p90 = ({ result: { latencyUs } }: Observation): number => latencyUs.p90;
  const compare = (of: string, beside: keyof typeof seen, quantile: typeof p99): Measured => ({
    figure: `gateway ${of} beside a ${beside} (baseline: idle)`,
    ...{ value: medianOf(seen[beside], quantile), baseline: medianOf(seen.idle, quantile), unit: 'µs' },
  });
  report.add('backtest', { ...compare('p99', 'backtest', p99), target: { of: 'ratio', atMost: 1.5 } });
  report.add('backtest', compare('p90', 'backtest', p90));
  report.add('backtest', compare('p99', 'loop', p99));
  report.add('backtest', compare('p90', 'loop', p90));
}

const noWork = (): Promise<void> => Promise.resolve();

/** What the machine allows: a loop that does nothing, alone in a process of the scheduler's idle class. */
function idleLoop(): () => Promise<void> {
  const child = spawn('chrt', ['--idle', '0', process.execPath, '-e', 'for (;;);'], { stdio: 'ignore' });
  answerFor(child);
  return () => stopChild(child, 'SIGKILL', 1000);
}

/** One backtest after another, until the returned function is called. */
function repeat(service: RunningService): () => Promise<void> {
  const abort = new AbortController();
  const repeating = (async (): Promise<void> => {
    while (!abort.signal.aborted) await ended(service, await started(service));
  })();
  return () => {
    abort.abort();
    return repeating;
  };
}

interface Started {
  readonly id: string;
  readonly startMs: number;
}

async function started(service: RunningService): Promise<Started> {
  const startMs = performance.now();
  const body = { routing: endpointWith(7), filter: { endpoint: benchEndpoint } };
  const { id } = (await ask(service, 'POST', '/v1/policies/backtest', body)) as { id: string };
  return { id, startMs };
}

/** Seconds from the request to the result, and how many requests that is about. */
async function ended(service: RunningService, { id, startMs }: Started): Promise<{ seconds: number; done: number }> {
  for (;;) {
    const seen = (await ask(service, 'GET', `/v1/policies/backtests/${id}`)) as {
      status: string;
      progress: { done: number };
    };
    if (seen.status === 'done') return { seconds: (performance.now() - startMs) / 1000, done: seen.progress.done };
    if (seen.status === 'failed') throw new Error(`the backtest failed: ${JSON.stringify(seen)}`);
    await sleep(pollMs);
  }
}

const put = (service: RunningService, path: string, body: object): Promise<unknown> => ask(service, 'PUT', path, body);

async function ask(
  { origin, adminKey }: RunningService,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(origin + path, {
    method,
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}

/** Waiting for the ledger would run into the backtest, which is not what is asked here. */
const withoutSettling = ({ settled: _later, ...subject }: Subject): Subject => subject;

const openLoop = (ratePerSecond: number, durationMs: number): Load => ({
  ...{ arrival: { kind: 'open', ratePerSecond, connections: 256 }, durationMs },
});
