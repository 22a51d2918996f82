/** The bytes of one chat completion request, built once and sent over and over. */
import type { LoadPlan } from './load-plan.ts';

const sentence = 'Summarise the following paragraph for the monthly report and keep every figure that it mentions. ';

export function requestBytes(plan: LoadPlan): Buffer {
  const url = new URL(plan.url);
  const body = JSON.stringify({
    model: plan.model,
    ...(plan.stream === undefined ? {} : { stream: true, stream_options: { include_usage: true } }),
    temperature: 0.2,
    max_tokens: 256,
    messages: [
      { role: 'system', content: 'You are a careful assistant for a finance team.' },
      { role: 'user', content: promptOf(plan.promptBytes) },
    ],
  });
  const headers = Object.entries({
    host: url.host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...plan.headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${url.pathname} HTTP/1.1\r\n${headers.join('')}\r\n${body}`);
}

function promptOf(bytes: number): string {
  return sentence.repeat(Math.ceil(bytes / sentence.length)).slice(0, bytes);
}
