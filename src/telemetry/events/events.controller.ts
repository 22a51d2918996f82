/** `GET /v1/events`. */
import { Controller, Header, Headers, StreamableFile } from '@nestjs/common';
import { Caller, Input, Route } from '../../http';
import type { Principal } from '../../shared/domain/access';
import { type EventsQuery, eventsQuery } from './events.query';
import { EventsService } from './events.service';

@Controller()
export class EventsController {
  constructor(private readonly service: EventsService) {}

  @Route({
    method: 'GET',
    path: '/v1/events',
    scope: 'decisions:read',
    summary: 'Decisions and attempts as they happen; with Last-Event-ID those of the last minutes before',
    query: eventsQuery,
    answer: ['text/event-stream'],
  })
  @Header('cache-control', 'no-store')
  // nginx would hold events back until its buffer is full.
  @Header('x-accel-buffering', 'no')
  async events(
    @Caller() caller: Principal,
    @Input('query') query: EventsQuery,
    @Headers('last-event-id') lastEventId: string | undefined,
  ): Promise<StreamableFile> {
    return new StreamableFile(await this.service.stream(caller, query, lastEventId), { type: 'text/event-stream' });
  }
}
