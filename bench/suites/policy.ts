/** A policy with a call: admission of its text, the same from the cache, and a decision over 100 candidates. */
import { createRequire } from 'node:module';
import type { Context } from '../arena.ts';
import { repeated } from '../repeated.ts';

interface Language {
  readonly compile: (term: unknown, sort: 'Policy') => { readonly value: { readonly meaning: object } };
}

const require = createRequire(import.meta.url);
const ofBuild = (path: string): object => require(`../../dist/src/routing/${path}.js`) as object;

const { BURSAR_LANGUAGE } = ofBuild('domain/policy/bursar-language') as { BURSAR_LANGUAGE: Language };
const { PolicyCache } = ofBuild('policy/policy-cache') as {
  PolicyCache: new (language: Language, maxBytes?: number) => { admit: (text: string) => { readonly ok: boolean } };
};
const { runPolicy } = ofBuild('domain/policy/run') as {
  runPolicy: (policy: object, population: readonly object[], scene: object) => { readonly ordered: readonly unknown[] };
};
const { sceneOf } = ofBuild('domain/policy/scene') as { sceneOf: (context: object) => object };

const POLICY = [
  'policy',
  ['and', ['meets_req'], ['not', ['is', 'breaker_open']], ['cmp', 'price_out', 'le', 25]],
  [
    'add',
    ['scale', 0.7, ['neg', ['normalize', ['field', 'price_in']]]],
    ['scale', 0.3, ['normalize', ['field', 'context']]],
  ],
  ['argmax'],
  ['clamp_param', 'temperature', 0, 1],
  ['override', ['always', { action: 'next_candidate' }], 'auth_error', { action: 'disable_provider' }],
];

const TEXT = JSON.stringify(POLICY);

const CANDIDATES = Array.from({ length: 100 }, (_, index) => ({
  provider_id: `provider-${index % 7}`,
  model_family: `family-${index}`,
  tier: 'standard',
  price_in: ((index * 37) % 100) / 10,
  price_out: ((index * 53) % 300) / 10,
  capabilities: { context: 8000 * (1 + (index % 25)), supports_tools: index % 3 > 0 },
}));

const CONTEXT = {
  request: { requirements: { min_context: 16_000 }, tools: [{}] },
  seed: 42,
  state: { breakers: { 'provider-3': true } },
};

export function policy({ report }: Context): Promise<void> {
  const language = BURSAR_LANGUAGE;
  const { meaning } = language.compile(POLICY, 'Policy').value;
  const decide = (): object => runPolicy(meaning, CANDIDATES, sceneOf(CONTEXT));
  const uncached = new PolicyCache(language, 0);
  const cached = new PolicyCache(language);
  report.add('policy', {
    figure: 'admission of a typical policy',
    value: repeated(() => uncached.admit(TEXT)),
    unit: 'µs',
    target: { of: 'value', atMost: 30 },
  });
  report.add('policy', { figure: 'admission from the cache', value: repeated(() => cached.admit(TEXT)), unit: 'µs' });
  report.add('policy', {
    figure: 'decision over 100 candidates',
    value: repeated(decide),
    unit: 'µs',
    target: { of: 'value', atMost: 60 },
  });
  return Promise.resolve();
}
