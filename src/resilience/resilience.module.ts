/** What keeps calls alive when a provider fails: circuit breakers. */
import { Module } from '@nestjs/common';
import { provide } from '../shared/provide';
import { Breakers } from './breakers';
import { DEFAULT_BREAKER } from '../catalog';

@Module({
  providers: [
    provide(Breakers, [], () => new Breakers({ settingsOf: () => DEFAULT_BREAKER, random: () => Math.random() })),
  ],
  exports: [Breakers],
})
export class ResilienceModule {}
