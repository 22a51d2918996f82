/** What `GET /v1/audit` takes and answers. */
import { z } from 'zod';
import { pageQuery } from '../../shared/pagination';
import { instant } from '../fields';
import type { AuditEntry } from './audit-entry.entity';

export const auditQuery = pageQuery.extend({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be the next_cursor of an answer')
    .optional(),
  action: z.string().max(100).optional(),
  target_kind: z.string().max(100).optional(),
  target_id: z.string().max(100).optional(),
});

export const auditView = z.object({
  seq: z.string(),
  at: instant,
  actor: z.object({ kind: z.enum(['key', 'user', 'system']), id: z.string() }),
  action: z.string(),
  target: z.object({ kind: z.string(), id: z.string() }),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
});

export const viewAudit = (entry: AuditEntry): z.input<typeof auditView> => ({
  seq: entry.seq,
  at: entry.at.toISOString(),
  actor: { kind: entry.actorKind, id: entry.actorId },
  action: entry.action,
  target: { kind: entry.targetKind, id: entry.targetId },
  before: entry.before as Record<string, unknown> | null,
  after: entry.after as Record<string, unknown> | null,
});
