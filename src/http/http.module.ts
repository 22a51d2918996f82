/** Everything that HTTP routes share. */
import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { OpenApiController } from './openapi.controller';
import { RouteRegistry } from './route-registry';

@Module({
  imports: [DiscoveryModule],
  controllers: [OpenApiController],
  providers: [RouteRegistry],
  exports: [RouteRegistry],
})
export class HttpModule {}
