export { ResilienceModule } from './resilience.module';
export { type Adopted, Breakers, type BreakerSources } from './breakers';
export type { Outcome as CircuitOutcome } from './domain/breaker';
export type { BreakerKey } from './domain/breaker-key';
export type { Transition } from './domain/transition';
export type { Health } from './health';
export type { Permit } from './tenant-breakers';
