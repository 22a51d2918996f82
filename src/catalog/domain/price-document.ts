/** A price row as `bursar.yaml` and the shipped data write it: decimal dollars per million tokens, one field a bucket. */
import { z } from 'zod';
import { formatUsd, type NanoUsd, parseUsd } from '../../shared/domain/money';
import type { ContextTier, PriceRow, Rates, ServiceTierRates, SpecialServiceTier } from './price';
import { formatFactor, isFactor, parseFactor, REGION_NAME } from './region-factor';
import { SERVICE_TIERS } from '../../shared/domain/service-tier';
import { USAGE_BUCKETS, type UsageBucket } from '../../shared/domain/usage';
import { msToUtcDay, utcDayToMs } from './utc-day';

/** `input` → `input_per_mtok_usd`. */
export type RateField = `${UsageBucket}_per_mtok_usd`;
export const rateField = (bucket: UsageBucket): RateField => `${bucket}_per_mtok_usd`;

/** Source of a row whose document names none. */
export const UNNAMED_SOURCE = 'configuration';

/** Identity of a text, as lower-case hexadecimal digits; an argument, since the domain owns no cryptography. */
export type TextHash = (text: string) => string;

const decimalUsd = z
  .string({ error: 'must be a quoted decimal such as "0.15", or null where the price is not known' })
  .refine(isPrice, 'must be a decimal of zero or more USD with at most nine decimals, such as "0.15"');

const rateFields = Object.fromEntries(
  USAGE_BUCKETS.map((bucket) => [rateField(bucket), decimalUsd.nullable().optional()]),
) as Record<RateField, z.ZodOptional<z.ZodNullable<typeof decimalUsd>>>;

const contextTiers = z
  .array(z.strictObject({ above_input_tokens: z.int().positive(), ...rateFields }))
  .refine(
    (tiers) => isAscending(tiers.map((tier) => tier.above_input_tokens)),
    'must ascend by above_input_tokens, without repetition',
  )
  .optional();

const regions = z
  .record(
    z.string().regex(REGION_NAME, 'must be a region in the provider\'s word, such as "us"'),
    z
      .string({ error: 'must be a quoted factor such as "1.1"' })
      .refine(isFactor, 'must be a factor of zero or more with at most four decimals, such as "1.1"'),
  )
  .optional();

const serviceTier = z.strictObject({ ...rateFields, context_tiers: contextTiers });
const specialTiers = SERVICE_TIERS.filter((tier): tier is SpecialServiceTier => tier !== 'standard');

/** A rate that is absent or null is not known. In a tier, absent keeps the row's rate and null says that it is not known. */
export const priceDocumentSchema = z.strictObject({
  ...rateFields,
  valid_from: z.iso.date('must be a day such as 2026-08-17').optional(),
  source: z.string().trim().min(1).max(500).optional(),
  context_tiers: contextTiers,
  service_tiers: z.partialRecord(z.enum(specialTiers), serviceTier).optional(),
  regions,
});
export type PriceDocument = z.infer<typeof priceDocumentSchema>;

/** Rates as a document writes them. */
export type RateDocument = Readonly<Partial<Record<RateField, string | null | undefined>>>;
type ContextTierDocument = RateDocument & { readonly above_input_tokens: number };
type ServiceTierDocument = RateDocument & { readonly context_tiers?: readonly ContextTierDocument[] | undefined };

/**
 * Reads a row. Its id is `<model>@<first day or initial>#<hash of the rates>`: the same figures always have the same
 * id, other figures another one, and so an id in the ledger never changes its meaning.
 */
export function toPriceRow(document: PriceDocument, modelKey: string, hash: TextHash): PriceRow {
  const content = {
    rates: allRates(document),
    contextTiers: toContextTiers(document.context_tiers),
    serviceTiers: toServiceTiers(document.service_tiers ?? {}),
    ...toRegions(document.regions ?? {}),
  };
  const digest = hash(canonicalText(content)).slice(0, 8);
  return {
    id: `${modelKey}@${document.valid_from ?? 'initial'}#${digest}`,
    validFromMs: document.valid_from === undefined ? null : utcDayToMs(document.valid_from),
    ...content,
    source: document.source ?? UNNAMED_SOURCE,
  };
}

/** The part of a row's id that says what it costs, whatever its day; '' of no row. */
export const figuresOf = (priceRowId: string): string => priceRowId.slice(priceRowId.lastIndexOf('#'));

/** Writes a row; reading it again gives the same row. `valid_from` has the precision of a day. */
export function toPriceDocument(row: PriceRow): PriceDocument {
  const services = specialTiers.flatMap((name) => {
    const service = row.serviceTiers[name];
    return service ? [[name, fromServiceTier(service)] as const] : [];
  });
  return {
    ...fromRates(row.rates, 'leave out null'),
    ...(row.validFromMs === null ? {} : { valid_from: msToUtcDay(row.validFromMs) }),
    source: row.source,
    ...fromContextTiers(row.contextTiers),
    ...(services.length === 0 ? {} : { service_tiers: Object.fromEntries(services) }),
    ...fromRegions(row.regions),
  };
}

type RowContent = Pick<PriceRow, 'rates' | 'contextTiers' | 'serviceTiers' | 'regions'>;

/**
 * Independent of how the document was written: `0.150` is `0.15`, and the order of fields does not matter. Regions are
 * part of it where there are some: the ledger has ids of rows from before there were any.
 */
function canonicalText({ rates, contextTiers: tiers, serviceTiers, regions: factors }: RowContent): string {
  const services = specialTiers.map((name) => {
    const service = serviceTiers[name];
    return service ? [canonicalRates(service.rates), service.contextTiers.map(canonicalTier)] : null;
  });
  const inRegions = factors === undefined ? [] : [Object.entries(factors)];
  return JSON.stringify([canonicalRates(rates), tiers.map(canonicalTier), services, ...inRegions]);
}

const canonicalTier = (tier: ContextTier): unknown => [tier.aboveInputTokens, canonicalRates(tier.rates)];
const canonicalRates = (rates: Partial<Rates>): unknown =>
  USAGE_BUCKETS.flatMap((bucket) => {
    const rate = rates[bucket];
    return rate === undefined ? [] : [[bucket, rate?.toString() ?? null]];
  });

const allRates = (document: RateDocument): Rates =>
  Object.fromEntries(USAGE_BUCKETS.map((bucket) => [bucket, toNano(document[rateField(bucket)] ?? null)])) as Rates;

const givenRates = (document: RateDocument): Partial<Rates> =>
  Object.fromEntries(
    USAGE_BUCKETS.flatMap((bucket) => {
      const text = document[rateField(bucket)];
      return text === undefined ? [] : [[bucket, toNano(text)]];
    }),
  );

const toContextTiers = (documents: readonly ContextTierDocument[] = []): ContextTier[] =>
  documents.map((tier) => ({ aboveInputTokens: tier.above_input_tokens, rates: givenRates(tier) }));

const toServiceTiers = (
  documents: Partial<Record<SpecialServiceTier, ServiceTierDocument>>,
): PriceRow['serviceTiers'] =>
  Object.fromEntries(
    Object.entries(documents).map(([name, tier]) => [
      name,
      { rates: givenRates(tier), contextTiers: toContextTiers(tier.context_tiers) },
    ]),
  );

/** In the order of their names. */
function toRegions(documents: Readonly<Record<string, string>>): Pick<PriceRow, 'regions'> {
  const names = Object.keys(documents).sort();
  if (names.length === 0) return {};
  return { regions: Object.fromEntries(names.map((name) => [name, parseFactor(documents[name] ?? '')])) };
}

const fromRegions = (factors: PriceRow['regions']): Pick<PriceDocument, 'regions'> =>
  factors === undefined
    ? {}
    : { regions: Object.fromEntries(Object.entries(factors).map(([name, factor]) => [name, formatFactor(factor)])) };

const fromServiceTier = (tier: ServiceTierRates): ServiceTierDocument => ({
  ...fromRates(tier.rates, 'keep null'),
  ...fromContextTiers(tier.contextTiers),
});

function fromContextTiers(tiers: readonly ContextTier[]): { context_tiers?: ContextTierDocument[] } {
  if (tiers.length === 0) return {};
  return {
    context_tiers: tiers.map((tier) => ({
      above_input_tokens: tier.aboveInputTokens,
      ...fromRates(tier.rates, 'keep null'),
    })),
  };
}

function fromRates(rates: Partial<Rates>, nulls: 'keep null' | 'leave out null'): RateDocument {
  return Object.fromEntries(
    USAGE_BUCKETS.flatMap((bucket) => {
      const rate = rates[bucket];
      if (rate === undefined || (rate === null && nulls === 'leave out null')) return [];
      return [[rateField(bucket), rate === null ? null : formatUsd(rate)]];
    }),
  );
}

const toNano = (text: string | null): NanoUsd | null => (text === null ? null : parseUsd(text));

function isPrice(text: string): boolean {
  try {
    return parseUsd(text) >= 0n;
  } catch {
    return false;
  }
}

const isAscending = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value > (values[index - 1] ?? value));
