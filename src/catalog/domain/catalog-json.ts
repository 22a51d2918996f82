/**
 * The catalog as JSON and back, exactly: what is hashed, stored and, months later, replayed. A field
 * with a default was added later: a catalog that was stored without it meant just that.
 */
import canonicalize from 'canonicalize';
import { z } from 'zod';
import { type NanoUsd, nanoUsd } from '../../shared/domain/money';
import {
  type Catalog,
  type CatalogParts,
  indexCatalog,
  MODES,
  NO_TIMEOUTS,
  SIGNAL_TYPES,
  UNUSABLE_REASONS,
  type UnusableReason,
} from './catalog';
import { breakerSchema } from './breaker-settings';
import { CAPABILITIES, PROVIDER_KINDS, TIERS } from './model';
import { REDACTIONS } from '../../shared/domain/redaction';
import { SERVICE_TIERS } from '../../shared/domain/service-tier';
import { USAGE_BUCKETS } from '../../shared/domain/usage';

/** Nano-dollars travel as whole-number strings: a JSON number would round them. */
const nano = z.codec(
  z.string().regex(/^-?\d+$/),
  z.custom<NanoUsd>((value) => typeof value === 'bigint'),
  {
    decode: (text) => nanoUsd(BigInt(text)),
    encode: (amount) => amount.toString(),
  },
);
const rate = nano.nullable();
const bucket = z.enum(USAGE_BUCKETS);
const someRates = z.partialRecord(bucket, rate);
const contextTiers = z.array(z.strictObject({ aboveInputTokens: z.number(), rates: someRates })).readonly();
const specialServiceTier = z.enum(SERVICE_TIERS).exclude(['standard']);

const priceRow = z.strictObject({
  id: z.string(),
  validFromMs: z.number().nullable(),
  rates: z.record(bucket, rate),
  contextTiers,
  serviceTiers: z.partialRecord(specialServiceTier, z.strictObject({ rates: someRates, contextTiers })),
  // Left out where a row lists none, so that such a row is the same text as ever.
  regions: z.record(z.string(), z.number()).exactOptional(),
  source: z.string(),
});

const model = z.strictObject({
  provider: z.string(),
  model: z.string(),
  upstreamModel: z.string(),
  aliases: z.array(z.string()).readonly(),
  family: z.string().nullable(),
  tier: z.enum(TIERS),
  contextWindow: z.number().nullable(),
  maxOutput: z.number().nullable(),
  capabilities: z.array(z.enum(CAPABILITIES)).readonly(),
  regions: z.array(z.string()).readonly(),
  quality: z.record(z.string(), z.number()),
  prices: z.array(priceRow).readonly(),
  latencyMsP95: z.number().nullable().default(null),
  deprecatedOn: z.string().nullable(),
});

const unusableReason = z.enum(Object.keys(UNUSABLE_REASONS) as [UnusableReason, ...UnusableReason[]]);

const provider = z.strictObject({
  name: z.string(),
  kind: z.enum(PROVIDER_KINDS),
  baseUrl: z.string(),
  apiVersion: z.string().nullable().default(null),
  local: z.boolean(),
  dataClasses: z.array(z.string()).readonly().default([]),
  breaker: breakerSchema.readonly().default({}),
  usable: z.boolean(),
  unusableReason: unusableReason.nullable(),
});

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('model'), provider: z.string(), model: z.string() }),
  z.strictObject({ kind: z.literal('tier'), tier: z.enum(TIERS) }),
  z.strictObject({ kind: z.literal('mode'), mode: z.enum(MODES) }),
]);

const rule = z.strictObject({ label: z.string().nullable(), if: z.string(), use: target });

const ms = z.number().nullable();

const signal = z.strictObject({
  name: z.string(),
  path: z.string(),
  type: z.enum(SIGNAL_TYPES),
  default: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});

const endpoint = z.strictObject({
  name: z.string(),
  owner: z.string().nullable(),
  timezone: z.string().nullable(),
  rules: z.array(rule).readonly().default([]),
  default: target,
  fallback: z.array(target).readonly(),
  latencyCeilingMs: z.number().nullable(),
  strict: z.boolean(),
  allowSubstitution: z.boolean(),
  mode: z.enum(MODES).nullable().default(null),
  dataClass: z.string().nullable().default(null),
  qualityFloor: z.strictObject({ score: z.string(), min: z.number() }).nullable().default(null),
  signals: z.array(signal).readonly().default([]),
  timeouts: z.strictObject({ firstTokenMs: ms, idleMs: ms, totalMs: ms }).default(NO_TIMEOUTS),
  maxAttempts: z.number().nullable().default(null),
  contentCapture: z
    .strictObject({ retentionDays: z.number(), redact: z.array(z.enum(REDACTIONS)).readonly() })
    .nullable()
    .default(null),
});

const policy = z.strictObject({ name: z.string(), term: z.string() });

const parts = z.strictObject({
  providers: z.array(provider).readonly(),
  models: z.array(model).readonly(),
  endpoints: z.array(endpoint).readonly(),
  policies: z.array(policy).readonly().default([]),
  envelope: z.string().nullable().default(null),
  mode: z.enum(MODES).nullable().default(null),
});

/** The parts with every amount as a string. */
export type CatalogJson = z.input<typeof parts>;

export function serializeCatalog({
  providers,
  models,
  endpoints,
  policies,
  envelope,
  mode,
}: CatalogParts): CatalogJson {
  return z.encode(parts, { providers, models, endpoints, policies, envelope, mode });
}

/** @throws z.ZodError when the JSON is no catalog of ours */
export const parseCatalog = (json: unknown, hash: string): Catalog => indexCatalog(parts.parse(json), hash);

/** RFC 8785: the text that the catalog's hash is the SHA-256 of. */
export function canonicalCatalog(catalog: CatalogParts): string {
  const text = canonicalize(serializeCatalog(catalog));
  if (text === undefined) throw new TypeError('a catalog without JSON form');
  return text;
}
