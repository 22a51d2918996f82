/** Takes results of evaluations, which are facts about a model whoever manages it, and shows their history. */
import type { Principal } from '../../shared/domain/access';
import type { TenantId } from '../../shared/domain/ids';
import { type Page, pageOf, type PageQuery } from '../../shared/pagination';
import { actorOf } from '../actor';
import type { CatalogChanges } from '../catalog-changes';
import type { CatalogService } from '../catalog.service';
import { modelKey } from '../domain/assemble';
import type { CatalogModel } from '../domain/model';
import { msToUtcDay } from '../domain/utc-day';
import { existing, refuseInvalid } from './managed';
import type { ModelAddress } from './models.service';
import type { QualityView, ScoresBody, ScoreView } from './scores.schema';
import type { ScoreInHistory } from '../rows/score.store';

// Somewhere on earth it is tomorrow already; a later day would hold against every evaluation until then.
const FARTHEST_ZONE_MS = 14 * 60 * 60_000;

const REVISION = /^\d{1,9}$/;

export class ScoresService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly catalogs: CatalogService,
  ) {}

  /** The newest record first. */
  async history(tenantId: TenantId, address: ModelAddress, query: PageQuery): Promise<Page<ScoreView>> {
    const { provider, model } = this.modelAt(tenantId, address);
    const { limit, cursor } = query;
    refuseInvalid('cursor', cursor === undefined || REVISION.test(cursor) ? null : 'is none of ours');
    const before = cursor === undefined ? null : Number(cursor);
    const rows = await this.changes.scoreHistory(tenantId, { provider, model, before, limit: limit + 1 });
    const page = pageOf(rows, limit, ({ revision }) => String(revision));
    return { ...page, data: page.data.map(viewOf) };
  }

  async add(caller: Principal, address: ModelAddress, { scores }: ScoresBody): Promise<QualityView> {
    const { tenantId } = caller;
    const { provider, model, quality: before } = this.modelAt(tenantId, address);
    const id = modelKey({ provider, model });
    await this.changes.commit(tenantId, actorOf(caller), async ({ store, at, manager }) => {
      const lastDay = msToUtcDay(at.getTime() + FARTHEST_ZONE_MS);
      const late = scores.findIndex(({ date }) => date > lastDay);
      refuseInvalid(`scores[${late}].date`, late < 0 ? null : 'must not be in the future');
      const rows = scores.map((score) => ({
        ...{ provider, model, ...score, source: score.source ?? null },
        recordedAt: at,
      }));
      await store.scores.add(tenantId, rows, manager);
      const target = { targetKind: 'model', targetId: id };
      return { result: undefined, audit: { action: 'score.add', ...target, before, after: { scores } } };
    });
    return { id, quality: this.modelAt(tenantId, address).quality };
  }

  /** By its name or an alias. @throws BursarError `not_found` */
  private modelAt(tenantId: TenantId, address: ModelAddress): CatalogModel {
    const candidate = this.catalogs.current(tenantId).candidateById.get(modelKey(address));
    return existing(candidate, 'model').model;
  }
}

const viewOf = ({ name, value, n, date, source, recordedAt, inForce }: ScoreInHistory): ScoreView => ({
  ...{ name, value, n, date, source },
  recorded_at: recordedAt.toISOString(),
  in_force: inForce,
});
