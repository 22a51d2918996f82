/** The load generator, a process of its own: sends one request over and over, in a closed or an open loop, and reports what it saw. */
import { setTimeout as sleep } from 'node:timers/promises';
import { argument, deliver } from './child.ts';
import { Connection } from './connection.ts';
import type { LoadPlan } from './load-plan.ts';
import { openLoop } from './open-loop.ts';
import { requestBytes } from './prompt.ts';
import { Tally } from './tally.ts';

/** After a failure; a refused connection would otherwise be retried as fast as the loop turns. */
const pauseAfterFailureMs = 20;
const answerTimeoutMs = 30_000;

const plan = argument() as LoadPlan;
const startMs = performance.now();
const fromMs = startMs + plan.warmupMs;
const untilMs = fromMs + plan.durationMs;
const tally = new Tally(fromMs, untilMs, plan.stream?.longGapMs);
const connections = Array.from({ length: plan.arrival.connections }, newConnection);
const cpu = measureOwnCpu();

if (plan.arrival.kind === 'closed') {
  const most = plan.arrival.maxRequests ?? Number.POSITIVE_INFINITY;
  await Promise.all(connections.map((connection) => closedLoop(connection, most)));
} else {
  await openLoop({ connections, tally, startMs, untilMs, ratePerSecond: plan.arrival.ratePerSecond });
}
for (const connection of connections) connection.close();
cpu.stop();
deliver(tally.result(cpu.share()));

function newConnection(): Connection {
  const url = new URL(plan.url);
  return new Connection({
    host: url.hostname,
    port: Number(url.port),
    request: requestBytes(plan),
    contentChunks: plan.stream?.contentChunks,
    timeoutMs: answerTimeoutMs,
  });
}

function closedLoop(connection: Connection, most: number): Promise<void> {
  return new Promise((resolve) => {
    const next = (): void => {
      const nowMs = performance.now();
      if (nowMs >= untilMs || tally.sent >= most) {
        resolve();
        return;
      }
      tally.send();
      connection.send(nowMs, (outcome) => {
        tally.take(outcome);
        if (outcome.ok) next();
        else void sleep(pauseAfterFailureMs).then(next);
      });
    };
    next();
  });
}

/** The share of a core that this process uses from the end of the warm-up on. */
function measureOwnCpu(): { readonly share: () => number; readonly stop: () => void } {
  let from = process.cpuUsage();
  let sinceMs = performance.now();
  const timer = setTimeout(() => {
    from = process.cpuUsage();
    sinceMs = performance.now();
  }, plan.warmupMs);
  return {
    stop: () => {
      clearTimeout(timer);
    },
    share: () => {
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1000 / (performance.now() - sinceMs);
    },
  };
}
