/** The rules of an endpoint: compiling them, and what a request that meets none of them pays. */
import { createRequire } from 'node:module';
import type { Context } from '../arena.ts';
import { repeated } from '../repeated.ts';

const require = createRequire(import.meta.url);
const ofBuild = (path: string): object => require(`../../dist/src/${path}.js`) as object;

const { toEndpoint } = ofBuild('catalog/domain/endpoint-document') as {
  toEndpoint: (name: string, document: object) => object;
};
const { compileRules } = ofBuild('routing/domain/rules/compile') as { compileRules: (endpoint: object) => object };
const { matchRule } = ofBuild('routing/domain/rules/match') as {
  matchRule: (compiled: object, facts: object, state: object) => { readonly rule: object | null };
};
const { readSignals } = ofBuild('routing/domain/rules/declared-signals') as {
  readSignals: (endpoint: object, body: unknown) => object;
};

const DESIGN = [
  'input_tokens > 100000',
  'has_schema',
  'monthly_spend_pct > 0.8',
  'hour_local in [22, 23, 0, 1, 2, 3, 4, 5]',
];
const LONG =
  '!streaming && (task in ["summarization", "extraction"] || customer.startsWith("acme")) && priority == "high"';
const SIGNALS = [{ name: 'priority', path: '$.metadata.priority', type: 'string', default: 'normal' }];
const BODY = { model: 'smart', messages: [], metadata: { priority: 'normal' } };

const FACTS = {
  ...{ requested_model: 'smart', input_tokens: 1000, max_output_tokens: null, messages_count: 1 },
  ...{ has_schema: false, has_json_mode: false, has_tools: false, has_images: false, has_audio: false },
  ...{ streaming: false, task: 'extraction', region: null, data_class: null, workflow: null, customer: null },
  ...{ environment: null, team: null, project: null, hour_local: 8, time_of_day: '08:30', weekday: 'sat' },
  ...{ signals: null, declared: { priority: 'normal' } },
};
const STATE = { monthly_spend_pct: 0.5 };

const endpointWith = (conditions: readonly string[]): object =>
  toEndpoint('smart', {
    signals: SIGNALS,
    routing: { rules: conditions.map((text) => ({ if: text, use: { tier: 'economy' } })) },
  });

export function rules({ report }: Context): Promise<void> {
  const matching = (conditions: readonly string[]): number => {
    const compiled = compileRules(endpointWith(conditions));
    if (matchRule(compiled, FACTS, STATE).rule !== null) throw new Error('none of the rules should hold');
    return repeated(() => matchRule(compiled, FACTS, STATE));
  };
  const twenty = Array.from({ length: 5 }, () => DESIGN).flat();
  report.add('rules', {
    figure: 'compiling the four rules of the design',
    value: repeated(() => compileRules(endpointWith(DESIGN))),
    unit: 'µs',
  });
  report.add('rules', {
    figure: 'a request through the four rules of the design, a rule',
    value: matching(DESIGN) / DESIGN.length,
    unit: 'µs',
    target: { of: 'value', atMost: 1 },
  });
  report.add('rules', {
    figure: 'a request through twenty rules, a rule',
    value: matching(twenty) / twenty.length,
    unit: 'µs',
    target: { of: 'value', atMost: 1 },
  });
  report.add('rules', { figure: 'a rule of seven conditions', value: matching([LONG]), unit: 'µs' });
  const endpoint = endpointWith([]);
  report.add('rules', {
    figure: 'reading one declared signal',
    value: repeated(() => readSignals(endpoint, BODY)),
    unit: 'µs',
  });
  return Promise.resolve();
}
