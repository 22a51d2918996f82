/** Input tokens as a model counts them: the estimate of the facts, by the factor that was learned for its tokenizer. */
import type { CatalogModel } from '../../catalog/domain/model';
import type { Facts, State } from './facts';

/** Models of one family at one provider are taken to share a tokenizer; one without a family stands for itself. */
export const calibrationFamily = (model: Pick<CatalogModel, 'provider' | 'family' | 'model'>): string =>
  `${model.provider}/${model.family ?? model.model}`;

export const inputTokensAt = (model: CatalogModel, facts: Facts, { token_factors: factors }: State): number =>
  Math.ceil(facts.input_tokens * (factors[calibrationFamily(model)] ?? 1));
