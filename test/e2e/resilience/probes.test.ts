/** A provider that failed and that nobody calls any more: it is found well again by its list of models. */
import { eventually } from '../../support/eventually';
import { useSimulatedService } from '../../support/simulated-service';

// Two rounds of a second each, and an opening that a failed probe has doubled.
jest.setTimeout(60_000);
const WITHIN_MS = 30_000;
const BREAKER = { failures_in_row: 2, open_s: 1, max_open_s: 1, successes_to_close: 2 };

const model = (provider: string) => ({
  ...{ provider, model: `${provider}-tiny`, tier: 'economy', context_window: 8000, max_output: 4096 },
  ...{ capabilities: ['streaming'], price: { input_per_mtok_usd: '1', output_per_mtok_usd: '1', source: 'test' } },
});

const lab = useSimulatedService(
  ({ url }) => ({
    providers: Object.fromEntries(
      ['openai_compatible', 'sandbox'].map((kind) => [
        `lab-${kind === 'sandbox' ? 'unlisted' : 'listed'}`,
        {
          ...{ kind, base_url: `${url}/v1`, breaker: BREAKER },
          ...(kind !== 'sandbox' && { credentials: [{ name: 'main', api_key: 'sk-lab' }] }),
        },
      ]),
    ),
    models: [model('lab-listed'), model('lab-unlisted')],
  }),
  { HEALTH_PROBE_INTERVAL_S: '1', GATEWAY_MAX_ATTEMPTS: '1', BURSAR_SANDBOX: 'true' },
);

interface Circuit {
  readonly provider: string;
  readonly state: string;
}
interface Bucket {
  readonly provider: string;
  readonly calls: number;
  readonly probes: number;
  readonly errors: Readonly<Record<string, number>>;
}

async function read<Row>(path: string): Promise<Row[]> {
  const { status, body, text } = await lab.service.call('GET', path);
  if (status !== 200) throw new Error(text);
  return (body as { data: Row[] }).data;
}

const isIncident = async (state: string, provider: string): Promise<boolean> =>
  (await read(`/v1/sla/incidents?state=${state}&provider=${provider}`)).length === 1;

const stateOf = async (provider: string): Promise<string | undefined> =>
  (await read<Circuit>(`/v1/sla/breakers?provider=${provider}`))[0]?.state;

async function breakDown(provider: string): Promise<void> {
  lab.simulator.order({ fault: { kind: 'status', status: 500 } });
  for (let calls = 0; calls < 2; calls++)
    await lab.client.chat.completions
      .create(
        {
          ...{ model: `${provider}-tiny`, messages: [{ role: 'user', content: 'Hello' }] },
          // How the sandbox is broken.
          metadata: { sandbox: 'status=500' },
        },
        { maxRetries: 0 },
      )
      .catch(() => undefined);
  await eventually(async () => isIncident('open', provider));
}

it('MS-20: a provider that nobody calls is found well by a probe, and each probe is a sample with its failure class', async () => {
  await breakDown('lab-listed');
  // It is still broken when it is first asked.
  await eventually(() => lab.simulator.listings > 0, WITHIN_MS);
  const { total } = lab.simulator.counts();
  lab.simulator.mend();
  await eventually(async () => isIncident('resolved', 'lab-listed'), WITHIN_MS);
  expect(await stateOf('lab-listed')).toBe('closed');
  expect(lab.simulator.counts().total.received).toBe(total.received);
  const listed = lab.simulator.listings;
  const calls = { failed: BREAKER.failures_in_row };
  await eventually(async () => {
    const rows = await read<Bucket>('/v1/sla/provider-history?bucket=1d&group_by=provider');
    const row = rows.find(({ provider }) => provider === 'lab-listed');
    return (
      row?.calls === calls.failed &&
      row.probes === listed &&
      row.errors['server_error'] === calls.failed + listed - BREAKER.successes_to_close
    );
  }, WITHIN_MS);
});

it('a provider without a list of models is left alone', async () => {
  await breakDown('lab-unlisted');
  lab.simulator.mend();
  const before = lab.simulator.listings;
  // Another provider's probe shows that rounds go by.
  await breakDown('lab-listed');
  lab.simulator.mend();
  await eventually(async () => (await stateOf('lab-listed')) === 'closed', WITHIN_MS);
  expect(lab.simulator.listings).toBeGreaterThan(before);
  // The first probe would have made it half-open.
  expect(await stateOf('lab-unlisted')).toBe('open');
  expect(await isIncident('open', 'lab-unlisted')).toBe(true);
});
