/** Small answers in Anthropic's shape: the list of models, one of them, and a count of tokens. */
import type { JsonObject } from '../dialect';
import { invalid } from '../fields';

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

// Anthropic's own; its default of 20 would hide the rest from clients that read one page.
export const MAX_PAGE = 1000;

export interface PageAsked {
  readonly limit: number;
  readonly after_id?: string | undefined;
  readonly before_id?: string | undefined;
}

/**
 * `GET /v1/models`: those behind `after_id`, or the last ones before `before_id`; `has_more` is said of that direction.
 * @throws BursarError `invalid_request` where nothing has such an id
 */
export function modelPage(models: readonly ListedModel[], { limit, after_id, before_id }: PageAsked): JsonObject {
  const from = after_id === undefined ? 0 : placeOf(models, 'after_id', after_id) + 1;
  const to = before_id === undefined ? models.length : placeOf(models, 'before_id', before_id);
  const page = before_id === undefined ? models.slice(from, to).slice(0, limit) : models.slice(from, to).slice(-limit);
  return {
    data: page.map(modelEntry),
    has_more: to - from > page.length,
    first_id: page.at(0)?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
}

function placeOf(models: readonly ListedModel[], path: string, id: string): number {
  const at = models.findIndex((model) => model.id === id);
  if (at < 0) throw invalid(path, 'must be the id of a model in this list');
  return at;
}

/** `POST /v1/messages/count_tokens`. */
export const tokenCount = (tokens: number): JsonObject => ({ input_tokens: tokens });
