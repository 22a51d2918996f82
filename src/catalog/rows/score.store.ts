/** The results of evaluations, in the database. */
import type { EntityManager } from 'typeorm';
import type { TenantId } from '../../shared/domain/ids';
import { ScoreRow } from './score.entity';

export type NewScore = Omit<ScoreRow, 'tenantId' | 'revision'>;

/** A score that routing reads: the one of the latest day, of one day the last. */
export type CurrentScore = Pick<ScoreRow, 'provider' | 'model' | 'name' | 'value'>;

/** A score with whether it is the one that routing reads. */
export type ScoreInHistory = Omit<ScoreRow, 'tenantId'> & { readonly inForce: boolean };

export interface HistoryPage {
  readonly provider: string;
  readonly model: string;
  /** Only what was recorded before this revision; null: from the newest on. */
  readonly before: number | null;
  readonly limit: number;
}

export class ScoreStore {
  current(tenantId: TenantId, manager: EntityManager): Promise<CurrentScore[]> {
    return manager.query<CurrentScore[]>(
      `SELECT DISTINCT ON (provider, model, name) provider, model, name, value
       FROM quality_scores WHERE tenant_id = $1 ORDER BY provider, model, name, date DESC, revision DESC`,
      [tenantId],
    );
  }

  /** The newest record first. */
  history(tenantId: TenantId, page: HistoryPage, manager: EntityManager): Promise<ScoreInHistory[]> {
    return manager.query<ScoreInHistory[]>(
      `SELECT revision, provider, model, name, value, n, date::text AS date, source, recorded_at AS "recordedAt", "inForce"
       FROM (
         SELECT *, row_number() OVER (PARTITION BY name ORDER BY date DESC, revision DESC) = 1 AS "inForce"
         FROM quality_scores WHERE tenant_id = $1 AND provider = $2 AND model = $3
       ) AS of_model
       WHERE $4::integer IS NULL OR revision < $4 ORDER BY revision DESC LIMIT $5`,
      [tenantId, page.provider, page.model, page.before, page.limit],
    );
  }

  /** Only under the lock on the tenant's catalog, which makes the revisions gapless. */
  async add(tenantId: TenantId, scores: readonly NewScore[], manager: EntityManager): Promise<void> {
    const last = (await manager.maximum(ScoreRow, 'revision', { tenantId })) ?? 0;
    await manager.insert(
      ScoreRow,
      scores.map((score, index) => ({ ...score, tenantId, revision: last + 1 + index })),
    );
  }
}
