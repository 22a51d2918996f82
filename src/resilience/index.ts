export { FailoverSink } from './audit/failover.sink';
export { type Adopted, Breakers, type BreakerSources } from './breakers';
export type { Outcome as CircuitOutcome } from './domain/breaker';
export type { BreakerKey } from './domain/breaker-key';
export type { Transition } from './domain/transition';
export { RESILIENCE_ENTITIES } from './entities';
export type { Called, Health } from './health';
export { ResilienceModule } from './resilience.module';
export type { Permit } from './tenant-breakers';
