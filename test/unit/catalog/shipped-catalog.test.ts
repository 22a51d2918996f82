/** What the shipped catalog promises: enough current models, each figure with its source, none invented. */
import type { CatalogModel, Tier } from '../../../src/catalog/domain/model';
import { TIERS } from '../../../src/catalog/domain/model';
import { tierOf } from '../../../src/catalog/domain/tier-rule';
import { shippedModels, shippedProviders } from '../../../src/catalog/shipped-catalog';
import { USAGE_BUCKETS } from '../../../src/shared/domain/usage';
import { readText } from '../structure/repository';

const CLOUDS = ['openai', 'anthropic', 'google', 'mistral', 'groq', 'together', 'deepseek'];
const real = shippedModels.filter((model) => model.provider !== 'sandbox');
const embeds = ({ capabilities }: CatalogModel): boolean => capabilities.includes('embeddings');
const chat = real.filter((model) => !embeds(model));
const embedding = real.filter(embeds);
const sandbox = shippedModels.filter((model) => model.provider === 'sandbox');
const key = (model: CatalogModel): string => `${model.provider}/${model.model}`;
const rowsOf = (models: readonly CatalogModel[]) =>
  models.flatMap((model) => model.prices.map((row) => ({ key: key(model), row })));
const tiersOf = (models: readonly CatalogModel[]): Tier[] =>
  TIERS.filter((tier) => models.some((model) => model.tier === tier));

describe('the shipped models', () => {
  it('are at least 60 of the seven providers', () => {
    expect(real.length).toBeGreaterThanOrEqual(60);
    expect(new Set(real.map((model) => model.provider))).toEqual(new Set(CLOUDS));
  });

  it('have one name each, and aliases that name nothing else at the same provider', () => {
    const names = shippedModels.flatMap((model) => [
      key(model),
      ...model.aliases.map((alias) => `${model.provider}/${alias}`),
    ]);
    expect(names).toHaveLength(new Set(names).size);
  });

  it('belong to a shipped provider', () => {
    const known = new Set(shippedProviders.map((provider) => provider.name));
    expect(shippedModels.filter((model) => !known.has(model.provider))).toEqual([]);
  });

  it.each(['openai', 'anthropic', 'google', 'mistral'])('fill every tier for %s', (provider) => {
    expect(tiersOf(real.filter((model) => model.provider === provider))).toEqual(TIERS);
  });

  it('have the tier that the written rule gives them', () => {
    const differing = real.filter(
      (model) => model.tier !== tierOf(model.model, model.capabilities.includes('reasoning')),
    );
    expect(differing.map(key)).toEqual([]);
  });

  it('know their context window and their longest output, which fits into it', () => {
    const odd = chat.filter(
      ({ contextWindow, maxOutput }) => contextWindow === null || (maxOutput ?? Infinity) > contextWindow,
    );
    expect(odd.map(key)).toEqual([]);
  });

  it('that make vectors write nothing, and know how long a text may be', () => {
    expect(embedding.map(key)).toContain('openai/text-embedding-3-small');
    const odd = embedding.filter(
      ({ contextWindow, maxOutput, capabilities }) =>
        contextWindow === null || maxOutput !== null || capabilities.length > 1,
    );
    expect(odd.map(key)).toEqual([]);
  });
});

describe('the shipped prices', () => {
  it('BX-05: exist for every model, above zero for input and for the output of those that write', () => {
    expect(real.filter((model) => model.prices.length === 0).map(key)).toEqual([]);
    const free = rowsOf(chat).filter(({ row }) => (row.rates.input ?? 0n) <= 0n || (row.rates.output ?? 0n) <= 0n);
    expect(free).toEqual([]);
    const odd = rowsOf(embedding).filter(({ row }) => (row.rates.input ?? 0n) <= 0n || row.rates.output !== null);
    expect(odd).toEqual([]);
  });

  it('BX-05: are never zero where a figure was not read', () => {
    const zeros = rowsOf(shippedModels).flatMap(({ key: name, row }) =>
      [
        row.rates,
        ...row.contextTiers.map((tier) => tier.rates),
        ...Object.values(row.serviceTiers).map((tier) => tier.rates),
      ]
        .flatMap((rates) => USAGE_BUCKETS.filter((bucket) => rates[bucket] === 0n))
        .map((bucket) => `${name} ${bucket}`),
    );
    expect(zeros).toEqual([]);
  });

  it('name a source with its version or commit and its date', () => {
    const unnamed = rowsOf(real).filter(({ row }) => !/\d+\.\d+\.\d+ \(\d{4}-\d{2}-\d{2}\)/.test(row.source));
    expect(unnamed).toEqual([]);
  });

  it('ascend by their first day, and have ids that occur once', () => {
    for (const model of shippedModels) {
      const starts = model.prices.map((row) => row.validFromMs ?? -Infinity);
      expect(starts).toEqual([...starts].sort((a, b) => a - b));
    }
    const ids = rowsOf(shippedModels).map(({ row }) => row.id);
    expect(ids).toHaveLength(new Set(ids).size);
  });

  it('keep their ids: the same figures have the same id in every build', () => {
    const ids = shippedModels.find((model) => key(model) === 'openai/gpt-5.6-luna')?.prices.map((row) => row.id);
    expect(ids).toMatchInlineSnapshot(`
     [
       "openai/gpt-5.6-luna@initial#cf27bef8",
       "openai/gpt-5.6-luna@2026-07-30#8d98d2c7",
     ]
    `);
  });

  it('charge no less for a longer input', () => {
    const cheaper = rowsOf(shippedModels).filter(({ row }) =>
      row.contextTiers.some((tier) =>
        USAGE_BUCKETS.some((bucket) => (tier.rates[bucket] ?? row.rates[bucket] ?? 0n) < (row.rates[bucket] ?? 0n)),
      ),
    );
    expect(cheaper.map(({ row }) => row.id)).toEqual([]);
  });

  it('charge less for a cache hit than for fresh input', () => {
    const dear = rowsOf(shippedModels).filter(({ row }) => (row.rates.cache_read ?? 0n) >= (row.rates.input ?? 0n));
    expect(dear.map(({ row }) => row.id)).toEqual([]);
  });
});

describe('docs/catalog.md', () => {
  it('gives the number of models of each provider', () => {
    const written = [...readText('docs/catalog.md').matchAll(/^\| `(\w+)`\s*\| (\d+)\s*\|/gm)].map(
      ([, name, count]) => [name, Number(count)],
    );
    const shipped = [...CLOUDS, 'sandbox'].map((name) => [
      name,
      shippedModels.filter((model) => model.provider === name).length,
    ]);
    expect(written).toEqual(shipped);
  });
});

describe('the sandbox', () => {
  it('has one model a tier, whose prices say that they are made up', () => {
    expect(sandbox.map(({ model, tier }) => [model, tier])).toEqual([
      ['sandbox-small', 'economy'],
      ['sandbox-medium', 'standard'],
      ['sandbox-large', 'deep_reasoning'],
    ]);
    expect(new Set(rowsOf(sandbox).map(({ row }) => row.source))).toEqual(
      new Set(['built-in sandbox, not a real price']),
    );
  });
});

describe('the shipped providers', () => {
  it('are the seven clouds with a key, two local ones with a base URL, and the sandbox', () => {
    const withKey = shippedProviders.filter((provider) => provider.keySetting !== null);
    expect(withKey.map((provider) => provider.name)).toEqual(CLOUDS);
    expect(withKey.every((provider) => provider.baseUrl?.endsWith('/') === false)).toBe(true);
    const local = shippedProviders.filter((provider) => provider.baseUrlSetting !== null);
    expect(local.map(({ name, baseUrlSetting }) => [name, baseUrlSetting])).toEqual([
      ['ollama', 'OLLAMA_BASE_URL'],
      ['vllm', 'VLLM_BASE_URL'],
    ]);
    expect(shippedProviders.at(-1)).toMatchObject({ name: 'sandbox', kind: 'sandbox', baseUrl: null });
  });
});
