/** Models and their prices as the API shows them. */
import { z } from 'zod';
import { CAPABILITIES, TIERS } from '../domain/model';
import { modelDocumentSchema } from '../domain/model-document';
import { providerName } from '../domain/names';
import { priceDocumentSchema } from '../domain/price-document';
import { pageQuery } from '../../shared/pagination';
import { originSchema } from './managed';

export const modelsQuery = pageQuery.extend({
  provider: providerName.optional(),
  tier: z.enum(TIERS).optional(),
  capability: z.enum(CAPABILITIES).optional(),
});
export type ModelsQuery = z.output<typeof modelsQuery>;

/** The entry of the document, with where it comes from and whether it can be called. */
export const modelView = modelDocumentSchema.safeExtend({
  id: z.string(),
  usable: z.boolean(),
  managed_by: originSchema,
});
export type ModelView = z.output<typeof modelView>;

const priced = { provider: providerName, model: z.string().min(1).max(200) };

export const pricesQuery = pageQuery.extend({ provider: providerName.optional(), model: priced.model.optional() });
export type PricesQuery = z.output<typeof pricesQuery>;

/** From a day on (UTC), or since ever. */
export const priceBody = priceDocumentSchema.extend(priced);
export type PriceBody = z.output<typeof priceBody>;

/** `id` is what the ledger stores beside every cost. */
export const priceView = priceBody.extend({ id: z.string(), managed_by: originSchema });
export type PriceView = z.output<typeof priceView>;
