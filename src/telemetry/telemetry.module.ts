/** How the process is doing: metrics and health. */
import { Global, Module } from '@nestjs/common';
import { HealthChecks } from './health';
import { Metrics } from './metrics';
import { OperationsController } from './operations.controller';

@Global()
@Module({
  controllers: [OperationsController],
  providers: [HealthChecks, Metrics],
  exports: [HealthChecks, Metrics],
})
export class TelemetryModule {}
