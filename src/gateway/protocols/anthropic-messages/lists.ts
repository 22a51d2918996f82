/** Small answers in Anthropic's shape: the list of models, one of them, and a count of tokens. */
import type { JsonObject } from '../dialect';

export interface ListedModel {
  readonly id: string;
  readonly maxInputTokens: number | null;
  readonly maxOutputTokens: number | null;
}

/** As Anthropic says of a model whose day is not known. */
const UNKNOWN_DAY = '1970-01-01T00:00:00Z';

/** `GET /v1/models/{id}`. */
export const modelEntry = ({ id, maxInputTokens, maxOutputTokens }: ListedModel): JsonObject => ({
  ...{ type: 'model', id, display_name: id, created_at: UNKNOWN_DAY },
  ...{ max_input_tokens: maxInputTokens, max_tokens: maxOutputTokens },
  ...{ capabilities: null, lifecycle: 'active', line: null, deprecated_at: null, retires_at: null },
});

/** `GET /v1/models`: all of them on one page. */
export const modelPage = (models: readonly ListedModel[]): JsonObject => ({
  data: models.map(modelEntry),
  has_more: false,
  first_id: models.at(0)?.id ?? null,
  last_id: models.at(-1)?.id ?? null,
});

/** `POST /v1/messages/count_tokens`. */
export const tokenCount = (tokens: number): JsonObject => ({ input_tokens: tokens });
