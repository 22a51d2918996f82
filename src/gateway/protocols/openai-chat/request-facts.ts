/** `POST /v1/chat/completions`: what of a body decides where it goes. Everything else passes without being looked at. */
import { estimateTokens, TOKENS_PER_MESSAGE, TOKENS_PER_REQUEST } from '../../../routing';
import { type CallRequest, readModel, TOKENS_PER_IMAGE } from '../call-request';
import { BOOLEAN, INTEGER, invalid, LIST, OBJECT, optional, type Place, POSITIVE } from '../fields';
import { tierNamed } from '../served-tier';
import { isObject } from '../wire';

export type ChatRequest = CallRequest;

/** @throws BursarError `invalid_request` with the path of the first field of a wrong type */
export function readChatRequest(body: unknown): ChatRequest {
  if (!isObject(body)) throw invalid('body', 'must be a JSON object');
  const place = { object: body, path: '' };
  const { model, models } = readModels(place);
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0)
    throw invalid('messages', 'must be a list with at least one message');
  const content = readMessages(messages);
  const tools = optional(place, 'tools', LIST) ?? [];
  const toolTokens = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
  return {
    ...{ model, models },
    ...readStreaming(place),
    ...readFormat(place),
    maxOutputTokens: optional(place, 'max_completion_tokens', POSITIVE) ?? optional(place, 'max_tokens', POSITIVE),
    serviceTier: tierNamed(body['service_tier']),
    // These dialects have no word for it.
    priceRegion: null,
    hasTools: tools.length > 0,
    hasImages: content.images,
    hasAudio: content.audio,
    messagesCount: messages.length,
    seed: optional(place, 'seed', INTEGER),
    hasPolicy: (body['policy_ir'] ?? null) !== null,
    messages,
    inputTokens: Math.ceil(content.tokens + toolTokens + TOKENS_PER_REQUEST),
    metadata: optional(place, 'metadata', OBJECT),
  };
}

/** As OpenRouter's clients send it: `models` alone, or behind `model`. */
function readModels(place: Place): Pick<ChatRequest, 'model' | 'models'> {
  const listed = optional(place, 'models', LIST) ?? [];
  if (listed.length > MAX_LISTED_MODELS) throw invalid('models', `must not name more than ${MAX_LISTED_MODELS}`);
  const names = listed.map((name, at) => readModel(name, `models[${at}]`));
  const [first, ...rest] = names;
  if (place.object['model'] === undefined && first !== undefined) return { model: first, models: rest };
  return { model: readModel(place.object['model']), models: names.length > 0 ? names : null };
}

/** A longer list is no fallback but a mistake; each name is a line in the decision. */
export const MAX_LISTED_MODELS = 20;

function readStreaming(place: Place): Pick<ChatRequest, 'stream' | 'includeUsage' | 'streamOptions'> {
  const streamOptions = optional(place, 'stream_options', OBJECT);
  return {
    stream: optional(place, 'stream', BOOLEAN) ?? false,
    includeUsage: streamOptions?.['include_usage'] === true,
    streamOptions,
  };
}

function readFormat(place: Place): Pick<ChatRequest, 'hasSchema' | 'hasJsonMode'> {
  const type = optional(place, 'response_format', OBJECT)?.['type'];
  return { hasSchema: type === 'json_schema', hasJsonMode: type === 'json_object' };
}

interface Content {
  tokens: number;
  images: boolean;
  audio: boolean;
}

function readMessages(messages: readonly unknown[]): Content {
  const found: Content = { tokens: messages.length * TOKENS_PER_MESSAGE, images: false, audio: false };
  for (const [at, message] of messages.entries()) {
    if (!isObject(message)) throw invalid(`messages[${at}]`, 'must be an object');
    if (typeof message['role'] !== 'string') throw invalid(`messages[${at}].role`, 'must be a text');
    readContent(message['content'], `messages[${at}].content`, found);
    if (message['tool_calls'] !== undefined) found.tokens += estimateTokens(JSON.stringify(message['tool_calls']));
  }
  return found;
}

function readContent(content: unknown, path: string, found: Content): void {
  if (typeof content === 'string') {
    found.tokens += estimateTokens(content);
    return;
  }
  if (content === null || content === undefined) return;
  if (!Array.isArray(content)) throw invalid(path, 'must be a text or a list of parts');
  for (const [at, part] of content.entries()) readPart(part, `${path}[${at}]`, found);
}

function readPart(part: unknown, path: string, found: Content): void {
  if (!isObject(part) || typeof part['type'] !== 'string') throw invalid(`${path}.type`, 'must be a text');
  if (typeof part['text'] === 'string') found.tokens += estimateTokens(part['text']);
  if (part['type'] === 'input_audio') found.audio = true;
  if (part['type'] !== 'image_url') return;
  found.images = true;
  found.tokens += TOKENS_PER_IMAGE;
}
