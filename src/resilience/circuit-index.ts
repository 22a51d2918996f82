/** Circuits of one tenant, found by names without building a key: every call looks for its own. */
import type { BreakerKey } from './domain/breaker-key';
import type { Circuit } from './domain/circuit';

type Names = Pick<BreakerKey, 'provider' | 'model' | 'credential'>;

/** Stands for all models of a provider: a catalog's names are not empty. */
export const NO_MODEL = '';

export class CircuitIndex {
  /** Those that are not closed. */
  readonly troubled = new Set<Circuit>();
  private readonly byProvider = new Map<string, Map<string, Map<string, Circuit>>>();

  get({ provider, model, credential }: Names): Circuit | undefined {
    return this.byProvider.get(provider)?.get(model)?.get(credential);
  }

  add(circuit: Circuit): Circuit {
    const { provider, model, credential } = circuit.key;
    const byModel = within(this.byProvider, provider, () => new Map<string, Map<string, Circuit>>());
    within(byModel, model, () => new Map<string, Circuit>()).set(credential, circuit);
    return circuit;
  }

  remove(circuit: Circuit): void {
    const { provider, model, credential } = circuit.key;
    this.troubled.delete(circuit);
    const byModel = this.byProvider.get(provider);
    const byCredential = byModel?.get(model);
    if (byCredential?.get(credential) !== circuit) return;
    byCredential.delete(credential);
    if (byCredential.size === 0) byModel?.delete(model);
    if (byModel?.size === 0) this.byProvider.delete(provider);
  }

  /** Keeps `troubled` true after a change of the circuit's phase. */
  file(circuit: Circuit): void {
    if (circuit.phase.state === 'closed') this.troubled.delete(circuit);
    else this.troubled.add(circuit);
  }

  *of(provider: string): Iterable<Circuit> {
    for (const byCredential of this.byProvider.get(provider)?.values() ?? []) yield* byCredential.values();
  }

  *[Symbol.iterator](): Iterator<Circuit> {
    for (const provider of this.byProvider.keys()) yield* this.of(provider);
  }
}

function within<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
