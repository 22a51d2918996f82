/** `POST /v1/messages` and `/count_tokens`: what of a body decides where it goes. Everything else is not looked at. */
import { estimateTokens, TOKENS_PER_MESSAGE, TOKENS_PER_REQUEST } from '../../../routing';
import { type CallRequest, readModel } from '../call-request';
import type { JsonObject } from '../dialect';
import {
  BOOLEAN,
  INTEGER,
  invalid,
  LIST,
  NAME,
  OBJECT,
  optional,
  pathOf,
  type Place,
  placesIn,
  required,
} from '../fields';
import { regionNamed } from '../price-region';
import { tierNamed } from '../served-tier';
import { isObject, objectOf, textOf } from '../wire';
import { PromptMeasure } from './prompt-measure';

/** @throws BursarError `invalid_request` with the path of the first field of a wrong type */
export function readMessagesRequest(body: unknown): CallRequest {
  if (!isObject(body)) throw invalid('body', 'must be a JSON object');
  const place: Place = { object: body, path: '' };
  const model = readModel(body['model']);
  const messages = placesIn(place, 'messages');
  if (messages.length === 0) throw invalid('messages', 'must be a list with at least one message');
  const tools = optional(place, 'tools', LIST) ?? [];
  const measure = measureOf(place, messages);
  const toolTokens = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
  const overhead = messages.length * TOKENS_PER_MESSAGE + TOKENS_PER_REQUEST;
  return {
    model,
    models: null,
    stream: optional(place, 'stream', BOOLEAN) ?? false,
    // It always comes, and there is no word for wanting it.
    includeUsage: true,
    streamOptions: null,
    maxOutputTokens: readLimit(place),
    serviceTier: tierNamed(body['service_tier']),
    priceRegion: regionNamed(body['inference_geo']),
    hasTools: tools.length > 0,
    hasSchema: hasSchema(place),
    hasJsonMode: false,
    hasImages: measure.images,
    hasAudio: false,
    messagesCount: messages.length,
    seed: null,
    hasPolicy: (body['policy_ir'] ?? null) !== null,
    messages: messages.map(({ object }) => object),
    inputTokens: Math.ceil(measure.tokens + toolTokens + overhead),
    metadata: optional(place, 'metadata', OBJECT),
  };
}

function measureOf(body: Place, messages: readonly Place[]): PromptMeasure {
  const measure = new PromptMeasure();
  measure.content(contentOf(body, 'system'));
  for (const message of messages) {
    required(message, 'role', NAME);
    measure.content(contentOf(message, 'content'));
  }
  return measure;
}

/** A text, or blocks of which each says its type. */
function contentOf(place: Place, key: string): string | readonly JsonObject[] {
  const content = place.object[key] ?? [];
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw invalid(pathOf(place, key), 'must be a text or a list of content blocks');
  return placesIn(place, key).map((block) => {
    required(block, 'type', NAME);
    return block.object;
  });
}

/** Zero is a limit: it fills the cache and answers nothing. */
function readLimit(body: Place): number | null {
  const limit = optional(body, 'max_tokens', INTEGER);
  if (limit !== null && limit < 0) throw invalid('max_tokens', 'must be a whole number from 0 on');
  return limit;
}

/** `output_format` is the older name of `output_config.format`. */
function hasSchema(body: Place): boolean {
  const config = objectOf(optional(body, 'output_config', OBJECT));
  const format = objectOf(config['format'] ?? optional(body, 'output_format', OBJECT));
  return textOf(format['type']) === 'json_schema';
}
