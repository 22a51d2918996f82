/** The simulator as a process of its own: `npm run simulator [-- PORT ['{"delayMs":0,"chunks":64,"paceMs":5}']]`, the latter for its plain mode. */
import { type PlainOptions, startPlainSimulator } from './plain';
import { startSimulator } from './simulator';

// Next to Bursar's own 4000, and not in the way of anything usual.
const DEFAULT_PORT = 4010;

void main(Number(process.argv[2] ?? DEFAULT_PORT), process.argv[3]);

async function main(port: number, plain: string | undefined): Promise<void> {
  // A benchmark's runner forks it, gives it port 0 and is told the port.
  process.on('disconnect', () => process.exit(0));
  const url = plain === undefined ? await start(port) : await startPlain(port, plain);
  if (process.send === undefined) process.stdout.write(`${introduction(url).join('\n')}\n`);
  else process.send({ port: Number(new URL(url).port) });
}

async function start(port: number): Promise<string> {
  return (await startSimulator({ port, remembers: false })).url;
}

async function startPlain(port: number, options: string): Promise<string> {
  return (await startPlainSimulator(JSON.parse(options) as PlainOptions, port)).url;
}

function introduction(url: string): readonly string[] {
  return [
    `The simulator listens on ${url}; it costs nothing and knows nothing.`,
    `  OpenAI chat and Responses, Anthropic: ${url}/v1      Google: ${url}/v1beta      Mistral: ${url}/mistral/v1`,
    '  A prompt that ends in simulate:{"text":"Hi","usage":{"input":10,"output":2},"fault":{"kind":"status","status":503}}',
    '  is a script (test/support/simulator/script.ts).',
    `  curl ${url}/_control -d '{"model":"gpt-4o","fault":{"kind":"stall","after":0}}' breaks it for a model, -X DELETE`,
    '  mends it; /_control/counts and /_control/told have its calls and their usage (test/support/simulator/control.ts).',
  ];
}
