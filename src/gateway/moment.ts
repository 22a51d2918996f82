/** What changes all the time and a decision depends on, read from memory once for a call. */
import { callScope } from '../budgets';
import type { Catalog } from '../catalog';
import type { Called } from '../resilience';
import type { Facts, State } from '../routing';
import type { Principal } from '../shared/domain/access';
import { embeds } from './demands';
import type { GatewayParts } from './gateway-parts';

export function stateOf(
  parts: Pick<GatewayParts, 'expected' | 'calibration' | 'latency' | 'spend' | 'breakers' | 'vault'>,
  facts: Facts,
  { principal, catalog }: { principal: Principal; catalog: Catalog },
): State {
  const { tenantId } = principal;
  const endpoint = catalog.endpointByName.has(facts.requested_model) ? facts.requested_model : null;
  const place = { team_id: principal.teamId, project_id: principal.projectId, key_id: principal.keyId };
  const called: Called = {
    candidates: catalog.candidates,
    credentialsOf: (provider) => parts.vault.credentialsOf(tenantId, provider),
  };
  const { workflow, customer, environment } = facts;
  const scope = callScope({ ...place, workflow, customer, environment }, endpoint);
  return {
    expected_output_tokens: embeds(facts) ? 0 : parts.expected.of(tenantId, facts.requested_model),
    monthly_spend_pct: parts.spend.fraction(tenantId, scope, facts.at_ms)?.fraction ?? null,
    token_factors: parts.calibration.factors(),
    health: parts.breakers.health(tenantId, called, facts.at_ms),
    latency_p95_ms: parts.latency.p95(tenantId, facts.streaming),
  };
}
