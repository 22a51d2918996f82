/** Catalogs and requests made up for tests of the decision. */
import fc from 'fast-check';
import {
  type Catalog,
  type Endpoint,
  indexCatalog,
  type Mode,
  MODES,
  type Provider,
} from '../../../src/catalog/domain/catalog';
import { toEndpoint, type EndpointDocument } from '../../../src/catalog/domain/endpoint-document';
import { CAPABILITIES, type Capability, TIERS } from '../../../src/catalog/domain/model';
import { type ModelDocument, toCatalogModel } from '../../../src/catalog/domain/model-document';
import { decide } from '../../../src/routing/domain/decide';
import type { Decision } from '../../../src/routing/domain/decision';
import type { Facts, State } from '../../../src/routing/domain/facts';
import type { Signals } from '../../../src/routing/domain/signals/detect';
import type { RunnablePolicy } from '../../../src/routing/domain/policy-layer';

export const STATE: State = {
  expected_output_tokens: 100,
  monthly_spend_pct: null,
  latency_p95_ms: {},
  token_factors: {},
  health: {},
};

export const FACTS: Facts = {
  ...{ requested_model: 'auto', input_tokens: 1000, max_output_tokens: null },
  ...{ has_schema: false, has_json_mode: false, has_tools: false, has_images: false, has_audio: false },
  ...{ streaming: false, messages_count: 1, task: null, task_source: null, mode: null, region: null, data_class: null },
  ...{ workflow: null, customer: null, environment: null, team: null, project: null },
  ...{ signals: null, declared: {}, policy: null, seed: null, models: null, demands: null, service_tier: null },
  ...{ at_ms: Date.UTC(2026, 0, 31), hour_local: 8, time_of_day: '08:30', weekday: 'sat' },
  ...{ price_region: null, allowed_models: null, allowed_endpoints: null },
};

/** A model that can do everything and holds anything, at `lab` unless said otherwise; `usd` a million tokens each way. */
export function model(name: string, usd: string | null, more: Partial<ModelDocument> = {}): ModelDocument {
  return {
    ...{
      provider: 'lab',
      model: name,
      tier: 'standard',
      capabilities: CAPABILITIES.filter((one) => one !== 'embeddings'),
    },
    ...(usd !== null && { price: { input_per_mtok_usd: usd, output_per_mtok_usd: usd, source: 'test' } }),
    ...more,
  };
}

export interface Lab {
  readonly models: readonly ModelDocument[];
  readonly endpoints?: Readonly<Record<string, EndpointDocument>>;
  /** What differs from a usable cloud provider. */
  readonly providers?: Readonly<Record<string, Partial<Provider>>>;
  readonly envelope?: readonly unknown[] | null;
  readonly mode?: Mode | null;
}

export function catalogOf({ models, endpoints = {}, providers = {}, envelope = null, mode = null }: Lab): Catalog {
  const names = [...new Set(models.map(({ provider }) => provider))];
  return indexCatalog(
    {
      providers: names.map((name) => ({ ...PROVIDER, name, ...providers[name] })),
      models: models.map((document) => toCatalogModel(document, (text) => text.slice(0, 8))),
      endpoints: Object.entries({ auto: {}, ...endpoints }).map(([name, document]): Endpoint =>
        toEndpoint(name, document, mode ?? undefined),
      ),
      policies: [],
      envelope: envelope === null ? null : JSON.stringify(envelope),
      mode,
    },
    'hash',
  );
}

const PROVIDER: Omit<Provider, 'name'> = {
  ...{
    kind: 'openai_compatible',
    baseUrl: 'http://lab/v1',
    apiVersion: null,
    local: false,
    dataClasses: [],
    breaker: {},
  },
  ...{ usable: true, unusableReason: null },
};

export function decided(
  lab: Lab,
  facts: Partial<Facts> = {},
  { state = STATE, policy = null }: { state?: State; policy?: RunnablePolicy | null } = {},
): Decision {
  const result = decide({ ...FACTS, ...facts }, { catalog: catalogOf(lab), policy }, state);
  if (result.kind !== 'decided') throw new Error(`unknown model ${facts.requested_model ?? ''}`);
  return result.decision;
}

/** What the detector says of a question with one clear structure. */
export const FIRED: Signals = {
  score: 3,
  fired: [{ rule: 'recursive_belief', category: 'belief', weight: 3, evidence: [[0, 5]] }],
};

export const orderOf = ({ order }: Decision): string[] => order.map(({ candidate }) => candidate.id);
export const missedById = ({ order }: Decision): Record<string, string> =>
  Object.fromEntries(order.flatMap(({ candidate, missed }) => (missed === null ? [] : [[candidate.id, missed]])));
export const reasonsById = ({ rejected }: Decision): Record<string, string> =>
  Object.fromEntries(rejected.map(({ candidate, reason }) => [candidate.id, reason]));

const capabilities: fc.Arbitrary<Capability[]> = fc.oneof(
  fc.constant([...CAPABILITIES].filter((one) => one !== 'embeddings')),
  fc.subarray([...CAPABILITIES]),
);

const modelDocuments: fc.Arbitrary<ModelDocument[]> = fc
  .array(
    fc.record({
      provider: fc.constantFrom('lab', 'cloud', 'home'),
      tier: fc.constantFrom(...TIERS),
      capabilities,
      context_window: fc.option(fc.constantFrom(500, 1000, 128_000)),
      regions: fc.subarray(['eu-central', 'us-east']),
      quality: fc.oneof(fc.constant({}), fc.record({ overall: fc.constantFrom(0.2, 0.5, 0.9) })),
      usd: fc.option(fc.constantFrom('0', '0.1', '0.25', '3', '75'), { freq: 4 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((rows) => rows.map(({ usd, ...more }, at) => model(`m${at}`, usd, more)));

/** Any catalog of up to eight models. */
export const labs: fc.Arbitrary<Lab> = fc
  .tuple(modelDocuments, fc.boolean(), fc.boolean())
  .map(([models, cloudUsable, homeLocal]) => ({
    models,
    providers: {
      cloud: cloudUsable ? {} : { usable: false, unusableReason: 'no_credential' as const },
      home: { local: homeLocal },
    },
    endpoints: {
      laddered: { routing: { default: { tier: 'economy' } }, fallback: [{ tier: 'standard' }, { mode: 'balanced' }] },
    },
  }));

const flag = fc.boolean();
const modes: fc.Arbitrary<Mode | null> = fc.option(fc.constantFrom(...MODES));

/** Any request; most want little, so that something fits. */
export const requests: fc.Arbitrary<Facts> = fc
  .record({
    requested_model: fc.constantFrom('auto', 'laddered', 'economy', 'standard', 'm0', 'lab/m0', 'm1'),
    input_tokens: fc.constantFrom(1, 400, 900, 100_000),
    max_output_tokens: fc.option(fc.constantFrom(1, 50, 4000)),
    has_tools: flag,
    streaming: flag,
    has_images: fc.constantFrom(false, false, true),
    mode: modes,
    region: fc.option(fc.constantFrom('eu-central', 'us-east')),
    allowed_models: fc.option(fc.constantFrom(['economy'], ['m0', 'm1'], ['lab/m0', 'standard']), { freq: 3 }),
  })
  .map((facts) => ({ ...FACTS, ...facts }));
