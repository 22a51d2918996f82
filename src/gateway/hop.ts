/** A place that a call can go to: a candidate of its decision, with one of the credentials there. */
import type { Credential, CredentialVault } from '../catalog';
import type { BreakerKey, Target } from '../resilience';
import type { Ranked } from '../routing';
import type { DecidedCall } from './call';

export interface Hop extends Target {
  readonly selected: Ranked;
  /** null: the provider needs none. */
  readonly secret: Credential | null;
}

/** In the decision's order, each candidate with its credentials in theirs. */
export function* hopsOf(vault: CredentialVault, { principal, decision }: DecidedCall): Generator<Hop, void> {
  for (const selected of decision.order) {
    const secrets = vault.credentialsOf(principal.tenantId, selected.candidate.provider.name);
    if (secrets.length === 0) yield hopTo(selected, null);
    for (const secret of secrets) yield hopTo(selected, secret);
  }
}

const hopTo = (selected: Ranked, secret: Credential | null): Hop => ({
  ...{ candidate: selected.candidate, line: selected.line, credential: secret?.name ?? '' },
  ...{ selected, secret },
});

/** Whose circuit it goes through. */
export const keyOf = ({ principal }: DecidedCall, { candidate, credential }: Hop): BreakerKey => ({
  tenantId: principal.tenantId,
  provider: candidate.provider.name,
  model: candidate.model.model,
  credential,
});
