/**
 * What Node says of its process, under the usual names. Not prom-client's own collection: that watches every garbage
 * collection, which at full rate takes longer than all of the gateway's counting.
 */
import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

const FIGURES: readonly Figure[] = [
  {
    name: 'process_start_time_seconds',
    help: 'Start of the process, seconds since the epoch',
    read: () => Math.round(performance.timeOrigin / 1000),
  },
  {
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of this process',
    read: () => process.memoryUsage.rss(),
  },
  { name: 'process_open_fds', help: 'Open file descriptors', read: () => readdirSync('/dev/fd').length },
  {
    name: 'nodejs_heap_size_total_bytes',
    help: "Size of V8's heap",
    read: () => process.memoryUsage().heapTotal,
  },
  {
    name: 'nodejs_heap_size_used_bytes',
    help: "Bytes in use of V8's heap",
    read: () => process.memoryUsage().heapUsed,
  },
  {
    name: 'nodejs_external_memory_bytes',
    help: "Memory that V8's objects hold outside of its heap",
    read: () => process.memoryUsage().external,
  },
];

/** Registers them; `prefix` is put before every name. */
export function collectProcessMetrics(registry: Registry, prefix: string): void {
  const registers = [registry];
  for (const { name, help, read } of FIGURES) {
    new Gauge({
      name: prefix + name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
  collectCpuTime(registers, prefix);
  collectLoopDelay(registers, prefix);
}

const US_PER_S = 1e6;

function collectCpuTime(registers: Registry[], prefix: string): void {
  new Counter({
    name: `${prefix}process_cpu_seconds_total`,
    help: 'CPU time of this process, user and system',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / US_PER_S);
    },
  });
}

const NS_PER_S = 1e9;
const QUANTILES = [0.5, 0.9, 0.99];

function collectLoopDelay(registers: Registry[], prefix: string): void {
  const delay = monitorEventLoopDelay();
  delay.enable();
  new Gauge({
    name: `${prefix}nodejs_eventloop_lag_seconds`,
    help: 'How late the event loop has been since the last scrape',
    labelNames: ['quantile'],
    registers,
    collect() {
      for (const quantile of QUANTILES) this.set({ quantile }, delay.percentile(100 * quantile) / NS_PER_S);
      delay.reset();
    },
  });
}
