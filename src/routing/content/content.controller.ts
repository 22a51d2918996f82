/** `GET /v1/decisions/{id}/content`. */
import { Controller, Param } from '@nestjs/common';
import { Caller, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { contentView, type ContentView } from './content.schema';
import { ContentService } from './content.service';

@Controller()
export class ContentController {
  constructor(private readonly service: ContentService) {}

  @Route({
    method: 'GET',
    path: '/v1/decisions/:id/content',
    scope: 'content:read',
    summary: 'What was asked and answered, redacted, where the endpoint keeps it; reading it is audited',
    answer: contentView,
  })
  read(@Caller() caller: Principal, @Param('id') id: string): Promise<ContentView> {
    return this.service.read(caller, id);
  }
}
