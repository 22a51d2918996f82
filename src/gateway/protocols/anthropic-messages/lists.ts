/** Small answers in Anthropic's shape: the list of models, and a count of tokens. */
import type { JsonObject } from '../dialect';

export interface ListedModel {
  readonly id: string;
  readonly displayName: string;
  /** RFC 3339; null where nobody knows. */
  readonly createdAt: string | null;
  readonly maxInputTokens: number | null;
  readonly maxOutputTokens: number | null;
}

/** As Anthropic says of a model whose day is not known. */
const UNKNOWN_DAY = '1970-01-01T00:00:00Z';

/** `GET /v1/models`: all of them on one page. */
export const modelPage = (models: readonly ListedModel[]): JsonObject => ({
  data: models.map((model) => ({
    ...{ type: 'model', id: model.id, display_name: model.displayName, created_at: model.createdAt ?? UNKNOWN_DAY },
    ...{ max_input_tokens: model.maxInputTokens, max_tokens: model.maxOutputTokens },
    ...{ capabilities: null, lifecycle: 'active', line: null, deprecated_at: null, retires_at: null },
  })),
  has_more: false,
  first_id: models.at(0)?.id ?? null,
  last_id: models.at(-1)?.id ?? null,
});

/** `POST /v1/messages/count_tokens`. */
export const tokenCount = (tokens: number): JsonObject => ({ input_tokens: tokens });
