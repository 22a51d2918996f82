/** Reading captured content: nobody reads it without an entry in the audit log. */
import type { DataSource } from 'typeorm';
import type { AuditWriter } from '../../catalog';
import type { Journal } from '../../journal';
import { caughtUp } from '../../ledger';
import type { Clock } from '../../shared/clock';
import type { Principal } from '../../shared/domain/access';
import { BursarError } from '../../shared/errors';
import { idTimeMs } from '../../shared/ids';
import { iso } from '../decisions/receipt';
import type { ContentView } from './content.schema';
import type { CapturedContent, ContentStore } from './content.store';

export interface ContentParts {
  readonly store: ContentStore;
  readonly journal: Journal;
  readonly dataSource: DataSource;
  readonly audit: AuditWriter;
  readonly clock: Clock;
}

export class ContentService {
  constructor(private readonly parts: ContentParts) {}

  /** @throws BursarError `not_found` where nothing was kept, or nothing is any more */
  async read(caller: Principal, decisionId: string): Promise<ContentView> {
    if (idTimeMs(decisionId) === null) throw new BursarError('not_found', { what: 'captured content' });
    await caughtUp(this.parts.journal);
    const rows = await this.parts.store.find(caller.tenantId, decisionId);
    if (rows.length === 0) throw new BursarError('not_found', { what: 'captured content' });
    // Before the answer: without the entry nothing is shown.
    await this.recordReading(caller, decisionId);
    return { decision_id: decisionId, data: rows.map(viewOf) };
  }

  private recordReading({ tenantId, keyId }: Principal, decisionId: string): Promise<void> {
    const { dataSource, audit, clock } = this.parts;
    return dataSource.transaction((manager) =>
      audit.append(
        {
          ...{ tenantId, at: new Date(clock.nowMs()), actorKind: 'key', actorId: keyId },
          ...{ action: 'content.read', targetKind: 'decision', targetId: decisionId, before: null, after: null },
        },
        manager,
      ),
    );
  }
}

const viewOf = ({ captured, expires, redacted, ...content }: CapturedContent): ContentView['data'][number] => ({
  ...content,
  redacted: [...redacted],
  captured_at: iso(captured),
  expires_at: iso(expires),
});
