/** `POST /v1/responses`: what of a body decides where it goes. Everything else passes without being looked at. */
import { estimateTokens, TOKENS_PER_MESSAGE, TOKENS_PER_REQUEST } from '../../../routing';
import { type CallRequest, readModel, TOKENS_PER_IMAGE } from '../call-request';
import type { JsonObject } from '../dialect';
import { BOOLEAN, invalid, LIST, OBJECT, optional, optionalPlace, type Place, POSITIVE, TEXT } from '../fields';
import { tierNamed } from '../served-tier';
import { isObject } from '../wire';
import { STATE } from './read-conversation';

/** @throws BursarError `invalid_request` with the path of the first field of a wrong type */
export function readResponsesRequest(object: unknown): CallRequest {
  if (!isObject(object)) throw invalid('body', 'must be a JSON object');
  const body: Place = { object, path: '' };
  const messages = readMessages(object);
  const content = contentOf(messages);
  const tools = optional(body, 'tools', LIST) ?? [];
  const aside = [optional(body, 'instructions', TEXT) ?? '', tools.length === 0 ? '' : JSON.stringify(tools)];
  const asideTokens = aside.reduce((sum, text) => sum + estimateTokens(text), 0);
  return {
    model: readModel(object['model']),
    models: null,
    stream: optional(body, 'stream', BOOLEAN) ?? false,
    // The last event holds it, asked for or not.
    includeUsage: true,
    streamOptions: optional(body, 'stream_options', OBJECT),
    ...readFormat(body),
    maxOutputTokens: optional(body, 'max_output_tokens', POSITIVE),
    serviceTier: tierNamed(object['service_tier']),
    // These dialects have no word for it.
    priceRegion: null,
    hasTools: tools.length > 0,
    hasImages: content.images,
    hasAudio: content.audio,
    messagesCount: messages.length,
    seed: null,
    hasPolicy: (object['policy_ir'] ?? null) !== null,
    messages,
    inputTokens: Math.ceil(content.tokens + asideTokens + TOKENS_PER_REQUEST),
    metadata: optional(body, 'metadata', OBJECT),
  };
}

/** What is continued at OpenAI's needs no input of its own. */
function readMessages(body: JsonObject): readonly unknown[] {
  const { input } = body;
  if (typeof input === 'string') return [{ role: 'user', content: input }];
  if (Array.isArray(input) && input.length > 0) return input;
  if (input !== undefined && input !== null && !Array.isArray(input))
    throw invalid('input', 'must be a text or a list of items');
  if (STATE.some((key) => (body[key] ?? null) !== null)) return [];
  throw invalid('input', 'must be a text or a list with at least one item');
}

function readFormat(body: Place): Pick<CallRequest, 'hasSchema' | 'hasJsonMode'> {
  const text = optionalPlace(body, 'text');
  const type = text === null ? null : optional(text, 'format', OBJECT)?.['type'];
  return { hasSchema: type === 'json_schema', hasJsonMode: type === 'json_object' };
}

interface Content {
  tokens: number;
  images: boolean;
  audio: boolean;
}

function contentOf(items: readonly unknown[]): Content {
  const found: Content = { tokens: items.length * TOKENS_PER_MESSAGE, images: false, audio: false };
  for (const [at, item] of items.entries()) {
    if (!isObject(item)) throw invalid(`input[${at}]`, 'must be an object');
    for (const key of TEXTS) readText(item[key], `input[${at}].${key}`, found);
  }
  return found;
}

/** Where items have what the model reads: messages, calls of functions and of one's own tools, and their results. */
const TEXTS = ['content', 'arguments', 'input', 'output'] as const;

/** A list of parts, or a text; members of other items may be anything. */
function readText(value: unknown, path: string, found: Content): void {
  if (typeof value === 'string') found.tokens += estimateTokens(value);
  if (!Array.isArray(value)) return;
  for (const [at, part] of value.entries()) {
    if (!isObject(part)) throw invalid(`${path}[${at}]`, 'must be an object');
    readPart(part, found);
  }
}

function readPart({ type, text }: JsonObject, found: Content): void {
  if (typeof text === 'string') found.tokens += estimateTokens(text);
  if (type === 'input_audio') found.audio = true;
  if (type !== 'input_image') return;
  found.images = true;
  found.tokens += TOKENS_PER_IMAGE;
}
