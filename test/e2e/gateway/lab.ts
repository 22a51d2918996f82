/** The service with the simulated provider behind it, in OpenAI's dialect, for the gateway's end-to-end tests. */
import { eventually } from '../../support/eventually';
import type { TestService } from '../../support/service';
import { type SimulatedService, useSimulatedService } from '../../support/simulated-service';
import type { Simulator } from '../../support/simulator/simulator';

export const CREDENTIAL = 'sk-lab-credential-0123456789';

const CAPABILITIES = ['streaming', 'tools', 'json_schema', 'json_mode'];
const price = (input: string, output: string): object => ({
  ...{ input_per_mtok_usd: input, output_per_mtok_usd: output, cache_read_per_mtok_usd: input, source: 'test' },
});

/** Two priced models, one without a price, one at a provider on the operator's own machine. */
export const documentFor = ({ url }: Simulator): object => ({
  providers: {
    lab: { kind: 'openai_compatible', base_url: `${url}/v1`, credentials: [{ name: 'main', api_key: CREDENTIAL }] },
    home: { kind: 'openai_compatible', base_url: `${url}/home/v1`, local: true },
  },
  models: [
    {
      ...{ provider: 'lab', model: 'tiny', upstream_model: 'tiny-2026', tier: 'economy', context_window: 8000 },
      ...{ capabilities: CAPABILITIES, price: price('1', '2') },
    },
    {
      ...{ provider: 'lab', model: 'big', tier: 'standard', context_window: 128_000 },
      ...{ capabilities: [...CAPABILITIES, 'vision'], price: price('10', '20') },
    },
    { provider: 'lab', model: 'unpriced', tier: 'standard', context_window: 8000, capabilities: CAPABILITIES },
    { provider: 'home', model: 'llama', tier: 'deep_reasoning', capabilities: CAPABILITIES, price: price('0', '0') },
  ],
  endpoints: {
    smart: { routing: { default: { provider: 'lab', model: 'tiny' } }, fallback: [{ provider: 'lab', model: 'big' }] },
    mine: { routing: { default: { provider: 'home', model: 'llama' } } },
  },
});

export const useLab = (settings: Readonly<Record<string, string>> = {}): SimulatedService =>
  useSimulatedService(documentFor, settings);

export interface AttemptView {
  readonly outcome: string;
  readonly failure_class: string | null;
  readonly http_status: number | null;
  readonly error: string | null;
  readonly usage_source: string;
  readonly tokens: Readonly<Record<string, number>> | null;
  readonly cost_usd: string | null;
  readonly cost_status: string;
  readonly service_tier: string | null;
  readonly price_region: string | null;
  readonly provider: string;
  readonly model: string;
}

export interface Receipt {
  readonly decision_id: string;
  readonly outcome: string;
  readonly identical: boolean;
  readonly explanation: string;
  readonly candidates: readonly { candidate: string; role: string; reason: string | null }[];
  readonly attempts: readonly AttemptView[];
}

/** The receipt of a decision, once its attempt has reached the ledger. */
export async function receiptOf(service: TestService, decisionId: string): Promise<Receipt> {
  const found: Receipt[] = [];
  await eventually(async () => {
    const { status, body, text } = await service.call('GET', `/v1/decisions/${decisionId}`);
    if (status !== 200) throw new Error(text);
    found.push(body as Receipt);
    return found.at(-1)?.outcome !== 'selected' || found.at(-1)?.attempts.length !== 0;
  });
  return found.at(-1) as Receipt;
}
