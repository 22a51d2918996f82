export { EventsService } from './events/events.service';
export { type HealthCheck, HealthChecks } from './health';
export { Metrics } from './metrics';
export { TelemetryModule } from './telemetry.module';
