/** `GET /v1/models` in OpenAI's shape. */
import type { JsonObject } from './dialect';

interface ListedModel {
  readonly id: string;
  readonly owner: string;
}

/** Nobody tells when a model was made, and the shape has no word for that. */
const UNKNOWN_DAY = 0;

export const openAiModel = ({ id, owner }: ListedModel): JsonObject => ({
  ...{ id, object: 'model', created: UNKNOWN_DAY, owned_by: owner },
});

export const openAiModels = (models: readonly ListedModel[]): JsonObject => ({
  object: 'list',
  data: models.map(openAiModel),
});
