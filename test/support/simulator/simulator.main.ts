/** The simulator as a process of its own: `npm run simulator [-- PORT]`. */
import { startSimulator } from './simulator';

// Next to Bursar's own 4000, and not in the way of anything usual.
const DEFAULT_PORT = 4010;

void main();

async function main(): Promise<void> {
  // A benchmark's runner forks it, gives it port 0 and is told the port.
  process.on('disconnect', () => process.exit(0));
  const simulator = await startSimulator(Number(process.argv[2] ?? DEFAULT_PORT));
  if (process.send !== undefined) {
    process.send({ port: Number(new URL(simulator.url).port) });
    return;
  }
  const says = [
    `The simulator listens on ${simulator.url}; it costs nothing and knows nothing.`,
    `  OpenAI chat and Responses, Anthropic: ${simulator.url}/v1      Google: ${simulator.url}/v1beta      Mistral: ${simulator.url}/mistral/v1`,
    '  A prompt that ends in simulate:{"text":"Hi","usage":{"input":10,"output":2},"fault":{"kind":"status","status":503}}',
    '  is a script (test/support/simulator/script.ts).',
    `  curl ${simulator.url}/_control -d '{"model":"gpt-4o","fault":{"kind":"stall","after":0}}' breaks it for a model, -X DELETE`,
    '  mends it; /_control/counts and /_control/told have its calls and their usage (test/support/simulator/control.ts).',
  ];
  process.stdout.write(`${says.join('\n')}\n`);
}
