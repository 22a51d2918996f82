/** The import of LiteLLM's price file: exact prices, our names, and no half-read list. */
import { importLiteLlm, LiteLlmFormatError } from '../../../src/catalog/domain/litellm';
import { perTokenToPerMtok } from '../../../src/catalog/domain/litellm-price';
import { type ModelDocument, modelDocumentSchema, toCatalogModel } from '../../../src/catalog/domain/model-document';

/** Rows in LiteLLM's shape; the first four carry figures of the real file. */
const FILE = {
  sample_spec: { litellm_provider: 'one of https://docs.litellm.ai/docs/providers', max_tokens: 'LEGACY parameter' },
  'gpt-5.6-luna': {
    cache_creation_input_token_cost: 2.5e-7,
    cache_creation_input_token_cost_above_272k_tokens: 5e-7,
    cache_read_input_token_cost: 2e-8,
    input_cost_per_token: 2e-7,
    input_cost_per_token_above_272k_tokens: 4e-7,
    input_cost_per_token_above_272k_tokens_flex: 2e-7,
    input_cost_per_token_batches: 1e-7,
    input_cost_per_token_flex: 1e-7,
    input_cost_per_token_priority: 4e-7,
    litellm_provider: 'openai',
    max_input_tokens: 400000,
    max_output_tokens: 128000,
    max_tokens: 128000,
    mode: 'chat',
    output_cost_per_token: 1.2e-6,
    output_cost_per_token_above_272k_tokens: 1.8e-6,
    search_context_cost_per_query: { search_context_size_low: 0.01 },
    supported_modalities: ['text', 'image'],
    supports_function_calling: true,
    supports_native_streaming: true,
    supports_parallel_function_calling: true,
    supports_reasoning: true,
    supports_response_schema: true,
    supports_vision: true,
    supports_web_search: true,
  },
  'claude-sonnet-4-5': {
    cache_creation_input_token_cost: 3.75e-6,
    cache_creation_input_token_cost_above_1hr: 6e-6,
    cache_creation_input_token_cost_above_1hr_above_200k_tokens: 1.2e-5,
    cache_read_input_token_cost: 3e-7,
    deprecation_date: '2026-09-29',
    input_cost_per_token: 3e-6,
    litellm_provider: 'anthropic',
    max_input_tokens: 200000,
    max_output_tokens: 64000,
    mode: 'chat',
    output_cost_per_token: 1.5e-5,
    provider_specific_entry: { us: 1.1, fast: 6 },
    supports_response_schema: true,
  },
  'gemini/gemini-flash-latest': {
    input_cost_per_audio_token: 1e-6,
    input_cost_per_token: 3e-7,
    litellm_provider: 'gemini',
    mode: 'chat',
    output_cost_per_reasoning_token: 2.5e-6,
    output_cost_per_token: 2.5e-6,
    supports_response_schema: true,
  },
  'groq/openai/gpt-oss-120b': {
    input_cost_per_token: 1.5e-7,
    litellm_provider: 'groq',
    mode: 'chat',
    output_cost_per_token: 6e-7,
    supports_reasoning: true,
  },
  'together_ai/meta/Unpriced-Model': { litellm_provider: 'together_ai', mode: 'chat', input_cost_per_token: null },
  'text-embedding-3-small': {
    input_cost_per_token: 2e-8,
    litellm_provider: 'openai',
    mode: 'embedding',
    output_cost_per_token: 0,
  },
  'o1-pro': { litellm_provider: 'openai', mode: 'responses', supports_native_streaming: false },
  'bedrock/claude-sonnet-4-5': { litellm_provider: 'bedrock', mode: 'chat' },
  'gpt-image-2': { litellm_provider: 'openai', mode: 'image_generation' },
  'openai/gpt-5.6-luna': { litellm_provider: 'openai', mode: 'chat', input_cost_per_token: 9 },
  nameless: { mode: 'chat' },
};

const { models, skipped } = importLiteLlm(FILE, 'test file of 2026-11-20');
const named = (key: string): ModelDocument => {
  const found = models.find(({ provider, model }) => `${provider}/${model}` === key);
  if (!found) throw new Error(`${key} was not imported`);
  return found;
};

describe('perTokenToPerMtok', () => {
  it.each([
    [1.5e-7, '0.15'],
    [0.00018, '180'],
    [0, '0'],
    [2.5e-9, '0.0025'],
    [3.625e-9, '0.003625'],
    [1.0000000000000002e-6, '1'],
    [3.3333333333333335e-5, '33.333333333'],
    [6.666666666666667e-8, '0.066666667'],
    [1, '1000000'],
  ])('turns %d dollars a token into exactly %s a million', (perToken, perMtok) => {
    expect(perTokenToPerMtok(perToken)).toBe(perMtok);
  });

  it.each([NaN, Infinity, -1])('refuses %d', (value) => {
    expect(() => perTokenToPerMtok(value)).toThrow(RangeError);
  });
});

describe('importLiteLlm', () => {
  it('gives documents that the schema of bursar.yaml accepts and the catalog takes', () => {
    for (const model of models) {
      expect(toCatalogModel(modelDocumentSchema.parse(model), () => 'deadbeef').prices).toHaveLength(1);
    }
  });

  it('reads long contexts, service tiers and both together', () => {
    expect(named('openai/gpt-5.6-luna').price).toEqual({
      input_per_mtok_usd: '0.2',
      output_per_mtok_usd: '1.2',
      cache_read_per_mtok_usd: '0.02',
      cache_write_5m_per_mtok_usd: '0.25',
      source: 'test file of 2026-11-20',
      context_tiers: [
        {
          above_input_tokens: 272000,
          input_per_mtok_usd: '0.4',
          output_per_mtok_usd: '1.8',
          cache_write_5m_per_mtok_usd: '0.5',
        },
      ],
      service_tiers: {
        batch: { input_per_mtok_usd: '0.1' },
        flex: {
          input_per_mtok_usd: '0.1',
          context_tiers: [{ above_input_tokens: 272000, input_per_mtok_usd: '0.2' }],
        },
        priority: { input_per_mtok_usd: '0.4' },
      },
    });
  });

  it('keeps the one-hour cache write apart from the short one', () => {
    expect(named('anthropic/claude-sonnet-4-5')).toMatchObject({
      price: {
        cache_write_5m_per_mtok_usd: '3.75',
        cache_write_1h_per_mtok_usd: '6',
        context_tiers: [{ above_input_tokens: 200000, cache_write_1h_per_mtok_usd: '12' }],
        regions: { us: '1.1' },
      },
      deprecated_on: '2026-09-29',
      context_window: 200000,
      max_output: 64000,
    });
  });

  it('reads reasoning and audio prices', () => {
    expect(named('google/gemini-flash-latest').price).toMatchObject({
      reasoning_per_mtok_usd: '2.5',
      audio_input_per_mtok_usd: '1',
    });
  });

  it('BX-05: leaves a missing price unknown, and keeps a price of zero', () => {
    expect(named('together/unpriced-model').price).toEqual({ source: 'test file of 2026-11-20' });
    expect(named('openai/text-embedding-3-small').price).toMatchObject({ output_per_mtok_usd: '0' });
  });

  it.each([
    [
      'openai/gpt-5.6-luna',
      ['streaming', 'tools', 'parallel_tools', 'json_schema', 'vision', 'reasoning', 'json_mode'],
    ],
    ['anthropic/claude-sonnet-4-5', ['streaming', 'json_schema']],
    ['openai/text-embedding-3-small', ['embeddings']],
    ['openai/o1-pro', []],
  ])('reads what %s can do', (key, capabilities) => {
    expect(named(key).capabilities).toEqual(capabilities);
  });

  it('names a hosted model by its own name, and keeps the name that its host wants', () => {
    expect(named('groq/gpt-oss-120b')).toMatchObject({
      upstream_model: 'openai/gpt-oss-120b',
      aliases: ['openai/gpt-oss-120b'],
      tier: 'standard',
    });
  });

  it('says what it left out and why', () => {
    expect(skipped).toEqual([
      { key: 'bedrock/claude-sonnet-4-5', reason: 'provider bedrock is not one of ours' },
      { key: 'gpt-image-2', reason: 'mode image_generation is not chat, responses or embedding' },
      { key: 'openai/gpt-5.6-luna', reason: 'openai/gpt-5.6-luna has been read from an earlier entry' },
      { key: 'nameless', reason: 'names no litellm_provider' },
    ]);
  });
});

describe('a malformed file', () => {
  const entry = { litellm_provider: 'openai', mode: 'chat' };
  it.each([
    ['no object', 'gpt-4o', ''],
    ['a list', [], ''],
    ['an entry that is a number', { 'gpt-4o': 3 }, 'gpt-4o'],
    [
      'a price that is text',
      { 'gpt-4o': { ...entry, input_cost_per_token: '2.5e-06' } },
      'gpt-4o.input_cost_per_token',
    ],
    [
      'a factor of a region that is text',
      { 'gpt-4o': { ...entry, provider_specific_entry: { us: '1.1' } } },
      'gpt-4o.provider_specific_entry.us',
    ],
    [
      'a negative price',
      { 'gpt-4o': { ...entry, output_cost_per_token_flex: -1 } },
      'gpt-4o.output_cost_per_token_flex',
    ],
    ['a window that is text', { 'gpt-4o': { ...entry, max_input_tokens: '128k' } }, 'gpt-4o.max_input_tokens'],
    ['a flag that is text', { 'gpt-4o': { ...entry, supports_vision: 'yes' } }, 'gpt-4o.supports_vision'],
    ['a date that is none', { 'gpt-4o': { ...entry, deprecation_date: '2026-02-30' } }, 'gpt-4o.deprecation_date'],
  ])('with %s is refused whole, naming the field', (_, file, field) => {
    const refusal = refusalOf(file);
    expect(refusal).toBeInstanceOf(LiteLlmFormatError);
    expect(refusal).toMatchObject({ field });
  });
});

function refusalOf(file: unknown): unknown {
  try {
    return importLiteLlm(file, 'x');
  } catch (error) {
    return error;
  }
}
