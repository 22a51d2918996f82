/** Late price corrections: attempts stay as they were recorded, and adjustments say what they cost by the prices in force now. */
import type { DataSource } from 'typeorm';
import { type AuditWriter, type Candidate, type CatalogService, figuresOf } from '../../catalog';
import type { Journal } from '../../journal';
import { withAdvisoryLock } from '../../postgres';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { formatUsd, nanoUsd } from '../../shared/domain/money';
import { BursarError } from '../../shared/errors';
import { caughtUp } from '../caught-up';
import { correctionOf, periodsOf } from '../domain/correction';
import type { CorrectionBody, CorrectionReport } from './corrections.schema';
import type { Adjustment, CorrectionNote, CorrectionsStore, ModelPeriod, Range } from './corrections.store';

export interface CorrectionParts {
  readonly store: CorrectionsStore;
  readonly catalogs: CatalogService;
  readonly journal: Journal;
  readonly dataSource: DataSource;
  readonly audit: AuditWriter;
  readonly clock: Clock;
}

interface Counts {
  examined: number;
  adjusted: number;
  unpriced: number;
  difference: bigint;
}

const DAY_MS = 86_400_000;
// A quarter, the longest that is closed at once.
const MAX_DAYS = 92;

export class CorrectionsService {
  constructor(private readonly parts: CorrectionParts) {}

  /** What was corrected once is found corrected the next time. @throws BursarError `invalid_request` */
  async correct(caller: Principal, body: CorrectionBody): Promise<CorrectionReport> {
    const nowMs = this.parts.clock.nowMs();
    const range = rangeOf(body, nowMs);
    const { tenantId } = caller;
    const models = this.models(tenantId, body.model);
    await caughtUp(this.parts.journal);
    const run = async (note: CorrectionNote | null): Promise<CorrectionReport> =>
      report(body, range, await this.run(tenantId, await this.periods(tenantId, range, models), note));
    if (body.dry_run) return run(null);
    // Two runs at once would each take the other's adjustments for the attempts' first.
    return withAdvisoryLock(this.parts.dataSource, `price-corrections ${tenantId}`, async () => {
      const note = { reason: body.reason, recordedBy: caller.keyId, recordedAtMs: nowMs };
      const done = await run(note);
      if (done.adjusted > 0) await this.recordChange(caller, done, note);
      return done;
    });
  }

  private models(tenantId: TenantId, asked: string | undefined): readonly Candidate[] {
    const { candidates } = this.parts.catalogs.current(tenantId);
    const models = candidates.filter(({ id }) => asked === undefined || id === asked);
    if (models.length > 0) return models;
    throw new BursarError('invalid_request', { path: 'model', problem: 'must be a provider/model of the catalog' });
  }

  /** Only where something was recorded at other figures than the period's. */
  private async periods(tenantId: TenantId, range: Range, models: readonly Candidate[]): Promise<ModelPeriod[]> {
    const pricedBy = await this.parts.store.pricedBy(tenantId, range);
    return models.flatMap(({ id, model: { provider, model, prices } }) => {
      const recorded = (pricedBy.get(id) ?? []).map(figuresOf);
      return periodsOf(prices, range)
        .filter(({ row }) => recorded.some((figures) => figures !== figuresOf(row.id)))
        .map((period) => ({ ...period, provider, model }));
    });
  }

  /** By model. @param note null: nothing is written */
  private async run(
    tenantId: TenantId,
    periods: readonly ModelPeriod[],
    note: CorrectionNote | null,
  ): Promise<ByModel> {
    const byModel: ByModel = new Map();
    for (const period of periods) {
      const key = `${period.provider}/${period.model}`;
      const counts = byModel.get(key) ?? { examined: 0, adjusted: 0, unpriced: 0, difference: 0n };
      byModel.set(key, counts);
      for await (const attempts of this.parts.store.recordedAtOtherFigures(tenantId, period)) {
        const corrected = attempts.map((attempt) => ({ attempt, correction: correctionOf(attempt, [period.row]) }));
        const adjustments = corrected.filter((one): one is Adjustment => one.correction.kind === 'adjusted');
        counts.examined += corrected.length;
        counts.adjusted += adjustments.length;
        counts.unpriced += corrected.filter(({ correction }) => correction.kind === 'unpriced').length;
        counts.difference += adjustments.reduce((sum, { correction }) => sum + correction.difference, 0n);
        if (note !== null) await this.parts.store.record(tenantId, adjustments, note);
      }
    }
    return byModel;
  }

  private async recordChange(caller: Principal, after: CorrectionReport, note: CorrectionNote): Promise<void> {
    const { dataSource, audit } = this.parts;
    await dataSource.transaction((manager) =>
      audit.append(
        {
          ...{ tenantId: caller.tenantId, at: new Date(note.recordedAtMs), actorKind: 'key', actorId: caller.keyId },
          ...{ action: 'price.correct', targetKind: 'price', targetId: 'corrections', before: null },
          after: { ...after, reason: note.reason },
        },
        manager,
      ),
    );
  }
}

type ByModel = Map<string, Counts>;

function rangeOf({ from, to }: CorrectionBody, nowMs: number): Range {
  const range = { fromMs: Date.parse(from), toMs: to === undefined ? nowMs : Date.parse(to) };
  if (range.fromMs >= range.toMs)
    throw new BursarError('invalid_request', { path: 'from', problem: 'must be before "to"' });
  if (range.toMs - range.fromMs > MAX_DAYS * DAY_MS) {
    throw new BursarError('invalid_request', {
      path: 'from',
      problem: `must be at most ${MAX_DAYS} days before "to"; correct a longer time in parts`,
    });
  }
  return range;
}

function report({ dry_run }: CorrectionBody, { fromMs, toMs }: Range, byModel: ByModel): CorrectionReport {
  const models = [...byModel].filter(([, { examined }]) => examined > 0);
  const sum = (count: 'examined' | 'adjusted' | 'unpriced'): number =>
    models.reduce((total, [, counts]) => total + counts[count], 0);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    dry_run,
    ...{ examined: sum('examined'), adjusted: sum('adjusted'), unpriced: sum('unpriced') },
    difference_usd: formatUsd(nanoUsd(models.reduce((total, [, { difference }]) => total + difference, 0n))),
    models: models.map(([model, { difference, ...counts }]) => ({
      ...{ model, ...counts },
      difference_usd: formatUsd(nanoUsd(difference)),
    })),
  };
}
