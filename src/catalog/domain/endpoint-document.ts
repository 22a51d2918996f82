/** One endpoint as `bursar.yaml` writes it, and the way from there to the catalog. */
import { z } from 'zod';
import { REDACTIONS } from '../../shared/domain/redaction';
import { isTimezone } from '../../shared/domain/timezone';
import {
  DEFAULT_MODE,
  type DeclaredSignal,
  type Endpoint,
  type Mode,
  MODES,
  NO_TIMEOUTS,
  type Rule,
  SIGNAL_TYPES,
  type Target,
  type Timeouts,
} from './catalog';
import { TIERS } from './model';
import { dataClassName, MAX_LATENCY_MS, providerName } from './names';

const MAX_FALLBACKS = 50;
const MAX_RULES = 100;
// Beyond it a request costs its caller more patience than an answer is worth.
const MAX_ATTEMPTS = 20;
const MAX_SIGNALS = 50;
// Prompts are kept to look into what went wrong, not for the record.
const MAX_CONTENT_DAYS = 365;
/** Of a signal's value as text; a longer one is most likely content that must not be kept. */
export const MAX_SIGNAL_LENGTH = 200;

/** A key of the language that this version would have to ignore, and therefore refuses. */
export const notYet = z.never({ error: 'is not supported yet in this version' }).optional();

const targetFields = z.strictObject({
  provider: providerName.optional(),
  /** A model's name or alias at that provider. */
  model: z.string().min(1).max(200).optional(),
  tier: z.enum(TIERS).optional(),
  mode: z.enum(MODES).optional(),
});
export type TargetDocument = z.infer<typeof targetFields>;

const targetSchema = targetFields.refine(
  (target) => toTarget(target) !== null,
  'must be either provider and model, or tier, or mode',
);

const ruleSchema = z.strictObject({
  label: z.string().min(1).max(200).optional(),
  // YAML reads a bare `true` as no text.
  if: z.string({ error: 'must be an expression in quotes, such as "has_schema"' }).min(1),
  use: targetSchema,
});
type RuleDocument = z.infer<typeof ruleSchema>;

const DEFAULTS = {
  string: z.string().max(MAX_SIGNAL_LENGTH),
  int: z.int(),
  double: z.number(),
  bool: z.boolean(),
} as const satisfies Record<DeclaredSignal['type'], z.ZodType>;

const signalSchema = z
  .strictObject({
    name: z
      .string()
      .max(64)
      .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be letters, digits or "_", and begin with a letter'),
    path: z.string().min(1).max(500),
    type: z.enum(SIGNAL_TYPES),
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  })
  .refine(({ type, default: value }) => value === undefined || DEFAULTS[type].safeParse(value).success, {
    path: ['default'],
    error: 'must be of the type of the signal, a string of at most 200 characters',
  });
type SignalDocument = z.infer<typeof signalSchema>;

const limitMs = z.int().min(1).max(MAX_LATENCY_MS).optional();

export const endpointDocumentSchema = z.strictObject({
  owner: z.string().min(1).max(200).optional(),
  timezone: z.string().refine(isTimezone, 'must be an IANA time zone such as Europe/Berlin').optional(),
  latency_ceiling_ms: z.int().min(1).max(MAX_LATENCY_MS).optional(),
  quality_floor: z.strictObject({ score: z.string().min(1).max(200), min: z.number().min(0).max(1) }).optional(),
  timeouts: z
    .strictObject({ first_token_ms: limitMs, idle_ms: limitMs, total_ms: limitMs })
    .refine((limits) => Object.values(limits).some((limit) => limit !== undefined), 'must name at least one limit')
    .optional(),
  max_attempts: z.int().min(1).max(MAX_ATTEMPTS).optional(),
  mode: z.enum(MODES).optional(),
  data_class: dataClassName.optional(),
  strict: z.boolean().optional(),
  allow_substitution: z.boolean().optional(),
  content_capture: z
    .strictObject({
      retention_days: z.int().min(1).max(MAX_CONTENT_DAYS),
      redact: z
        .array(z.enum(REDACTIONS))
        .refine((kinds) => new Set(kinds).size === kinds.length, 'must not name a kind twice')
        .optional(),
    })
    .optional(),
  signals: z
    .array(signalSchema)
    .max(MAX_SIGNALS)
    .refine(haveNamesOfTheirOwn, 'must not declare a name twice')
    .optional(),
  /** First match wins, fall through to default. */
  routing: z
    .strictObject({ default: targetSchema.optional(), rules: z.array(ruleSchema).max(MAX_RULES).optional() })
    .optional(),
  fallback: z.array(targetSchema).max(MAX_FALLBACKS).optional(),
});
export type EndpointDocument = z.infer<typeof endpointDocumentSchema>;

/** Every tenant has an endpoint of this name, which leaves everything open unless the tenant defines its own. */
export const AUTO = 'auto';

/** @param usual the tenant's mode: where the endpoint names no default, any tier may answer in that way */
export function toEndpoint(name: string, document: EndpointDocument, usual: Mode = DEFAULT_MODE): Endpoint {
  const { routing = {}, fallback = [], signals = [] } = document;
  return {
    name,
    rules: (routing.rules ?? []).map(toRule),
    default:
      routing.default === undefined ? { kind: 'mode', mode: document.mode ?? usual } : checkedTarget(routing.default),
    fallback: fallback.map(checkedTarget),
    strict: document.strict ?? false,
    allowSubstitution: document.allow_substitution ?? false,
    signals: signals.map(toSignal),
    timeouts: timeoutsOf(document),
    ...saidOrNull(document),
  };
}

function timeoutsOf({ timeouts }: EndpointDocument): Timeouts {
  if (timeouts === undefined) return NO_TIMEOUTS;
  const { first_token_ms: firstTokenMs = null, idle_ms: idleMs = null, total_ms: totalMs = null } = timeouts;
  return { firstTokenMs, idleMs, totalMs };
}

type Said =
  'owner' | 'timezone' | 'latencyCeilingMs' | 'maxAttempts' | 'mode' | 'dataClass' | 'qualityFloor' | 'contentCapture';

function saidOrNull(document: EndpointDocument): Pick<Endpoint, Said> {
  return {
    owner: document.owner ?? null,
    timezone: document.timezone ?? null,
    latencyCeilingMs: document.latency_ceiling_ms ?? null,
    maxAttempts: document.max_attempts ?? null,
    mode: document.mode ?? null,
    dataClass: document.data_class ?? null,
    qualityFloor: document.quality_floor ?? null,
    contentCapture: captureTerms(document),
  };
}

function captureTerms({ content_capture: terms }: EndpointDocument): Endpoint['contentCapture'] {
  return terms === undefined ? null : { retentionDays: terms.retention_days, redact: terms.redact ?? [] };
}

function toRule(rule: RuleDocument): Rule {
  return { label: rule.label ?? null, if: rule.if, use: checkedTarget(rule.use) };
}

export function toSignal(signal: SignalDocument): DeclaredSignal {
  return { ...signal, default: signal.default ?? null };
}

/** Every target that the document names, each with its path. */
export function targetsOf(document: EndpointDocument): readonly { path: PropertyKey[]; target: TargetDocument }[] {
  const { default: first, rules = [] } = document.routing ?? {};
  return [
    ...(first === undefined ? [] : [{ path: ['routing', 'default'], target: first }]),
    ...rules.map(({ use }, index) => ({ path: ['routing', 'rules', index, 'use'], target: use })),
    ...(document.fallback ?? []).map((target, index) => ({ path: ['fallback', index], target })),
  ];
}

/** Of a document that has passed the schema. */
function checkedTarget(document: TargetDocument): Target {
  const target = toTarget(document);
  if (target === null) throw new TypeError('a target that the schema should have refused');
  return target;
}

/** null when it names nothing, half a model, or two things at once. */
function toTarget({ provider, model, tier, mode }: TargetDocument): Target | null {
  const named: Target[] = [];
  if (provider !== undefined && model !== undefined) named.push({ kind: 'model', provider, model });
  if (tier !== undefined) named.push({ kind: 'tier', tier });
  if (mode !== undefined) named.push({ kind: 'mode', mode });
  const half = (provider === undefined) !== (model === undefined);
  return !half && named.length === 1 ? (named[0] ?? null) : null;
}

function haveNamesOfTheirOwn(signals: readonly { readonly name: string }[]): boolean {
  return new Set(signals.map(({ name }) => name)).size === signals.length;
}
