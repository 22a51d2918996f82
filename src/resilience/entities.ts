/** The tables of this feature. */
import { FailoverDecision } from './audit/failover-decision.entity';
import { CircuitBreakerRow } from './persistence/circuit-breaker.entity';

export const RESILIENCE_ENTITIES = [CircuitBreakerRow, FailoverDecision] as const;
