/** How the process is doing (metrics and health), and what happens in it (the feed of events). */
import { Global, Module } from '@nestjs/common';
import { ClickHouse } from '../clickhouse';
import { CLOCK, type Clock } from '../shared/clock';
import { LOG, type Log } from '../shared/log';
import { provide } from '../shared/provide';
import { EventsController } from './events/events.controller';
import { EventsService } from './events/events.service';
import { EventsStore } from './events/events.store';
import { HealthChecks } from './health';
import { Metrics } from './metrics';
import { OperationsController } from './operations.controller';

@Global()
@Module({
  controllers: [EventsController, OperationsController],
  providers: [
    provide(EventsStore, [ClickHouse], (clickhouse: ClickHouse) => new EventsStore(clickhouse)),
    provide(
      EventsService,
      [EventsStore, CLOCK, LOG],
      (store: EventsStore, clock: Clock, log: Log) => new EventsService(store, clock, log),
    ),
    HealthChecks,
    Metrics,
  ],
  exports: [EventsService, HealthChecks, Metrics],
})
export class TelemetryModule {}
