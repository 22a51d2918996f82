/** The provider of services that are killed: the simulator, each answer of it taking a moment, and the document that names it. */
import { type Simulator, type SimulatedRequest, startSimulator } from './simulator/simulator';

/** So that a kill finds some calls in the middle of their answer. */
const PACE = { delayMs: 1, paceMs: 1 };

export async function startLingeringSimulator(): Promise<Simulator> {
  const simulator = await startSimulator();
  simulator.order({ text: 'One for the books.', ...PACE });
  return simulator;
}

export const configFor = ({ url }: Simulator): string => `
providers:
  lab:
    kind: openai_compatible
    base_url: ${url}/v1
    local: true
    credentials: [{ name: main, api_key: sk-upstream }]
models:
  - { provider: lab, model: tiny, tier: economy, context_window: 128000, max_output: 8192, capabilities: [streaming],
      price: { input_per_mtok_usd: "0.15", output_per_mtok_usd: "0.60" } }
`;

/** The runs that it received a call of: the first word of the first message. */
export const runsReceived = ({ requests }: Simulator): ReadonlySet<string> => new Set(requests.map(runOf));

function runOf({ body }: SimulatedRequest): string {
  const { messages } = body as { readonly messages?: readonly { readonly content: string }[] };
  return messages?.[0]?.content.split(' ')[0] ?? '';
}
