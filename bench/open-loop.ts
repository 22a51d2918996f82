/** The open loop: requests fall due at a fixed rate, and one that waits for a free connection ages while it waits. */
import { Worker } from 'node:worker_threads';
import type { Connection } from './connection.ts';
import type { Tally } from './tally.ts';

export interface OpenLoop {
  readonly connections: readonly Connection[];
  readonly tally: Tally;
  readonly startMs: number;
  readonly untilMs: number;
  readonly ratePerSecond: number;
}

/**
 * Node's timers count whole milliseconds, several times the latency to be measured, and polling would take the core that the
 * upstream needs. A thread that sleeps on a futex wakes within some ten microseconds and costs next to nothing.
 */
const pacer = `
const { parentPort, workerData } = require('node:worker_threads');
const cell = new Int32Array(new SharedArrayBuffer(4));
const { originNs, intervalMs, count } = workerData;
const sinceOriginMs = () => Number(process.hrtime.bigint() - originNs) / 1e6;
let told = 0;
while (told < count) {
  const due = Math.min(count, Math.floor(sinceOriginMs() / intervalMs) + 1);
  if (due > told) {
    told = due;
    parentPort.postMessage(told);
  }
  Atomics.wait(cell, 0, 0, Math.max(0.01, told * intervalMs - sinceOriginMs()));
}
`;
/** Until then the thread has started. */
const headStartMs = 100;

export async function openLoop(loop: OpenLoop): Promise<void> {
  const idle = [...loop.connections];
  const overdue = new Queue();
  const intervalMs = 1000 / loop.ratePerSecond;
  const count = Math.floor((loop.untilMs - loop.startMs) / intervalMs);
  let settled = 0;

  await new Promise<void>((resolve, reject) => {
    const sendFrom = (connection: Connection, dueMs: number): void => {
      loop.tally.send();
      connection.send(dueMs, (outcome) => {
        loop.tally.take(outcome);
        settled += 1;
        if (settled === count) resolve();
        const waiting = overdue.shift();
        if (waiting === undefined) idle.push(connection);
        else sendFrom(connection, waiting);
      });
    };
    let due = 0;
    const originMs = performance.now() + headStartMs;
    // The two threads' performance clocks differ; the one behind hrtime is common.
    const originNs = process.hrtime.bigint() + BigInt(headStartMs) * 1_000_000n;
    const worker = new Worker(pacer, { eval: true, workerData: { originNs, intervalMs, count } });
    worker.on('error', reject);
    worker.on('message', (told: number) => {
      for (; due < told; due += 1) {
        const dueMs = originMs + due * intervalMs;
        const connection = idle.pop();
        if (connection === undefined) overdue.push(dueMs);
        else sendFrom(connection, dueMs);
      }
    });
  });
}

/** First in, first out, without moving what is behind. */
class Queue {
  #values: number[] = [];
  #next = 0;

  push(value: number): void {
    this.#values.push(value);
  }

  shift(): number | undefined {
    const value = this.#values[this.#next];
    if (value === undefined) {
      this.#values = [];
      this.#next = 0;
    } else {
      this.#next += 1;
    }
    return value;
  }
}
