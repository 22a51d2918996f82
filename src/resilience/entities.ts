/** The tables of this feature. */
import { FailoverDecision } from './audit/failover-decision.entity';
import { IncidentRow } from './incidents/incident.entity';
import { CircuitBreakerRow } from './persistence/circuit-breaker.entity';

export const RESILIENCE_ENTITIES = [CircuitBreakerRow, FailoverDecision, IncidentRow] as const;
