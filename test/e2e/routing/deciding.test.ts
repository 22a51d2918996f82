/** The endpoint of the design, policies sent with calls, signals and replays: by the official SDK, on the whole service. */
import OpenAI from 'openai';
import { parse } from 'yaml';
import { designDocument } from '../../support/design-document';
import { useSimulatedService } from '../../support/simulated-service';
import type { Simulator } from '../../support/simulator/simulator';
import { receiptOf } from '../gateway/lab';

interface Document {
  readonly models: readonly { readonly price: Record<string, string> }[];
}

const documentFor = ({ url }: Simulator): Document => parse(designDocument(`${url}/v1`)) as Document;

const lab = useSimulatedService(documentFor);

type Body = OpenAI.ChatCompletionCreateParamsNonStreaming;
type Told = Readonly<Record<string, unknown>> & { readonly decision_id: string };

const ask = (content: string): Pick<Body, 'messages'> => ({ messages: [{ role: 'user', content }] });

async function call(body: Body & Readonly<Record<string, unknown>>): Promise<Told> {
  const completion = await lab.client.chat.completions.create(body);
  return (completion as unknown as { x_bursar: Told }).x_bursar;
}

const preview = async (body: object): Promise<Readonly<Record<string, unknown>>> => {
  const answer = await lab.service.call('POST', '/v1/route', { body });
  if (answer.status !== 200) throw new Error(answer.text);
  return answer.body as Readonly<Record<string, unknown>>;
};

const SCHEMA = {
  type: 'json_schema',
  json_schema: { name: 'x', schema: { type: 'object', properties: {}, additionalProperties: false } },
} as const;
/** Berlin's noon, when no rule of the night holds. */
const NOON = Date.UTC(2026, 5, 10, 10);

describe('the endpoint of the design', () => {
  it('PG-07, PG-11: has_schema goes to openai / gpt-4o through the SDK, and the rule is in the receipt', async () => {
    const told = await call({ model: 'smart', ...ask('Hello'), response_format: SCHEMA });
    expect(told).toMatchObject({ provider: 'openai', selected_model: 'gpt-4o' });
    const receipt = await receiptOf(lab.service, told.decision_id);
    expect(receipt).toMatchObject({
      ...{ decided_by: { kind: 'rule', index: 1, if: 'has_schema' }, rule: 'has_schema', identical: true },
      explanation: expect.stringContaining('rule 2 (has_schema)'),
    });
  });

  it('PG-06: input_tokens > 100000 goes to google / gemini-2.5-pro through the SDK', async () => {
    const told = await call({ model: 'smart', ...ask('many words are here '.repeat(30_000)) });
    expect(told).toMatchObject({ provider: 'google', selected_model: 'gemini-2.5-pro' });
  });

  const asked = async (facts: object, state: object = {}) => {
    const decided = await preview({ facts: { requested_model: 'smart', at_ms: NOON, ...facts }, state });
    return [decided['provider'], decided['selected_model']];
  };

  it('PG-08: monthly_spend_pct > 0.8 goes to groq / llama-3.3-70b', async () => {
    const llama = ['groq', expect.stringContaining('llama-3.3-70b')];
    expect(await asked({}, { monthly_spend_pct: 0.81 })).toEqual(llama);
  });

  it('PG-09: the hours of the night go to together / deepseek-r1', async () => {
    expect(await asked({ hour_local: 23 })).toEqual(['together', 'deepseek-r1']);
  });

  it('PG-05: falls through to the default', async () => {
    expect(await asked({}, { monthly_spend_pct: 0.8 })).toEqual(['anthropic', 'claude-3-5-sonnet']);
  });

  it('PG-03: its name stays, and what answers changes', async () => {
    const models = [await call({ model: 'smart', ...ask('Hello'), response_format: SCHEMA })];
    models.push(await call({ model: 'smart', ...ask('many words are here '.repeat(30_000)) }));
    expect(models.map((told) => told['selected_model'])).toEqual(['gpt-4o', 'gemini-2.5-pro']);
  });

  it('PG-10: a long input never goes to a model that cannot hold it', async () => {
    const decided = await preview({ facts: { requested_model: 'auto', input_tokens: 150_000, mode: 'cost_first' } });
    const candidates = decided['candidates'] as { role: string; reason: string | null }[];
    expect(candidates.some(({ reason }) => reason?.startsWith('context_window:128000<') === true)).toBe(true);
    expect(candidates[0]?.role).toBe('selected');
  });

  it('SP-08, SP-09, UH-18: the receipt has the incoming signal, and of each candidate role, latency and cost', async () => {
    const told = await call({
      ...{ model: 'smart', ...ask('Hello'), response_format: SCHEMA },
      metadata: { 'x-bursar-task': 'extraction', 'x-bursar-region': 'eu-central', 'x-bursar-mode': 'balanced' },
    });
    const receipt = (await receiptOf(lab.service, told.decision_id)) as unknown as Record<string, unknown>;
    expect(receipt).toMatchObject({
      facts: { task: 'extraction', task_source: 'caller', region: 'eu-central' },
      ...{ mode: 'balanced', limits: { latency_ceiling_ms: 700 } },
    });
    const candidates = receipt['candidates'] as Record<string, unknown>[];
    expect(candidates.map(({ role }) => role)).toEqual(expect.arrayContaining(['selected', 'fallback', 'rejected']));
    for (const candidate of candidates) {
      expect(Object.keys(candidate)).toEqual(
        expect.arrayContaining(['candidate', 'role', 'tier', 'latency_p95_ms', 'estimated_cost_usd', 'reason']),
      );
    }
  });

  it('BX-01: a preview calls nobody', async () => {
    const before = lab.simulator.requests.length;
    await preview({ model: 'smart', ...ask('Hello') });
    expect(lab.simulator.requests).toHaveLength(before);
  });
});

const CHEAPEST = [
  'policy',
  ['and', ['meets_req'], ['cmp', 'price_out', 'le', 20]],
  ['neg', ['normalize', ['field', 'price_out']]],
  ['argmax'],
  ['seq', ['clamp_param', 'temperature', 0, 1], ['set_param', 'model', 'another']],
  ['always', { action: 'next_candidate' }],
];

describe('a policy with the call', () => {
  it('UH-01, UH-19: decides, is taken out of what the provider gets, and its transforms are in the receipt', async () => {
    const told = await call({ model: 'policy:mine', ...ask('Hello'), temperature: 1.5, policy_ir: CHEAPEST });
    const sent = lab.simulator.requests.at(-1)?.body ?? {};
    expect(sent).toMatchObject({ temperature: 1 });
    expect(sent).not.toHaveProperty('policy_ir');
    expect(sent['model']).not.toBe('another');
    const receipt = (await receiptOf(lab.service, told.decision_id)) as unknown as Record<string, unknown>;
    expect(receipt).toMatchObject({
      ...{ decided_by: { kind: 'policy', name: 'mine', identity: expect.stringMatching(/^[0-9a-f]{64}$/) } },
      mutations: [
        { op: 'clamp_param', parameter: 'temperature', value: 1, applied: true },
        { op: 'set_param', parameter: 'model', value: 'another', applied: false },
      ],
      ...{ outcome: 'selected', identical: true },
    });
    expect(receipt['policy']).toMatchObject({ source: 'call', name: 'mine', term: CHEAPEST });
    const reasons = (receipt['candidates'] as { reason: string | null }[]).map(({ reason }) => reason);
    expect(reasons).toContain('policy:cmp:price_out:le');
  });

  it('UH-12, UH-13: that is not valid is refused before any provider is called, naming operation and path', async () => {
    const before = lab.simulator.requests.length;
    const broken = ['policy', ['and', ['top'], ['fits_well']], ...CHEAPEST.slice(2)];
    const refused = await call({ model: 'policy:mine', ...ask('Hello'), policy_ir: broken }).catch((e: unknown) => e);
    expect(refused).toBeInstanceOf(OpenAI.BadRequestError);
    expect(refused).toMatchObject({ code: 'invalid_policy', param: '$.policy[1].and[2]' });
    expect((refused as Error).message).toContain("unknown op 'fits_well'");
    expect(lab.simulator.requests).toHaveLength(before);
  });

  it('that is only named and not sent is refused', async () => {
    await expect(call({ model: 'policy:nowhere', ...ask('Hello') })).rejects.toMatchObject({ code: 'policy_missing' });
  });
});

const BELIEFS =
  'Anna puts the key into the drawer and leaves. While she is away, Ben moves it to the shelf, and Anna sees him do it through ' +
  'the window without his noticing. Where does Ben think that Anna believes the key is?';

describe('a question that needs advanced reasoning', () => {
  it('MS-05, MS-06, MS-13: changes the tier, and the answer says why', async () => {
    const plain = await call({ model: 'auto', ...ask('Say hello to the team.') });
    const raised = await call({ model: 'auto', ...ask(BELIEFS) });
    expect(plain).toMatchObject({
      ...{ tier: 'economy', confidence: null },
      risk_signals: { hasAdvancedReasoningSignals: false, advancedReasoningDetails: [] },
    });
    expect(raised).toMatchObject({
      ...{ tier: 'deep_reasoning', confidence: expect.any(Number) },
      risk_signals: {
        hasAdvancedReasoningSignals: true,
        advancedReasoningDetails: expect.arrayContaining(['recursive_belief']),
      },
      explanation: expect.stringContaining('raised to deep_reasoning by'),
    });
  });

  it('leaves no text of the question in the receipt', async () => {
    const told = await call({ model: 'auto', ...ask(BELIEFS) });
    expect(JSON.stringify(await receiptOf(lab.service, told.decision_id))).not.toContain('drawer');
  });
});

describe('a replay', () => {
  const replay = async (id: string) => (await lab.service.call('POST', `/v1/decisions/${id}/replay`)).body;

  it('BX-03, UH-14: gives the same bytes after the catalog has changed', async () => {
    const ids: string[] = [];
    for (const body of [
      { model: 'smart', ...ask('Hello') },
      { model: 'policy:mine', ...ask('Hello'), policy_ir: CHEAPEST },
      { model: 'auto', ...ask(BELIEFS) },
    ])
      ids.push((await call(body)).decision_id);
    for (const id of ids) await receiptOf(lab.service, id);
    const document = documentFor(lab.simulator);
    for (const { price } of document.models) price['input_per_mtok_usd'] = '77';
    await lab.service.configure(document);
    for (const id of ids) {
      expect(await replay(id)).toEqual({
        ...{ decision_id: id, identical: true, differences: [], note: null },
        ...{ engine_version: expect.any(Number), stored_engine_version: expect.any(Number) },
      });
    }
  });

  it('of an unknown decision is 404', async () => {
    const answer = await lab.service.call('POST', '/v1/decisions/dec_01ARZ3NDEKTSV4RRFFQ69G5FAV/replay');
    expect(answer.status).toBe(404);
  });
});
