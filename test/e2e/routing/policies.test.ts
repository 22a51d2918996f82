/** Policies that are stored, checked without a call, or made for each call: by the official SDK, on the whole service. */
import OpenAI from 'openai';
import { receiptOf, useLab } from '../gateway/lab';

const lab = useLab();

type Told = Readonly<Record<string, unknown>> & { readonly decision_id: string };

async function call(body: Readonly<Record<string, unknown>>): Promise<Told> {
  const messages = [{ role: 'user' as const, content: 'Hello' }];
  const completion = await lab.client.chat.completions.create({ model: 'auto', messages, ...body });
  return (completion as unknown as { x_bursar: Told }).x_bursar;
}

const policy = (filter: unknown, scorer: unknown = ['neg', ['normalize', ['field', 'price_out']]]): unknown[] => [
  ...['policy', ['and', ['meets_req'], filter], scorer, ['argmax'], ['id']],
  ['always', { action: 'next_candidate' }],
];
const STANDARD = policy(['tier_eq', 'standard']);
const LOCAL = policy(['is', 'is_local']);

const store = (name: string, term: unknown[]) =>
  lab.service.call('PUT', `/v1/policies/${name}`, { body: { policy_ir: term } });

describe('POST /v1/policies/validate', () => {
  const validate = (term: unknown) => lab.service.call('POST', '/v1/policies/validate', { body: { policy_ir: term } });

  it('UH-12, BX-08: tells normal form, encoding and identity, and calls nobody', async () => {
    const before = lab.simulator.requests.length;
    const { status, body } = await validate(policy(['and', ['top'], ['not', ['not', ['is', 'is_local']]]]));
    expect(status).toBe(200);
    expect(body).toEqual({
      ...{ valid: true, identity: expect.stringMatching(/^[0-9a-f]{64}$/), cache_key: expect.any(String) },
      fingerprint: (body as { identity: string }).identity,
      canonical: ['policy', ['and', ['is', 'is_local'], ['meets_req']], ...LOCAL.slice(2)],
      encoding: expect.stringMatching(/^sigma-pol\/v2:\(policy \(and \(is "is_local"\) \(meets_req\)\) /),
      warnings: [],
    });
    const again = await validate((body as { canonical: unknown }).canonical);
    expect(again.body).toEqual(body);
    expect(lab.simulator.requests).toHaveLength(before);
  });

  it('UH-13: refuses an unknown operation by name and path', async () => {
    const { status, body } = await validate(policy(['fits_well']));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        ...{ code: 'invalid_policy', details: { path: '$.policy[1].and[2]', op: 'fits_well' } },
        message: expect.stringContaining("unknown op 'fits_well'"),
      },
    });
  });

  it('says what an author probably did not want', async () => {
    const { body } = await validate(policy(['bot']));
    expect(body).toMatchObject({ warnings: [{ op: 'bot', message: 'the filter rejects every candidate' }] });
  });

  it.each([[undefined], ['cheapest'], [{}]])('refuses %j as no term', async (term) => {
    const { status, text } = await validate(term);
    expect(status).toBe(400);
    expect(text).toContain('policy_ir');
  });
});

describe('a stored policy', () => {
  it('UH-09, UH-10: decides from the next call on, as does each change of it, and is in the receipt', async () => {
    await expect(call({ model: 'policy:house' })).rejects.toMatchObject({ code: 'policy_missing' });
    const { identity } = (await store('house', STANDARD)).body as { identity: string };
    const told = await call({ model: 'policy:house' });
    expect(told).toMatchObject({ provider: 'lab', selected_model: 'big' });
    expect(await receiptOf(lab.service, told.decision_id)).toMatchObject({
      ...{ decided_by: { kind: 'policy', name: 'house', identity }, identical: true },
    });
    await store('house', LOCAL);
    expect(await call({ model: 'policy:house' })).toMatchObject({ provider: 'home', selected_model: 'llama' });
    const replayed = await lab.service.call('POST', `/v1/decisions/${told.decision_id}/replay`);
    expect(replayed.body).toMatchObject({ identical: true, differences: [] });
    await lab.service.call('DELETE', '/v1/policies/house');
    const refused = await call({ model: 'policy:house' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.BadRequestError);
    expect((refused as Error).message).toContain('or store it: PUT /v1/policies/NAME');
  });

  it('gives way to the term that the call brings, whose label the name then is', async () => {
    await store('house', STANDARD);
    const told = await call({ model: 'policy:house', policy_ir: LOCAL });
    expect(told).toMatchObject({ provider: 'home', selected_model: 'llama' });
  });

  it('BX-01: is previewed by its name, from a body and from facts alone', async () => {
    await store('house', STANDARD);
    const preview = async (body: object) => (await lab.service.call('POST', '/v1/route', { body })).body;
    const expected = { selected_model: 'big', decided_by: { kind: 'policy', name: 'house' } };
    const messages = [{ role: 'user', content: 'Hello' }];
    expect(await preview({ model: 'policy:house', messages })).toMatchObject(expected);
    expect(await preview({ facts: { requested_model: 'policy:house' } })).toMatchObject(expected);
    expect(await preview({ facts: { requested_model: 'policy:nowhere' } })).toMatchObject({
      error: { code: 'policy_missing' },
    });
  });
});

describe('policies made for each call', () => {
  it('UH-11, UH-17: give every customer its own rules, from what the caller knows of it', async () => {
    const plans: Readonly<Record<string, unknown>> = {
      free: ['tier_eq', 'economy'],
      pro: ['min_tier', 'standard'],
      clinic: ['is', 'is_local'],
    };
    const served: string[] = [];
    for (const [customer, filter] of Object.entries(plans)) {
      const term = policy(['and', filter, ['cmp', 'price_out', 'gt', customer === 'clinic' ? -1 : 0]]);
      const told = await call({ model: `policy:${customer}`, policy_ir: term, metadata: { customer } });
      served.push(`${customer} ${String(told['selected_model'])}`);
    }
    expect(served).toEqual(['free tiny', 'pro big', 'clinic llama']);
  });

  it('UH-17: give each step of a workflow a policy of its own', async () => {
    const steps = [policy(['tier_eq', 'economy']), STANDARD, LOCAL];
    const headers = { 'x-bursar-workflow': 'claims', 'x-bursar-run-id': 'run-1' };
    const client = lab.service.client({ defaultHeaders: headers });
    const served: unknown[] = [];
    for (const term of steps) {
      const body = { model: 'policy:step', messages: [{ role: 'user' as const, content: 'Hello' }], policy_ir: term };
      const completion = await client.chat.completions.create(body);
      served.push((completion as unknown as { x_bursar: Told }).x_bursar['selected_model']);
    }
    expect(served).toEqual(['tiny', 'big', 'llama']);
  });
});

describe('the envelope of the tenant', () => {
  const envelope = '/v1/routing/envelope';

  it('UH-10: keeps every caller within it from the next call on, whatever its policy says, and the receipt says why', async () => {
    await lab.service.call('PUT', envelope, { body: { envelope: ['is', 'is_local'] } });
    const told = await call({ model: 'policy:mine', policy_ir: policy(['top']) });
    expect(told).toMatchObject({ provider: 'home', selected_model: 'llama' });
    const { candidates, identical } = await receiptOf(lab.service, told.decision_id);
    const others = candidates.filter(({ candidate }) => candidate.startsWith('lab/'));
    expect(new Set(others.map(({ reason }) => reason))).toEqual(new Set(['envelope:is:is_local']));
    expect(identical).toBe(true);
    const before = lab.simulator.requests.length;
    const refused = await call({ model: 'policy:mine', policy_ir: STANDARD }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.UnprocessableEntityError);
    expect(lab.simulator.requests).toHaveLength(before);
    await lab.service.call('DELETE', envelope);
    expect(await call({ model: 'policy:mine', policy_ir: STANDARD })).toMatchObject({ selected_model: 'big' });
    const replayed = await lab.service.call('POST', `/v1/decisions/${told.decision_id}/replay`);
    expect(replayed.body).toMatchObject({ identical: true, differences: [] });
  });
});

it('the mode of the tenant weighs where neither call nor endpoint says', async () => {
  const modeOf = async (facts: object): Promise<unknown> =>
    ((await lab.service.call('POST', '/v1/route', { body: { facts } })).body as { mode: unknown }).mode;
  await lab.service.call('PUT', '/v1/routing/mode', { body: { mode: 'local_first' } });
  expect(await modeOf({ requested_model: 'auto' })).toBe('local_first');
  expect(await modeOf({ requested_model: 'auto', mode: 'cost_first' })).toBe('cost_first');
  await lab.service.call('DELETE', '/v1/routing/mode');
  expect(await modeOf({ requested_model: 'auto' })).toBe('balanced');
});
