/** Runs benchmarks by name: a JSON line for each figure on standard output, progress on standard error, a table at the end. */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inspect, parseArgs } from 'node:util';
import type { Context } from './arena.ts';
import { killEverything } from './processes.ts';
import { Report } from './report.ts';
import { analytics } from './suites/analytics.ts';
import { backtest } from './suites/backtest.ts';
import { breakers } from './suites/breakers.ts';
import { equipment } from './suites/equipment.ts';
import { estimates } from './suites/estimates.ts';
import { latency } from './suites/latency.ts';
import { memory } from './suites/memory.ts';
import { outage } from './suites/outage.ts';
import { policy } from './suites/policy.ts';
import { prompts } from './suites/prompts.ts';
import { replay } from './suites/replay.ts';
import { rules } from './suites/rules.ts';
import { signals } from './suites/signals.ts';
import { streaming } from './suites/streaming.ts';
import { streams } from './suites/streams.ts';
import { sustained } from './suites/sustained.ts';
import { throughput } from './suites/throughput.ts';
import { translate } from './suites/translate.ts';
import { usageQuery } from './suites/usage-query.ts';

interface Suite {
  readonly run: (context: Context) => Promise<void>;
  readonly says: string;
}

const suites: Readonly<Record<string, Suite>> = {
  equipment: { run: equipment, says: 'generator and upstream against the baseline; needs no service' },
  throughput: { run: throughput, says: 'requests/s and CPU at 16 connections' },
  sustained: { run: sustained, says: 'a minute at 16 connections, every row in ClickHouse' },
  latency: { run: latency, says: 'added time, alone and under an open loop' },
  streaming: { run: streaming, says: 'added time to first byte, to first content and between chunks' },
  streams: { run: streams, says: '1,000 slow streams at once: memory and lateness of each' },
  translate: { run: translate, says: 'CPU of a translated chunk against a passed one; needs a build, no service' },
  prompts: { run: prompts, says: '100 KB and 400 KB prompts' },
  rules: { run: rules, says: 'rules of an endpoint, a rule; needs no service' },
  breakers: { run: breakers, says: 'asking and telling a circuit breaker; needs a build, no service' },
  replay: { run: replay, says: 'an hour of real traffic at 20 × speed, every token and nano-dollar in the ledger' },
  memory: { run: memory, says: 'memory over 200,000 requests' },
  analytics: { run: analytics, says: 'tail beside a heavy aggregate, death of the engine' },
  estimates: { run: estimates, says: 'tokens and task of a text: time and error; needs a build, no service' },
  outage: {
    run: outage,
    says: 'one of two providers fails in eight ways: who is answered, and how late; needs a build',
  },
  policy: { run: policy, says: 'a policy with a call: admission, decision over 100 candidates; needs no service' },
  signals: {
    run: signals,
    says: 'the signal detector on 1 KB, further KBs and hostile 1 MB; needs a build, no service',
  },
  backtest: { run: backtest, says: 'recorded decisions decided again: rate, end to end, gateway beside it' },
  'usage-query': { run: usageQuery, says: 'a year of usage from the rollup and from the raw rows' },
};

const usage = `npm run bench -- [--quick] [--entry SCRIPT] [NAME…]

${Object.entries(suites)
  .map(([name, { says }]) => `  ${name.padEnd(12)} ${says}`)
  .join('\n')}

  --quick         shorter and rougher: to see that everything runs
  --entry SCRIPT  what starts the service (scripts/start.cjs)
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    entry: { type: 'string', default: fileURLToPath(new URL('../scripts/start.cjs', import.meta.url)) },
    help: { type: 'boolean', default: false },
  },
});

// Whatever ends the runner ends what it started.
process.once('exit', killEverything);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

process.exit(await main());

async function main(): Promise<number> {
  const unknown = positionals.filter((name) => !(name in suites));
  if (unknown.length > 0 || values.help) {
    process.stderr.write(`${unknown.map((name) => `There is no benchmark ${name}.\n`).join('')}${usage}`);
    return unknown.length > 0 ? 64 : 0;
  }
  const report = new Report();
  const broken: string[] = [];
  for (const name of positionals.length > 0 ? positionals : Object.keys(suites)) {
    if (!(await ended(name, { report, entry: resolve(values.entry), quick: values.quick }))) broken.push(name);
  }
  process.stdout.write(`\n${report.table()}\n`);
  if (broken.length > 0) process.stdout.write(`did not run to their end: ${broken.join(', ')}\n`);
  return broken.length === 0 && report.holds ? 0 : 1;
}

/** Whether the benchmark ran to its end; the others run in any case. */
async function ended(name: string, context: Context): Promise<boolean> {
  process.stderr.write(`${name}\n`);
  try {
    await suites[name]?.run(context);
    return true;
  } catch (error) {
    process.stderr.write(`${inspect(error)}\n`);
    return false;
  }
}
