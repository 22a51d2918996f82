/** A call that is to be processed in one region only costs what it costs there: before it, after it, and when it is corrected. */
import Anthropic from '@anthropic-ai/sdk';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { simulate } from '../../support/simulator/script';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { type AttemptView, receiptOf } from './lab';

let simulator: Simulator;
let service: TestService;

/** One model at prices of this many dollars a million tokens of input; twice as much for those of output. */
async function configure(input: number): Promise<void> {
  const provider = {
    kind: 'anthropic',
    base_url: `${simulator.url}/v1`,
    credentials: [{ name: 'main', api_key: 'key' }],
  };
  await service.configure({
    providers: { mine: provider },
    models: [
      {
        ...{ provider: 'mine', model: 'model', tier: 'economy', max_output: 4096, capabilities: ['streaming'] },
        price: {
          ...{ input_per_mtok_usd: String(input), output_per_mtok_usd: String(2 * input), source: 'test' },
          regions: { us: '1.1' },
        },
      },
    ],
  });
}

beforeAll(async () => {
  simulator = await startSimulator();
  service = await startTestService();
  await configure(10);
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await simulator.stop();
}, SERVICE_STOP_MS);

interface Called {
  readonly decisionId: string;
  readonly estimate: number;
  readonly attempt: AttemptView | undefined;
}

const STREAMING = [false, true];
const PROMPT = simulate({ usage: { input: 100, output: 50 } });

async function call(region: string | null): Promise<Called> {
  const client = new Anthropic({ baseURL: service.url, authToken: service.ownerKey, apiKey: null, maxRetries: 0 });
  const { data, response } = await client.messages
    .create({
      ...{ model: 'mine/model', max_tokens: 100, stream: true, messages: [{ role: 'user', content: PROMPT }] },
      ...(region !== null && { inference_geo: region }),
    })
    .withResponse();
  for await (const event of data) expect(event.type).not.toBe('error');
  const decisionId = response.headers.get('x-bursar-decision-id') ?? '';
  const { attempts } = await receiptOf(service, decisionId);
  return { decisionId, estimate: Number(response.headers.get('x-bursar-cost-estimate-usd')), attempt: attempts[0] };
}

it.each([
  [null, { price_region: null, cost_usd: '0.002', cost_status: 'priced' }],
  ['global', { price_region: null, cost_usd: '0.002', cost_status: 'priced' }],
  ['us', { price_region: 'us', cost_usd: '0.0022', cost_status: 'priced' }],
  ['eu', { price_region: 'eu', cost_usd: '0.002', cost_status: 'estimated' }],
])('inference_geo %s is priced at its factor, and as an estimate where the row has none', async (region, expected) => {
  expect((await call(region)).attempt).toMatchObject(expected);
});

it.each(STREAMING)(
  'where the body names none, the region that the answer says holds, streaming: %s, translated or not',
  async (stream) => {
    const content = simulate({ usage: { input: 100, output: 50 }, region: 'us' });
    for (const path of ['/v1/messages', '/v1/chat/completions']) {
      const body = { model: 'mine/model', stream, max_tokens: 100, messages: [{ role: 'user', content }] };
      const answer = await fetch(service.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${service.ownerKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      await answer.text();
      const { attempts } = await receiptOf(service, answer.headers.get('x-bursar-decision-id') ?? '');
      expect(attempts).toMatchObject([{ price_region: 'us', cost_usd: '0.0022', cost_status: 'priced' }]);
    }
  },
);

it('the estimate before the call is at the price of the region', async () => {
  const [anywhere, us] = [await call(null), await call('us')];
  expect(anywhere.estimate).toBeGreaterThan(0);
  expect(us.estimate / anywhere.estimate).toBeCloseTo(1.1, 2);
});

it('a late correction keeps the region', async () => {
  const { decisionId } = await call('us');
  await configure(20);
  const from = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  const corrected = await service.call('POST', '/v1/prices/corrections', { body: { from, reason: 'announced late' } });
  expect(corrected.status).toBe(200);
  const { attempts, identical } = await receiptOf(service, decisionId);
  expect(identical).toBe(true);
  expect(attempts).toMatchObject([{ cost_usd: '0.0022', adjustment_usd: '0.0022', total_usd: '0.0044' }]);
});
