/** One provider as `bursar.yaml` writes it. */
import { z } from 'zod';
import { breakerSchema } from './breaker-settings';
import { PROVIDER_KINDS } from './model';
import { credentialName, dataClassName } from './names';

// Printable and without blanks: it becomes the value of a header.
const HEADER_TEXT = /^[\x21-\x7e]+$/;
const MAX_KEY_LENGTH = 4096;

/** Never shown back to anybody. */
export const apiKeySchema = z
  .string()
  .min(1)
  .max(MAX_KEY_LENGTH)
  .regex(HEADER_TEXT, 'must be printable characters without blanks');

/** Stands for a stored key where a document shows one: applied again, the stored key stays. */
export const MASKED_KEY = '***';

const credential = z.strictObject({ name: credentialName, api_key: apiKeySchema });

/** What a shipped provider of this name says, an absent field keeps. */
export const providerSettingsSchema = z.strictObject({
  kind: z.enum(PROVIDER_KINDS).optional(),
  /** Up to where the API's own paths begin; may hold `${NAME}`. */
  base_url: z.string().min(1).max(1000).optional(),
  /** Azure's dated API, such as 2024-10-21; without it the base URL is that of its current one and ends in /openai/v1. */
  api_version: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}(-preview)?$/, 'must be a day such as 2024-10-21, with -preview where it is one')
    .optional(),
  /** Runs on the operator's own machines and needs no credential. */
  local: z.boolean().optional(),
  /** The classes of data that it may see besides `public`; a local provider may see all. */
  data_classes: z.array(dataClassName).max(50).optional(),
  /** When its circuits open, and how they are tried again. */
  breaker: breakerSchema.optional(),
});
export type ProviderSettings = z.infer<typeof providerSettingsSchema>;

export const providerDocumentSchema = providerSettingsSchema.extend({
  /** In the order in which they are tried. */
  credentials: z.array(credential).max(20).optional(),
});
export type ProviderDocument = z.infer<typeof providerDocumentSchema>;

const BASE_URL_RULES = [
  [({ protocol }) => protocol === 'http:' || protocol === 'https:', 'must begin with http:// or https://'],
  [({ username, password }) => username === '' && password === '', 'must not hold a user or password; use credentials'],
  [({ search, hash }) => search === '' && hash === '', 'must not hold a query or a fragment'],
] as const satisfies readonly (readonly [holds: (url: URL) => boolean, problem: string])[];

/** Everything that is wrong with a base URL. */
export function baseUrlProblems(text: string): readonly string[] {
  if (!URL.canParse(text)) return ['must be a URL such as http://127.0.0.1:9000/v1'];
  const url = new URL(text);
  return BASE_URL_RULES.flatMap(([holds, problem]) => (holds(url) ? [] : [problem]));
}

/** The form in which the catalog holds it. */
export const normalBaseUrl = (text: string): string => text.replace(/\/+$/, '');
