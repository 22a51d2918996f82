/** `POST /v1/chat/completions`: what of a body decides where it goes. Everything else passes without being looked at. */
import { BursarError } from '../../shared/errors';
import { estimateTokens, TOKENS_PER_MESSAGE, TOKENS_PER_REQUEST } from '../../routing';
import { isWholeText } from '../../shared/domain/unicode';

export interface ChatRequest {
  readonly model: string;
  readonly stream: boolean;
  /** The caller asked for the usage chunk itself. */
  readonly includeUsage: boolean;
  readonly streamOptions: Readonly<Record<string, unknown>> | null;
  readonly maxOutputTokens: number | null;
  readonly hasTools: boolean;
  readonly hasSchema: boolean;
  readonly hasJsonMode: boolean;
  readonly hasImages: boolean;
  readonly hasAudio: boolean;
  readonly messagesCount: number;
  readonly inputTokens: number;
  readonly seed: number | null;
  /** It brings `policy_ir`. */
  readonly hasPolicy: boolean;
  readonly messages: readonly unknown[];
  readonly metadata: Readonly<Record<string, unknown>> | null;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** @throws BursarError `invalid_request` with the path of the first field of a wrong type */
export function readChatRequest(body: unknown): ChatRequest {
  if (!isObject(body)) throw invalid('body', 'must be a JSON object');
  const model = readModel(body);
  const { messages } = body;
  if (!Array.isArray(messages) || messages.length === 0)
    throw invalid('messages', 'must be a list with at least one message');
  const content = readMessages(messages);
  const tools = optional(body, 'tools', Array.isArray, 'a list') ?? [];
  const toolTokens = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
  return {
    model,
    ...readStreaming(body),
    ...readFormat(body),
    maxOutputTokens: readLimit(body, 'max_completion_tokens') ?? readLimit(body, 'max_tokens'),
    hasTools: tools.length > 0,
    hasImages: content.images,
    hasAudio: content.audio,
    messagesCount: messages.length,
    seed: optional(body, 'seed', Number.isInteger as (value: unknown) => value is number, 'a whole number'),
    hasPolicy: (body['policy_ir'] ?? null) !== null,
    messages,
    inputTokens: Math.ceil(content.tokens + toolTokens + TOKENS_PER_REQUEST),
    metadata: optional(body, 'metadata', isObject, 'an object'),
  };
}

function readModel({ model }: JsonObject): string {
  if (typeof model !== 'string' || model === '')
    throw invalid('model', 'must be the name of a model, an endpoint or a tier');
  if (!isWholeText(model)) throw invalid('model', 'must be well-formed Unicode, and holds half a surrogate pair');
  return model;
}

function readStreaming(body: JsonObject): Pick<ChatRequest, 'stream' | 'includeUsage' | 'streamOptions'> {
  const streamOptions = optional(body, 'stream_options', isObject, 'an object');
  return {
    stream: optional(body, 'stream', isBoolean, 'true or false') ?? false,
    includeUsage: streamOptions?.['include_usage'] === true,
    streamOptions,
  };
}

function readFormat(body: JsonObject): Pick<ChatRequest, 'hasSchema' | 'hasJsonMode'> {
  const type = optional(body, 'response_format', isObject, 'an object')?.['type'];
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

// What providers count for a picture differs between 85 and a few thousand tokens; this is the common middle (1024 × 1024).
const TOKENS_PER_IMAGE = 765;

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

function readLimit(body: JsonObject, key: string): number | null {
  return optional(
    body,
    key,
    (value): value is number => Number.isInteger(value) && (value as number) > 0,
    'a positive whole number',
  );
}

/** The member's value; null when it is absent or null, as SDKs send either. */
function optional<Value>(
  body: JsonObject,
  key: string,
  is: (value: unknown) => value is Value,
  what: string,
): Value | null {
  const value = body[key];
  if (value === undefined || value === null) return null;
  if (!is(value)) throw invalid(key, `must be ${what}`);
  return value;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

const invalid = (path: string, problem: string): BursarError => new BursarError('invalid_request', { path, problem });
