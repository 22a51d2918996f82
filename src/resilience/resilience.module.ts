/** What keeps calls alive when a provider fails: circuit breakers, and the trail of what was done. */
import { Module } from '@nestjs/common';
import { provide } from '../shared/provide';
import { FailoverAuditModule } from './audit/failover-audit.module';
import { Breakers } from './breakers';
import { DEFAULT_BREAKER } from '../catalog';

@Module({
  imports: [FailoverAuditModule],
  providers: [
    provide(Breakers, [], () => new Breakers({ settingsOf: () => DEFAULT_BREAKER, random: () => Math.random() })),
  ],
  exports: [Breakers],
})
export class ResilienceModule {}
