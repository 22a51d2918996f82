/** The process's own figures, as Prometheus scrapes them. */
import { Metrics } from '../../../src/telemetry/metrics';

const figureOf = (text: string, name: string): number =>
  Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);

it('a scrape tells memory, descriptors and CPU time, which only grows', async () => {
  const metrics = new Metrics();
  const first = await metrics.metrics();
  const second = await metrics.metrics();
  expect(figureOf(first, 'bursar_process_resident_memory_bytes')).toBeGreaterThan(1e6);
  expect(figureOf(first, 'bursar_nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6);
  expect(figureOf(first, 'bursar_process_open_fds')).toBeGreaterThan(2);
  const cpu = 'bursar_process_cpu_seconds_total';
  expect(figureOf(first, cpu)).toBeGreaterThan(0);
  expect(figureOf(second, cpu)).toBeGreaterThanOrEqual(figureOf(first, cpu));
});

it('the lag of the event loop is of the time since the last scrape', async () => {
  const metrics = new Metrics();
  const lag = async (): Promise<number> =>
    figureOf(await metrics.metrics(), 'bursar_nodejs_eventloop_lag_seconds{quantile="0.99"}');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const until = performance.now() + 200;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await lag()).toBeGreaterThan(0.1);
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await lag()).toBeLessThan(0.1);
});
