/** An outage over HTTP, by official SDK: what the audit, the history and the report say of it, against a count by hand. */
import { untilDelivered } from '../../support/killing-ledger';
import { SERVICE_START_MS, SERVICE_STOP_MS, startTestService, type TestService } from '../../support/service';
import { type Simulator, startSimulator } from '../../support/simulator/simulator';
import { receiptOf } from '../gateway/lab';

const CALLS_BEFORE = 3;
/** As many failures in a row open a circuit. */
const FAILING = 5;
const CALLS_PAST = 2;

interface AuditRow {
  readonly request_id: string;
  readonly decision_id: string;
  readonly reason: string;
}

let service: TestService;
let broken: Simulator;
let sound: Simulator;
/** In the order of the calls. */
const decisions: string[] = [];

const documentFor = (): object => {
  const at = (provider: string, usd: string): object => ({
    ...{ provider, model: 'tiny', tier: 'economy', capabilities: ['streaming'] },
    price: { input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'test' },
  });
  const provider = ({ url }: Simulator): object => ({
    ...{ kind: 'openai_compatible', base_url: `${url}/v1`, credentials: [{ name: 'main', api_key: 'sk-main' }] },
  });
  return {
    providers: { broken: provider(broken), sound: provider(sound) },
    models: [at('broken', '1'), at('sound', '2')],
  };
};

beforeAll(async () => {
  service = await startTestService();
  [broken, sound] = [await startSimulator(), await startSimulator()];
  await service.configure(documentFor());
  await callTimes(CALLS_BEFORE);
  broken.order({ model: 'tiny', fault: { kind: 'status', status: 503 } });
  await callTimes(FAILING + CALLS_PAST);
  await untilDelivered(service.url);
}, SERVICE_START_MS);

afterAll(async () => {
  await service.stop();
  await broken.stop();
  await sound.stop();
}, SERVICE_STOP_MS);

async function callTimes(times: number): Promise<void> {
  for (let at = 0; at < times; at++) {
    const messages = [{ role: 'user', content: 'Hello' }] as const;
    const answer = await service.client().chat.completions.create({ model: 'tiny', messages: [...messages] });
    decisions.push((answer as unknown as { x_bursar: { decision_id: string } }).x_bursar.decision_id);
  }
}

const read = async (path: string): Promise<unknown> => {
  const { status, body, text } = await service.call('GET', path);
  if (status !== 200) throw new Error(text);
  return body;
};

it('PG-20: every hop is logged with the decision of its request, in whose receipt it stands', async () => {
  const { data } = (await read('/v1/sla/failover-audit')) as { data: AuditRow[] };
  const rows = data.toReversed();
  expect(rows.map(({ decision_id: id }) => id)).toEqual(decisions.slice(CALLS_BEFORE));
  expect(rows.map(({ reason }) => reason)).toEqual([
    ...Array.from({ length: FAILING }, () => 'failure'),
    ...Array.from({ length: CALLS_PAST }, () => 'circuit_open'),
  ]);
  expect(rows[0]).toMatchObject({
    ...{ from_provider: 'broken', to_provider: 'sound', model_id: 'tiny', failure_class: 'server_error', hop: 1 },
    ...{ to_model_id: 'tiny', from_credential: 'main', to_credential: 'main' },
  });
  const { attempts } = await receiptOf(service, decisions[CALLS_BEFORE] ?? '');
  expect(attempts.map(({ provider, failure_class: name }) => [provider, name])).toEqual([
    ['broken', 'server_error'],
    ['sound', null],
  ]);
});

it('MS-21: the history has every attempt, and the moment in which the circuit opened', async () => {
  const { data, breaker } = (await read('/v1/sla/provider-history?group_by=provider&bucket=1d&provider=broken')) as {
    data: object[];
    breaker: object[];
  };
  // Over midnight it would be two days.
  expect(data.length).toBeLessThanOrEqual(2);
  expect(data.at(-1)).toMatchObject({ provider: 'broken', failed: FAILING, errors: { server_error: FAILING } });
  expect(breaker).toMatchObject([
    { provider: 'broken', model: 'tiny', credential: 'main', from: 'closed', to: 'open', reason: 'failures_in_row' },
  ]);
});

it('MS-21: the report sets what callers saw against what each provider gave', async () => {
  const calls = CALLS_BEFORE + FAILING + CALLS_PAST;
  const report = (await read('/v1/sla/report')) as { callers: object; providers: object[] };
  expect(report.callers).toEqual({
    ...{ requests: calls, answered: calls, failed: 0, not_counted: 0, availability: 1 },
    ...{ saved_by_failover: FAILING, availability_without_failover: (calls - FAILING) / calls },
  });
  expect(report.providers).toMatchObject([
    {
      provider: 'broken',
      answered: CALLS_BEFORE,
      failed: FAILING,
      availability: CALLS_BEFORE / (CALLS_BEFORE + FAILING),
      outages: 1,
    },
    { provider: 'sound', answered: FAILING + CALLS_PAST, failed: 0, availability: 1, outages: 0 },
  ]);
  const [{ detect_ms: detect } = { detect_ms: null }] = report.providers as {
    detect_ms: { count: number; mean: number } | null;
  }[];
  expect(detect?.count).toBe(1);
  expect(detect?.mean).toBeGreaterThan(0);
});
