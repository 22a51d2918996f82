/** Azure's public hour of LLM traffic (2023): when a call came, how long its prompt was and its answer. Not part of the project. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface TracedCall {
  /** Since the first call of the hour. */
  readonly atMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

const directory = join(import.meta.dirname, '../../shared/data');
const files = ['azure_llm_trace_2023_conv.csv', 'azure_llm_trace_2023_code.csv'];

/** In order of time; null where the data is not there. */
export function tracedHour(): readonly TracedCall[] | null {
  const paths = files.map((file) => join(directory, file));
  if (!paths.every((path) => existsSync(path))) return null;
  const calls = paths.flatMap((path) => callsIn(readFileSync(path, 'utf8')));
  const firstMs = calls.reduce((first, { atMs }) => Math.min(first, atMs), Infinity);
  return calls.map((call) => ({ ...call, atMs: call.atMs - firstMs })).sort((a, b) => a.atMs - b.atMs);
}

function callsIn(csv: string): TracedCall[] {
  const [, ...lines] = csv.trim().split(/\r?\n/);
  return lines.map((line) => {
    const [time = '', input, output] = line.split(',');
    // Seven digits of a second are more than a date reads.
    const atMs = Date.parse(`${time.slice(0, 23).replace(' ', 'T')}Z`);
    return { atMs, inputTokens: Number(input), outputTokens: Number(output) };
  });
}
