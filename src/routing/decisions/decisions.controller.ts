/** `GET /v1/decisions` and `GET /v1/decisions/{id}`. */
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Caller, Input, Route } from '../../http';
import { type Principal } from '../../shared/domain/access';
import { idCursor, type Page, pageQuery } from '../../shared/pagination';
import { DecisionsService } from './decisions.service';
import type { Replay } from './replay';

const filter = z.string().min(1).max(200).optional();
const decisionsQuery = pageQuery.extend({
  cursor: idCursor,
  model: filter,
  provider: filter,
  endpoint: filter,
  project: filter,
  outcome: z.enum(['selected', 'no_candidate']).optional(),
  rule: filter,
  policy: filter,
  decided_by: z.enum(['policy', 'rule', 'default', 'name']).optional(),
  signal: filter,
});
type DecisionsQuery = z.infer<typeof decisionsQuery>;

const decision = z.looseObject({ decision_id: z.string(), decided_at: z.string(), outcome: z.string() });

const replay = z.object({
  decision_id: z.string(),
  identical: z.boolean(),
  differences: z.array(z.object({ section: z.string(), stored: z.string().nullable(), replayed: z.string() })),
  engine_version: z.int(),
  stored_engine_version: z.int(),
  note: z.string().nullable(),
});

@Controller()
export class DecisionsController {
  constructor(private readonly service: DecisionsService) {}

  @Route({
    method: 'GET',
    path: '/v1/decisions',
    scope: 'decisions:read',
    summary: 'Routing decisions, newest first',
    query: decisionsQuery,
    answer: z.object({ data: z.array(decision), next_cursor: z.string().nullable() }),
  })
  list(@Caller() caller: Principal, @Input('query') query: DecisionsQuery): Promise<Page<Record<string, unknown>>> {
    return this.service.list(caller, query);
  }

  @Route({
    method: 'GET',
    path: '/v1/decisions/:id',
    scope: 'decisions:read',
    summary: 'The receipt of a decision: every candidate with role and reason, and every attempt with its cost',
    answer: decision,
  })
  receipt(@Caller() caller: Principal, @Param('id') id: string): Promise<Record<string, unknown>> {
    return this.service.receipt(caller, id);
  }

  @Route({
    method: 'POST',
    path: '/v1/decisions/:id/replay',
    scope: 'decisions:read',
    summary: 'Decides again from what was stored, and names the first difference, should there be one',
    answer: replay,
  })
  replay(@Caller() caller: Principal, @Param('id') id: string): Promise<Replay> {
    return this.service.replay(caller, id);
  }
}
