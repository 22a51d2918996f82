/** The SQL of captured content. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';
import { aroundId, idRange } from '../decisions/id-range';

export interface CapturedContent {
  readonly attempt_id: string;
  readonly endpoint: string;
  readonly dialect: string;
  readonly request: string;
  readonly answer: string;
  readonly redacted: readonly string[];
  readonly captured: string;
  readonly expires: string;
}

export class ContentStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  /** By attempt. What has expired is gone, even while it waits for being deleted. */
  find(tenantId: TenantId, decisionId: string): Promise<CapturedContent[]> {
    return this.clickhouse.query<CapturedContent>(
      'content.find',
      `SELECT attempt_id, endpoint, dialect, request, answer, redacted, toString(captured_at) AS captured, toString(expires_at) AS expires
       FROM captured_content
       WHERE tenant_id = {tenant:String} AND ${aroundId('captured_at')} AND decision_id = {decision:String}
         AND expires_at > now('UTC')
       ORDER BY attempt_id`,
      { tenant: tenantId, decision: decisionId, ...idRange(decisionId) },
    );
  }
}
