/** What a key may name as `model`: endpoints, tiers that have a model, and models. */
import { type Candidate, type Catalog, TIERS } from '../catalog';
import { type Principal } from '../shared/domain/access';

export interface CallableModel {
  readonly id: string;
  readonly owner: string;
  /** Tokens; null where they were not read, or differ from model to model. */
  readonly maxInputTokens: number | null;
  readonly maxOutputTokens: number | null;
}

export function callableModels(catalog: Catalog, caller: Principal): CallableModel[] {
  const { allowedEndpoints: endpoints } = caller;
  const usable = usableBy(catalog, caller);
  return [
    ...catalog.endpoints.filter(({ name }) => endpoints === null || endpoints.has(name)).map(({ name }) => ours(name)),
    ...TIERS.filter((tier) => usable.some(({ model }) => model.tier === tier)).map(ours),
    ...usable.map(ofCandidate),
  ];
}

/** By its id, else by another name of it; null: the key can call nothing of that name. */
export function modelCalled(name: string, catalog: Catalog, caller: Principal): CallableModel | null {
  const listed = callableModels(catalog, caller).find(({ id }) => id === name);
  if (listed !== undefined) return listed;
  const exact = catalog.candidateById.get(name);
  const named = exact === undefined ? catalog.candidatesByName.get(name) : [exact];
  const usable = (named ?? []).find((candidate) => isUsableBy(caller, candidate));
  return usable === undefined ? null : ofCandidate(usable);
}

const usableBy = (catalog: Catalog, caller: Principal): Candidate[] =>
  catalog.candidates.filter((candidate) => isUsableBy(caller, candidate));

function isUsableBy(caller: Principal, { id, model, provider }: Candidate): boolean {
  const { allowedModels: models, allowedEndpoints: endpoints } = caller;
  if (!provider.usable || (models === null && endpoints !== null)) return false;
  return models === null || models.has(id) || models.has(model.model) || models.has(model.tier);
}

const ours = (id: string): CallableModel => ({ id, owner: 'bursar', maxInputTokens: null, maxOutputTokens: null });

const ofCandidate = ({ id, model, provider }: Candidate): CallableModel => ({
  ...{ id, owner: provider.name, maxInputTokens: model.contextWindow, maxOutputTokens: model.maxOutput },
});
