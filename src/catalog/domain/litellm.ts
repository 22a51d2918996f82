/** LiteLLM's public price file (`model_prices_and_context_window.json`) as model documents of the providers we know. */
import { z } from 'zod';
import { LiteLlmCostError, toLiteLlmPrice } from './litellm-price';
import type { Capability } from './model';
import type { ModelDocument } from './model-document';
import { tierOf } from './tier-rule';

export interface LiteLlmImport {
  readonly models: readonly ModelDocument[];
  /** Entries that were read and left out, with the reason; in the order of the file. */
  readonly skipped: readonly { readonly key: string; readonly reason: string }[];
}

/** The file is not in LiteLLM's format; nothing of it may be used. */
export class LiteLlmFormatError extends Error {
  constructor(
    /** `gpt-4o.input_cost_per_token`, or the empty string for the file itself. */
    readonly field: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(`not a LiteLLM price file: ${field === '' ? '' : `${field}: `}${problem}`, options);
    this.name = 'LiteLlmFormatError';
  }
}

/** LiteLLM's name of a provider's API → ours. Others, such as the clouds that resell models, are skipped. */
const PROVIDERS: Readonly<Record<string, string>> = {
  openai: 'openai',
  anthropic: 'anthropic',
  gemini: 'google',
  mistral: 'mistral',
  groq: 'groq',
  together_ai: 'together',
  deepseek: 'deepseek',
};

const MODES = ['chat', 'responses', 'embedding'];

const CAPABILITY_OF_FLAG = {
  supports_function_calling: 'tools',
  supports_parallel_function_calling: 'parallel_tools',
  supports_response_schema: 'json_schema',
  supports_vision: 'vision',
  supports_audio_input: 'audio_input',
  supports_audio_output: 'audio_output',
  supports_pdf_input: 'pdf_input',
  supports_reasoning: 'reasoning',
  supports_prompt_caching: 'prompt_caching',
} as const satisfies Record<string, Capability>;
const FLAGS = Object.keys(CAPABILITY_OF_FLAG) as (keyof typeof CAPABILITY_OF_FLAG)[];

/** The entry that documents the fields; its values are sentences. */
const DOCUMENTATION_KEY = 'sample_spec';

const flag = z.boolean().nullish();
const tokens = z.int().positive().nullish();
const fileSchema = z.record(z.string(), z.looseObject({ litellm_provider: z.string().nullish() }));
const entrySchema = z.looseObject({
  max_input_tokens: tokens,
  max_output_tokens: tokens,
  deprecation_date: z.iso.date().nullish(),
  supports_native_streaming: flag,
  ...(Object.fromEntries(FLAGS.map((name) => [name, flag])) as Record<(typeof FLAGS)[number], typeof flag>),
});
type Entry = z.infer<typeof entrySchema>;

/**
 * Reads a price file. `source` names it (with commit or date) in every price row. Fields we do not know are ignored, a
 * missing price is null; a file with one wrong field is refused whole, since half of a price list is a wrong one.
 * @throws LiteLlmFormatError naming the field
 */
export function importLiteLlm(json: unknown, source: string): LiteLlmImport {
  const file = parsed(fileSchema, json, '');
  const models = new Map<string, ModelDocument>();
  const skipped: { key: string; reason: string }[] = [];
  for (const [key, raw] of Object.entries(file)) {
    if (key === DOCUMENTATION_KEY) continue;
    const reason = reasonToSkip(raw);
    if (reason !== null) {
      skipped.push({ key, reason });
      continue;
    }
    const model = toModel(key, raw, source);
    const identity = `${model.provider}/${model.model}`;
    if (models.has(identity)) skipped.push({ key, reason: `${identity} has been read from an earlier entry` });
    else models.set(identity, model);
  }
  return { models: [...models.values()], skipped };
}

/** The name clients use for a model that its host lists under the name of who published it: `openai/gpt-oss-120b`. */
const clientName = (upstreamModel: string): string =>
  upstreamModel.slice(upstreamModel.lastIndexOf('/') + 1).toLowerCase();

function reasonToSkip(raw: Readonly<Record<string, unknown>>): string | null {
  const provider = typeof raw.litellm_provider === 'string' ? raw.litellm_provider : null;
  if (provider === null) return 'names no litellm_provider';
  if (!Object.hasOwn(PROVIDERS, provider)) return `provider ${provider} is not one of ours`;
  const mode = typeof raw.mode === 'string' ? raw.mode : 'none';
  return MODES.includes(mode) ? null : `mode ${mode} is not chat, responses or embedding`;
}

function toModel(key: string, raw: Readonly<Record<string, unknown>>, source: string): ModelDocument {
  const entry = parsed(entrySchema, raw, key);
  const litellmProvider = String(raw.litellm_provider);
  const upstream = key.startsWith(`${litellmProvider}/`) ? key.slice(litellmProvider.length + 1) : key;
  const model = clientName(upstream);
  const provider = PROVIDERS[litellmProvider] ?? litellmProvider;
  return {
    provider,
    model,
    ...(model === upstream ? {} : { upstream_model: upstream, aliases: [upstream] }),
    tier: tierOf(model, entry.supports_reasoning === true),
    // The most it takes in; where a provider counts the output on top, the true window is larger.
    context_window: entry.max_input_tokens ?? null,
    max_output: entry.max_output_tokens ?? null,
    capabilities: capabilitiesOf(entry, provider, raw.mode === 'embedding'),
    price: priceOf(key, raw, source),
    deprecated_on: entry.deprecation_date ?? null,
  };
}

function capabilitiesOf(entry: Entry, provider: string, embeds: boolean): Capability[] {
  if (embeds) return ['embeddings'];
  const flagged: Capability[] = FLAGS.filter((name) => entry[name] === true).map((name) => CAPABILITY_OF_FLAG[name]);
  const streams: Capability[] = entry.supports_native_streaming === false ? [] : ['streaming'];
  // LiteLLM has no flag for it: where a schema can be demanded, plain JSON can, except in Anthropic's API.
  const plainJson: Capability[] = flagged.includes('json_schema') && provider !== 'anthropic' ? ['json_mode'] : [];
  return [...streams, ...flagged, ...plainJson];
}

function priceOf(key: string, raw: Readonly<Record<string, unknown>>, source: string): ModelDocument['price'] {
  try {
    return toLiteLlmPrice(raw, source);
  } catch (error) {
    if (!(error instanceof LiteLlmCostError)) throw error;
    throw new LiteLlmFormatError(`${key}.${error.field}`, 'must be a number of zero or more', { cause: error });
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, key: string): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const path = [...(key === '' ? [] : [key]), ...(issue?.path.map(String) ?? [])].join('.');
  throw new LiteLlmFormatError(path, issue?.message ?? 'unreadable');
}
