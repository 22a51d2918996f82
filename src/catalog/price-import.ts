/** Brings a price file in LiteLLM's format into a tenant's catalog: new models, and new dated rows where a figure changed. */
import type { TenantId } from '../shared/domain/ids';
import type { Actor } from './audit-writer';
import type { CatalogChanges, Edit } from './catalog-changes';
import type { CatalogService } from './catalog.service';
import { withoutPrices } from './document/sections';
import { modelKey } from './domain/assemble';
import type { Catalog } from './domain/catalog';
import { importLiteLlm } from './domain/litellm';
import type { ModelDocument } from './domain/model-document';
import { priceRowAt } from './domain/price';
import { figuresOf, type PriceDocument, toPriceRow } from './domain/price-document';
import { msToUtcDay } from './domain/utc-day';
import type { OwnRows } from './rows/own-rows';
import { priceTextHash } from './shipped-catalog';

export interface PriceImport {
  /** The parsed file. */
  readonly json: unknown;
  /** Names the file, with its date or commit, in every row. */
  readonly source: string;
  /** Only says what it would do. */
  readonly dryRun: boolean;
}

export interface PriceImportReport {
  /** Models that the catalog did not have. */
  readonly added: readonly string[];
  /** Models whose figures changed, with the ids of the row that held and the row that holds from today on. */
  readonly repriced: readonly { readonly model: string; readonly before: string | null; readonly after: string }[];
  readonly unchanged: number;
  readonly skipped: readonly { readonly key: string; readonly reason: string }[];
}

type Verdict =
  | { readonly kind: 'add'; readonly document: ModelDocument }
  | { readonly kind: 'reprice'; readonly key: string; readonly price: PriceDocument; readonly before: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'skip'; readonly reason: string };

export class PriceImporter {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly catalogs: CatalogService,
  ) {}

  /** @throws LiteLlmFormatError when the file is not in the format; then nothing was changed */
  import(tenantId: TenantId, { json, source, dryRun }: PriceImport, actor: Actor): Promise<PriceImportReport> {
    const { models, skipped } = importLiteLlm(json, source);
    return this.changes.commit(tenantId, actor, async (edit) => {
      const catalog = this.catalogs.current(tenantId);
      const nowMs = edit.at.getTime();
      const verdicts = models.map((document) => ({
        key: modelKey(document),
        verdict: judge(document, { catalog, rows: edit.rows, nowMs }),
      }));
      if (!dryRun) for (const { verdict } of verdicts) await write(verdict, edit);
      const report = reportOf(verdicts, skipped);
      const changed = !dryRun && report.added.length + report.repriced.length > 0;
      const after = { source, added: report.added, repriced: report.repriced };
      const target = { targetKind: 'price', targetId: 'import' };
      return { result: report, audit: changed ? { action: 'price.import', ...target, before: null, after } : null };
    });
  }
}

interface Present {
  readonly catalog: Catalog;
  readonly rows: OwnRows;
  readonly nowMs: number;
}

function judge(document: ModelDocument, { catalog, rows, nowMs }: Present): Verdict {
  const { price } = document;
  const known = catalog.candidateById.get(modelKey(document))?.model;
  if (known === undefined) return { kind: 'add', document: withFreeAliases(document, catalog) };
  const key = modelKey(known);
  if (price === undefined || !hasFigure(price)) return { kind: 'skip', reason: 'the file has no price for it' };
  if (rows.models.some((row) => modelKey(row) === key && row.managedBy === 'file')) {
    return { kind: 'skip', reason: 'the configuration document manages it' };
  }
  const before = priceRowAt(known.prices, nowMs);
  const dated = { ...price, valid_from: msToUtcDay(nowMs) };
  const after = toPriceRow(dated, key, priceTextHash);
  if (before !== null && figuresOf(before.id) === figuresOf(after.id)) return { kind: 'unchanged' };
  return { kind: 'reprice', key, price: dated, before: before?.id ?? null };
}

const hasFigure = (price: PriceDocument): boolean =>
  Object.entries(price).some(([field, value]) => field.endsWith('_per_mtok_usd') && typeof value === 'string');

/** An alias that another model has already stays with that one. */
function withFreeAliases({ aliases, ...document }: ModelDocument, { candidateById }: Catalog): ModelDocument {
  const free = (aliases ?? []).filter((alias) => !candidateById.has(`${document.provider}/${alias}`));
  return free.length === 0 ? document : { ...document, aliases: free };
}

async function write(verdict: Verdict, { tenantId, at, store, manager }: Edit): Promise<void> {
  const origin = { managedBy: 'api', recordedAt: at } as const;
  if (verdict.kind === 'add') {
    const { document } = verdict;
    const { provider, model, price } = document;
    const row = {
      tenantId,
      provider,
      model,
      document: withoutPrices(document),
      managedBy: 'api',
      updatedAt: at,
    } as const;
    await store.putModel(row, manager);
    if (price === undefined) return;
    await store.addPrices(tenantId, [{ provider, model, validFrom: null, document: price, ...origin }], manager);
  }
  if (verdict.kind === 'reprice') {
    const { key, price } = verdict;
    const slash = key.indexOf('/');
    const address = { provider: key.slice(0, slash), model: key.slice(slash + 1) };
    const row = { ...address, validFrom: price.valid_from ?? null, document: price, ...origin };
    await store.addPrices(tenantId, [row], manager);
  }
}

function reportOf(
  verdicts: readonly { readonly key: string; readonly verdict: Verdict }[],
  skipped: PriceImportReport['skipped'],
): PriceImportReport {
  return {
    added: verdicts.flatMap(({ key, verdict }) => (verdict.kind === 'add' ? [key] : [])),
    repriced: verdicts.flatMap(({ verdict }) => {
      if (verdict.kind !== 'reprice') return [];
      const { key, price, before } = verdict;
      return [{ model: key, before, after: toPriceRow(price, key, priceTextHash).id }];
    }),
    unchanged: verdicts.filter(({ verdict }) => verdict.kind === 'unchanged').length,
    skipped: [
      ...skipped,
      ...verdicts.flatMap(({ key, verdict }) => (verdict.kind === 'skip' ? [{ key, reason: verdict.reason }] : [])),
    ],
  };
}
