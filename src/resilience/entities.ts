/** The tables of this feature. */
import { FailoverDecision } from './audit/failover-decision.entity';

export const RESILIENCE_ENTITIES = [FailoverDecision] as const;
