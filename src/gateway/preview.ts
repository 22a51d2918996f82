/** `POST /v1/route` from facts alone: what would be decided for a call that nobody has written yet. */
import { z } from 'zod';
import { type Catalog, MODES, REGION_NAME } from '../catalog';
import { parseInput } from '../http';
import { dataClassOf, type CallPolicy, decide, type Decision, type Facts, HEALTH_STATES } from '../routing';
import type { Principal } from '../shared/domain/access';
import { defined } from '../shared/domain/defined';
import { SERVICE_TIERS } from '../shared/domain/service-tier';
import { WEEKDAYS } from '../shared/domain/time-zone';
import { BursarError } from '../shared/errors';
import { circumstancesOf } from './domain/circumstances';
import { MAX_LISTED_MODELS } from './protocols/openai-chat/request-facts';
import type { GatewayParts } from './gateway-parts';
import { stateOf } from './moment';

const count = z.int().min(0);
const name = z.string().min(1).max(200).nullable();
const flag = z.boolean();

/** The last moment that a date can name. */
const LAST_MS = 8.64e15;

const factsSchema = z.strictObject({
  requested_model: z.string().min(1).max(200),
  ...z
    .strictObject({
      input_tokens: count,
      max_output_tokens: count.min(1).nullable(),
      messages_count: count,
      ...{ has_schema: flag, has_json_mode: flag, has_tools: flag, has_images: flag, has_audio: flag, streaming: flag },
      ...{ task: name, region: name, data_class: name, workflow: name, customer: name, environment: name },
      mode: z.enum(MODES).nullable(),
      service_tier: z.enum(SERVICE_TIERS).nullable(),
      price_region: z.string().regex(REGION_NAME, 'must be a region such as "us"').nullable(),
      at_ms: z.int().min(0),
      hour_local: count.max(23),
      time_of_day: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM'),
      weekday: z.enum(WEEKDAYS),
      declared: z.record(z.string(), z.union([z.string().max(200), z.number(), z.boolean(), z.null()])),
      seed: z.int().nullable(),
      models: z.array(z.string()).max(MAX_LISTED_MODELS).nullable(),
    })
    .partial().shape,
});

const previewSchema = z.strictObject({
  facts: factsSchema,
  state: z
    .strictObject({
      expected_output_tokens: count,
      monthly_spend_pct: z.number().min(0).nullable(),
      latency_p95_ms: z.record(z.string(), z.number().positive()),
      token_factors: z.record(z.string(), z.number().positive()),
      health: z.record(z.string(), z.strictObject({ state: z.enum(HEALTH_STATES), due_at_ms: count.max(LAST_MS) })),
    })
    .partial()
    .optional(),
  policy_ir: z.unknown().optional(),
});

const UNSAID = {
  ...{ input_tokens: 0, max_output_tokens: null, messages_count: 1, task: null, mode: null, region: null },
  ...{ has_schema: false, has_json_mode: false, has_tools: false, has_images: false, has_audio: false },
  ...{ streaming: false, workflow: null, customer: null, environment: null, signals: null, declared: {}, seed: null },
  ...{ models: null, demands: null, service_tier: null, price_region: null },
} as const;

export interface PreviewParts {
  readonly principal: Principal;
  readonly nowMs: number;
  readonly parts: GatewayParts;
}

export interface Preview {
  readonly facts: Facts;
  readonly catalog: Catalog;
  readonly decision: Decision;
}

/** @throws BursarError `invalid_request` that names the fact, `invalid_policy`, `policy_missing`, `model_not_found` */
export function previewOfFacts(json: unknown, { principal, nowMs, parts }: PreviewParts): Preview {
  const { facts: said, state, policy_ir: term } = parseInput(previewSchema, json);
  const catalog = parts.catalogs.current(principal.tenantId);
  const text = term === undefined ? null : JSON.stringify(term);
  const policy = parts.policies.ofCall(catalog, said.requested_model, text);
  const facts = factsOf(said, { principal, nowMs, catalog }, policy);
  const moment = { ...stateOf(parts, facts, { principal, catalog }), ...defined(state ?? {}) };
  const result = decide(facts, { catalog, policy: policy?.admitted ?? null }, moment);
  if (result.kind === 'unknown_model') throw new BursarError('model_not_found', { model: result.model });
  return { facts, catalog, decision: result.decision };
}

interface Circumstances {
  readonly principal: Principal;
  readonly nowMs: number;
  readonly catalog: Catalog;
}

function factsOf(said: z.infer<typeof factsSchema>, circumstances: Circumstances, policy: CallPolicy | null): Facts {
  const { principal, nowMs, catalog } = circumstances;
  const endpoint = catalog.endpointByName.get(said.requested_model);
  return {
    ...UNSAID,
    ...circumstancesOf(principal, said.at_ms ?? nowMs, endpoint),
    ...defined(said),
    data_class: dataClassOf(endpoint?.dataClass ?? null, said.data_class ?? null),
    requested_model: said.requested_model,
    task_source: typeof said.task === 'string' ? 'caller' : null,
    policy: policy?.fact ?? null,
  };
}
