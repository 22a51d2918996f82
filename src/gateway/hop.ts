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
export const hopsOf = (vault: CredentialVault, call: DecidedCall): Hop[] =>
  call.decision.order.flatMap((selected) => secretsOf(vault, call, selected).map((secret) => hopTo(selected, secret)));

/** In the order in which they are tried; one that is none where there are none. */
export function secretsOf(
  vault: CredentialVault,
  { principal }: DecidedCall,
  { candidate }: Ranked,
): readonly (Credential | null)[] {
  const secrets = vault.credentialsOf(principal.tenantId, candidate.provider.name);
  return secrets.length === 0 ? WITHOUT : secrets;
}

const WITHOUT: readonly null[] = Object.freeze([null]);

/** Made for every call, hence without spreads. */
export const hopTo = (selected: Ranked, secret: Credential | null): Hop => ({
  candidate: selected.candidate,
  line: selected.line,
  credential: secret === null ? '' : secret.name,
  selected,
  secret,
});

/** Whose circuit it goes through. */
export const keyOf = ({ principal }: DecidedCall, { candidate, credential }: Hop): BreakerKey => ({
  tenantId: principal.tenantId,
  provider: candidate.provider.name,
  model: candidate.model.model,
  credential,
});
