/** The providers and models that Bursar ships with, parsed once from `data/`; `docs/catalog.md` names their sources. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import anthropic from './data/anthropic.json';
import deepseek from './data/deepseek.json';
import google from './data/google.json';
import groq from './data/groq.json';
import mistral from './data/mistral.json';
import openai from './data/openai.json';
import providers from './data/providers.json';
import sandbox from './data/sandbox.json';
import together from './data/together.json';
import { type CatalogModel, PROVIDER_KINDS, type ProviderKind } from './domain/model';
import { modelDocumentSchema, toCatalogModel } from './domain/model-document';
import type { OwnBreaker } from './domain/breaker-settings';
import type { TextHash } from './domain/price-document';

/** A provider as it is known before anyone has configured it. */
export interface ShippedProvider {
  readonly name: string;
  readonly kind: ProviderKind;
  /** Without a trailing slash; null where it is the operator's own machine, or no machine at all (sandbox). */
  readonly baseUrl: string | null;
  readonly apiVersion: null;
  /** The setting that holds its key; null where it needs none. */
  readonly keySetting: string | null;
  /** The setting that gives its base URL; null where that is fixed. */
  readonly baseUrlSetting: string | null;
  /** Runs on the operator's own machines. */
  readonly local: boolean;
  /** None: who may see what is the operator's word. */
  readonly dataClasses: readonly string[];
  readonly breaker: OwnBreaker;
}

const settingName = z.string().regex(/^[A-Z_]+$/);
const providerSchema = z
  .strictObject({
    name: z.string(),
    kind: z.enum(PROVIDER_KINDS),
    base_url: z.url().nullable(),
    key_setting: settingName.nullable(),
    base_url_setting: settingName.nullable(),
    local: z.boolean(),
  })
  .transform(({ name, kind, local, ...row }): ShippedProvider => ({
    name,
    kind,
    baseUrl: row.base_url,
    apiVersion: null,
    keySetting: row.key_setting,
    baseUrlSetting: row.base_url_setting,
    local,
    dataClasses: [],
    breaker: {},
  }));

export const shippedProviders: readonly ShippedProvider[] = z.array(providerSchema).parse(providers);

/** Hash of the price rows' ids; configuration must use the same one, so that the same figures have the same id. */
export const priceTextHash: TextHash = (text) => createHash('sha256').update(text).digest('hex');

export const shippedModels: readonly CatalogModel[] = z
  .array(modelDocumentSchema)
  .parse([...openai, ...anthropic, ...google, ...mistral, ...groq, ...together, ...deepseek, ...sandbox])
  .map((document) => toCatalogModel(document, priceTextHash));
