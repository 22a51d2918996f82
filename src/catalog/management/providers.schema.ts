/** Providers as the API shows them: their keys go in and never come out. */
import { z } from 'zod';
import { UNUSABLE_REASONS } from '../domain/catalog';
import { BREAKER_NAMES } from '../domain/breaker-settings';
import { PROVIDER_KINDS } from '../domain/model';
import { apiKeySchema } from '../domain/provider-document';
import { originSchema } from './managed';

const credentialView = z.object({
  name: z.string(),
  managed_by: z.enum(['api', 'file', 'environment']),
});

export const providerView = z.object({
  name: z.string(),
  kind: z.enum(PROVIDER_KINDS),
  base_url: z.string().nullable(),
  api_version: z.string().nullable(),
  local: z.boolean(),
  /** The classes of data that it may see besides `public`. */
  data_classes: z.array(z.string()).readonly(),
  /** The numbers of its circuit breakers that hold. */
  breaker: z.record(z.enum(BREAKER_NAMES), z.number()),
  usable: z.boolean(),
  /** Why it is not usable, as a code and as a sentence. */
  unusable: z.object({ code: z.enum(Object.keys(UNUSABLE_REASONS)), reason: z.string() }).nullable(),
  managed_by: originSchema,
  /** In the order in which they are tried. */
  credentials: z.array(credentialView).readonly(),
});

export const credentialBody = z.strictObject({ api_key: apiKeySchema });
