/** Which rule a request meets. */
import { compileRules } from '../../../../src/routing/domain/rules/compile';
import type { RuleFacts } from '../../../../src/routing/domain/rules/environment';
import { endpointWith, holds, matched, MOMENT } from './lab';

const RUSH = { label: 'rush', if: 'true', use: { kind: 'tier', tier: 'standard' } } as const;
const DESIGN = endpointWith([
  'input_tokens > 100000',
  'has_schema',
  'monthly_spend_pct > 0.8',
  'hour_local in [22, 23, 0, 1, 2, 3, 4, 5]',
]);

describe('the rules of the design', () => {
  it('PG-06: the first takes long inputs, and not one token earlier', () => {
    expect(matched(DESIGN, { input_tokens: 100_001 }).rule).toMatchObject({ index: 0, if: 'input_tokens > 100000' });
    expect(matched(DESIGN, { input_tokens: 100_000 }).rule).toBeNull();
  });

  it('PG-07: the second takes requests for a schema', () => {
    expect(matched(DESIGN, { has_schema: true }).rule?.index).toBe(1);
  });

  it('PG-08: the third guards the burn rate', () => {
    expect(matched(DESIGN, {}, { monthly_spend_pct: 0.81 }).rule?.index).toBe(2);
    expect(matched(DESIGN, {}, { monthly_spend_pct: 1.3 }).rule?.index).toBe(2);
    expect(matched(DESIGN, {}, { monthly_spend_pct: 0.8 }).rule).toBeNull();
  });

  it('PG-09: the fourth takes the night', () => {
    const night = Array.from({ length: 24 }, (_, hour) => hour).filter(
      (hour) => matched(DESIGN, { hour_local: hour }).rule?.index === 3,
    );
    expect(night).toEqual([0, 1, 2, 3, 4, 5, 22, 23]);
  });

  it('PG-05: the first that holds wins, and without one the request falls through', () => {
    const all = { input_tokens: 100_001, has_schema: true, hour_local: 23 };
    expect(matched(DESIGN, all, { monthly_spend_pct: 0.9 }).rule?.index).toBe(0);
    expect(matched(DESIGN, { ...all, input_tokens: 1 }, { monthly_spend_pct: 0.9 }).rule?.index).toBe(1);
    expect(matched(DESIGN)).toEqual({ rule: null, notes: [] });
  });
});

describe('what rules can see', () => {
  /** Holds for these facts, and not for the request without them. */
  const sees = (condition: string, facts: Partial<RuleFacts>): void => {
    expect(holds(condition, facts)).toBe(true);
    expect(holds(condition)).toBe(false);
  };

  it('PG-13: whether a JSON schema was sent', () => {
    sees('has_schema', { has_schema: true });
  });

  it('PG-14: whether tools were passed', () => {
    sees('has_tools', { has_tools: true });
  });

  it('PG-16: the local hour, time and weekday', () => {
    const evening = { hour_local: 22, time_of_day: '22:15', weekday: 'mon' };
    sees('hour_local == 22 && time_of_day == "22:15" && weekday == "mon"', evening);
  });

  it('PG-17: whether the answer is streamed', () => {
    sees('streaming', { streaming: true });
  });

  it('UH-17: customer, workflow and environment', () => {
    sees('customer == "acme"', { customer: 'acme' });
    sees('workflow == "invoices" && environment == "test"', { workflow: 'invoices', environment: 'test' });
  });

  it.each<[string, Partial<RuleFacts>]>([
    ['has_json_mode && has_images && has_audio', { has_json_mode: true, has_images: true, has_audio: true }],
    ['max_output_tokens > 4000 && messages_count > 10', { max_output_tokens: 4001, messages_count: 11 }],
    ['complexity_score >= 3', { signals: { score: 3 } }],
    ['task == "translation" && region == "eu"', { task: 'translation', region: 'eu' }],
    ['data_class == "health"', { data_class: 'health' }],
    ['team == "core" && project == "search"', { team: 'core', project: 'search' }],
  ])('PG-02: %s', (condition, facts) => {
    sees(condition, facts);
  });

  it('PG-02: the name that the caller wrote', () => {
    expect(holds('model == "smart"')).toBe(true);
  });

  it('PG-15: monthly_spend_pct is a fraction, and without a budget nothing of it is used, which is noted', () => {
    const endpoint = endpointWith(['monthly_spend_pct > 0.0', 'monthly_spend_pct == 0.0']);
    expect(matched(endpoint, {}, { monthly_spend_pct: 0.01 })).toMatchObject({ rule: { index: 0 }, notes: [] });
    const unlimited = matched(endpoint, {}, { monthly_spend_pct: null });
    expect(unlimited).toMatchObject({ rule: { index: 1 }, notes: ['monthly_spend_pct:no_budget'] });
    expect(matched(endpointWith(['has_schema']), {}, { monthly_spend_pct: null }).notes).toEqual([]);
  });

  it('what nobody has said is the empty text', () => {
    expect(holds('task == "" && customer == "" && region == "" && project == ""')).toBe(true);
  });

  it.each([['complexity_score < 3'], ['max_output_tokens < 10']])(
    'what is not known is no number: %s does not hold, and a note says why',
    (condition) => {
      const name = condition.split(' ')[0] ?? '';
      expect(matched(endpointWith([condition, 'true']))).toMatchObject({
        rule: { index: 1 },
        notes: [`signal_missing:${name}`],
      });
    },
  );
});

describe('a rule that cannot be evaluated', () => {
  it('does not match, is noted once, and leaves the rest as it is', () => {
    const priority = { name: 'priority', path: '$.priority', type: 'string' as const };
    const endpoint = endpointWith(
      ['1 / (messages_count - 1) > 0', 'priority == "high"', '"x" + priority == "xlow"', 'has_schema', 'true'],
      [priority],
    );
    const { rule, notes } = matched(endpoint, { declared: { priority: null } });
    expect(rule?.index).toBe(4);
    expect(notes).toEqual(['rule_error:0:division_by_zero', 'signal_missing:priority']);
  });

  it('is decided by the half that can be', () => {
    const level = { name: 'level', path: '$.level', type: 'int' as const };
    const missing = { declared: {} };
    expect(matched(endpointWith(['level > 3 || has_tools'], [level]), { ...missing, has_tools: true })).toMatchObject({
      rule: { index: 0 },
      notes: [],
    });
    expect(matched(endpointWith(['has_tools && level > 3'], [level]), missing)).toEqual({ rule: null, notes: [] });
  });

  it('shows no value of the request in its note', () => {
    const secret = { name: 'seats', path: '$.seats', type: 'int' as const };
    const endpoint = endpointWith(['9223372036854775807 + seats > 0', '[1][seats] == 1'], [secret]);
    const { notes } = matched(endpoint, { declared: { seats: 424_242 } });
    expect(notes).toHaveLength(2);
    expect(notes.join()).toMatch(/^rule_error:0:numeric_overflow,rule_error:1:/);
    expect(notes.join()).not.toContain('424242');
  });

  it('was stored in a wider language: it is noted and does not match', () => {
    expect(matched(endpointWith(['task.matches("a")', 'true']))).toMatchObject({
      rule: { index: 1 },
      notes: ['rule_error:0:not_admitted'],
    });
  });
});

it('a fact that is no whole number is missing as an int, and fails nothing', () => {
  const { rule, notes } = matched(endpointWith(['complexity_score < 9', 'true']), { signals: { score: 2.5 } });
  expect(rule?.index).toBe(1);
  expect(notes).toEqual(['signal_missing:complexity_score']);
});

it('an endpoint is compiled once', () => {
  expect(compileRules(DESIGN)).toBe(compileRules(DESIGN));
  expect(compileRules(endpointWith(['true']))).not.toBe(compileRules(endpointWith(['true'])));
});

it('a label, the expression and the target come with the match', () => {
  const endpoint = { ...endpointWith([]), rules: [RUSH] };
  expect(matched(endpoint, {}, MOMENT).rule).toEqual({ ...RUSH, index: 0 });
});
