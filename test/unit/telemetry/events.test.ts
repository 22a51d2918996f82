import { EVENTS, serialise } from '../../../src/telemetry/domain/catalogue';
import { compare, formatPosition, parsePosition, startOf } from '../../../src/telemetry/domain/position';
import { frame, heartbeat, opening } from '../../../src/telemetry/domain/server-sent';
import { eventsQuery } from '../../../src/telemetry/events/events.query';
import { fieldsOf, type EventRow } from '../../../src/telemetry/events/sources';

const CALL = {
  ...{ decision_id: 'dec_1', request_id: 'req_1', key_id: 'key_1', team_id: '', project_id: '', workflow: '' },
  ...{ task: '', endpoint: '', requested_model: 'smart' },
};
const DECISION: EventRow = {
  ...CALL,
  ...{ outcome: 'selected', provider: 'lab', model: 'tiny', tier: 'economy', mode: 'balanced', decided_by: 'default' },
  ...{ rule: '', policy_identity: '', signals: ['recursive_belief'], complexity_score: 4, explanation: 'Because.' },
  estimated_cost_nano_usd: '1500',
};
const ATTEMPT: EventRow = {
  ...CALL,
  ...{ attempt_id: 'att_1_1', attempt: 1, environment: '', provider: 'lab', model: 'tiny', tier: 'economy' },
  ...{
    streaming: false,
    outcome: 'success',
    failure_class: '',
    http_status: 200,
    cost_nano_usd: '25',
    cost_status: 'priced',
  },
  ...{ usage_source: 'provider_final', first_byte_ms: 3, duration_ms: 5 },
};
const BUCKETS = {
  ...{ input: 11, cache_read: 0, cache_write_5m: 0, cache_write_1h: 0, output: 7, reasoning: 0 },
  ...{ audio_input: 0, audio_output: 0, image_input: 0 },
};

const told = (type: 'decision.made' | 'attempt.ended', row: EventRow): Record<string, unknown> =>
  (
    JSON.parse(
      serialise({ id: 'x', type, timestamp: '2026-08-17T09:30:00.000Z', tenantId: 'ten_1', data: fieldsOf(type, row) }),
    ) as { data: Record<string, unknown> }
  ).data;

describe('the catalogue', () => {
  it('MS-07: lets a decision be told with the rules that fired, and the sentence that says why', () => {
    expect(told('decision.made', DECISION)).toMatchObject({
      ...{ signals: ['recursive_belief'], complexity_score: 4, explanation: 'Because.' },
      ...{ estimated_cost_usd: '0.0000015', endpoint: null, rule: null },
    });
  });

  it('lets nothing out that it does not list', () => {
    const data = told('decision.made', { ...DECISION, prompt: 'secret', facts: '{"secret":1}' });
    expect(Object.keys(data).sort()).toEqual(Object.keys(EVENTS['decision.made'].data.shape).sort());
  });

  it('refuses an event that lacks what it lists', () => {
    const { explanation: _, ...rest } = DECISION;
    expect(() => told('decision.made', rest)).toThrow('explanation');
  });

  it.each([
    ['counted', 'provider_final', BUCKETS],
    ['not counted', 'missing', null],
  ])('tells tokens that were %s as such', (_, source, tokens) => {
    expect(told('attempt.ended', { ...ATTEMPT, usage_source: source, counted: BUCKETS })).toMatchObject({ tokens });
  });

  it('tells a cost that is not known as null, never as zero', () => {
    const row = { ...ATTEMPT, counted: BUCKETS, cost_nano_usd: null, cost_status: 'unpriced' };
    expect(told('attempt.ended', row)).toMatchObject({ cost_usd: null, cost_status: 'unpriced' });
    expect(told('attempt.ended', { ...row, cost_nano_usd: '0', cost_status: 'free' })).toMatchObject({ cost_usd: '0' });
  });
});

describe('a position', () => {
  const at = (storedS: number, timeMs: number, rank: number, id: string) => ({ storedS, timeMs, rank, id });
  const inOrder = [
    startOf(5),
    at(5, 1, 0, 'dec_a'),
    at(5, 1, 0, 'dec_b'),
    at(5, 1, 1, 'att_a'),
    at(5, 2, 0, 'dec_a'),
    startOf(6),
  ];

  it('orders by second of storage, time, type and id', () => {
    expect([...inOrder].reverse().sort(compare)).toEqual(inOrder);
  });

  it('survives its way to the reader and back', () => {
    expect(inOrder.map((position) => parsePosition(formatPosition(position)))).toEqual(inOrder);
  });

  it.each(['', 'x', '1.2.3', "1.2.3.'; DROP", '-1.2.3.a', '1.2.3.a.b'])('is not read from %j', (text) => {
    expect(parsePosition(text)).toBeNull();
  });
});

describe('a frame', () => {
  it('is what the WHATWG standard reads as an event, or as nothing but an id', () => {
    expect(frame({ id: '1', event: 'gap', data: '{}' })).toBe('id: 1\nevent: gap\ndata: {}\n\n');
    expect(heartbeat('1')).toBe(': heartbeat\nid: 1\n\n');
    expect(opening('1', 2000)).toBe('retry: 2000\nid: 1\n\n');
  });
});

describe('the query', () => {
  it.each([
    [{}, Object.keys(EVENTS).filter((type) => type !== 'gap')],
    [{ types: 'attempt.ended' }, ['attempt.ended']],
    [{ types: 'attempt.ended, decision.made,attempt.ended' }, ['attempt.ended', 'decision.made']],
  ])('%j asks for %j', (query, types) => {
    expect(eventsQuery.parse(query).types).toEqual(types);
  });

  it.each([{ types: 'gap' }, { types: '' }, { outcome: 'good' }, { model: '' }, { prompt: 'x' }])(
    'refuses %j',
    (query) => {
      expect(eventsQuery.safeParse(query).success).toBe(false);
    },
  );
});
