/** One model as `bursar.yaml` and the shipped data write it, and the way from there to the catalog and back. */
import { z } from 'zod';
import { MAX_LATENCY_MS } from './names';
import { CAPABILITIES, type CatalogModel, TIERS } from './model';
import { type PriceDocument, priceDocumentSchema, type TextHash, toPriceDocument, toPriceRow } from './price-document';

const name = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^\s]+$/, 'must not hold white space');
const tokens = z.int().positive().nullable().optional();
const day = z.iso.date('must be a day such as 2026-08-17');

const uniqueNames = z
  .array(name)
  .refine((names) => new Set(names).size === names.length, 'must not name anything twice');

const priceRows = z
  .array(priceDocumentSchema)
  .refine(startInOrder, 'must ascend by valid_from; only the first row may leave it out');

/** Strict: a key that is not known is refused by its name. */
export const modelDocumentSchema = z
  .strictObject({
    provider: z
      .string()
      .max(100)
      .regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, "-" or "_"'),
    model: name,
    upstream_model: name.optional(),
    aliases: uniqueNames.optional(),
    family: name.nullable().optional(),
    tier: z.enum(TIERS),
    context_window: tokens,
    max_output: tokens,
    capabilities: z
      .array(z.enum(CAPABILITIES))
      .refine((list) => new Set(list).size === list.length, 'must not name anything twice'),
    regions: uniqueNames.optional(),
    quality: z.record(name, z.number().min(0).max(1)).optional(),
    latency_p95_ms: z.int().min(1).max(MAX_LATENCY_MS).nullable().optional(),
    price: priceDocumentSchema.optional(),
    prices: priceRows.optional(),
    deprecated_on: day.nullable().optional(),
  })
  .refine((document) => document.price === undefined || document.prices === undefined, {
    path: ['prices'],
    error: 'must not stand beside price: one row is price, several dated rows are prices',
  })
  .refine((document) => !(document.aliases ?? []).includes(document.model), {
    path: ['aliases'],
    error: "must not repeat the model's own name",
  });
export type ModelDocument = z.infer<typeof modelDocumentSchema>;

/** Fills in what the document leaves out: not known is null, and the provider's name for the model is our own. */
export function toCatalogModel(document: ModelDocument, hash: TextHash): CatalogModel {
  const { provider, model, tier, capabilities } = document;
  const { upstream_model: upstreamModel = model, aliases = [], regions = [], quality = {} } = document;
  const rows = document.prices ?? (document.price ? [document.price] : []);
  return {
    provider,
    model,
    upstreamModel,
    aliases,
    tier,
    capabilities,
    regions,
    quality,
    prices: rows.map((row) => toPriceRow(row, `${provider}/${model}`, hash)),
    ...knownOrNull(document),
  };
}

const knownOrNull = (
  document: ModelDocument,
): Pick<CatalogModel, 'family' | 'contextWindow' | 'maxOutput' | 'latencyMsP95' | 'deprecatedOn'> => ({
  family: document.family ?? null,
  contextWindow: document.context_window ?? null,
  maxOutput: document.max_output ?? null,
  latencyMsP95: document.latency_p95_ms ?? null,
  deprecatedOn: document.deprecated_on ?? null,
});

/** The shortest document of a model: what it leaves out, `toCatalogModel` fills in the same way. */
export function toModelDocument(model: CatalogModel): ModelDocument {
  return {
    provider: model.provider,
    model: model.model,
    ...(model.upstreamModel === model.model ? {} : { upstream_model: model.upstreamModel }),
    ...(model.aliases.length === 0 ? {} : { aliases: [...model.aliases] }),
    ...withoutNull('family', model.family),
    tier: model.tier,
    ...withoutNull('context_window', model.contextWindow),
    ...withoutNull('max_output', model.maxOutput),
    capabilities: [...model.capabilities],
    ...(model.regions.length === 0 ? {} : { regions: [...model.regions] }),
    ...(Object.keys(model.quality).length === 0 ? {} : { quality: { ...model.quality } }),
    ...withoutNull('latency_p95_ms', model.latencyMsP95),
    ...pricesOf(model),
    ...withoutNull('deprecated_on', model.deprecatedOn),
  };
}

function pricesOf(model: CatalogModel): Pick<ModelDocument, 'price' | 'prices'> {
  const rows = model.prices.map(toPriceDocument);
  const [only] = rows;
  if (!only) return {};
  return rows.length === 1 ? { price: only } : { prices: rows };
}

const withoutNull = <Key extends string, Value>(key: Key, value: Value | null): Partial<Record<Key, Value>> =>
  value === null ? {} : ({ [key]: value } as Record<Key, Value>);

/** ISO days compare as text in the order of time. */
function startInOrder(rows: readonly PriceDocument[]): boolean {
  return rows.every((row, index) => {
    if (index === 0) return true;
    const before = rows[index - 1]?.valid_from ?? '';
    return row.valid_from !== undefined && row.valid_from > before;
  });
}
