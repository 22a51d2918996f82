/** How bad an outage is at a moment: from the circuits in memory and the candidates of the tenant's catalog. */
import type { CatalogService } from '../../catalog';
import type { Breakers } from '../breakers';
import { type Severity, severityOf } from '../domain/incident';
import { rollUp } from '../domain/roll-up';
import type { Transition } from '../domain/transition';

export function severityNow(
  breakers: Breakers,
  catalogs: CatalogService,
  { key, atMs }: Pick<Transition, 'key' | 'atMs'>,
): Severity {
  const { tenantId, provider } = key;
  const { candidates } = catalogs.current(tenantId);
  const credentialsOf = (name: string): readonly { readonly name: string }[] =>
    catalogs.vault.credentialsOf(tenantId, name);
  const health = breakers.health(tenantId, { candidates, credentialsOf }, atMs);
  const circuits = [...breakers.circuitsOf(tenantId)].filter((circuit) => circuit.key.provider === provider);
  return severityOf({
    wholeProvider: rollUp(circuits, atMs) === 'open',
    othersAnswer: candidates.some(
      (other) => other.provider.name !== provider && other.provider.usable && health[other.id] === undefined,
    ),
  });
}
