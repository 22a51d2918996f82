/** A chat body as a conversation. */
import type {
  AnswerFormat,
  Conversation,
  Effort,
  Reasoning,
  Sampling,
  ServiceTierWish,
} from '../../domain/conversation/conversation';
import { EFFORTS, VERBOSITIES } from '../../domain/conversation/conversation';
import { readLabels } from '../labels';
import { parametersIn } from '../../domain/conversation/said';
import type { JsonObject } from '../dialect';
import { BOOLEAN, INTEGER, invalid, NUMBER, OBJECT, oneOf, optional, optionalPlace, type Place } from '../fields';
import { POSITIVE, required, requiredPlace, TEXT } from '../fields';
import { saidBeside, unknownMembers } from './beside';
import { readMessages } from './read-messages';
import { readTools } from './read-tools';

/** @throws BursarError `invalid_request` with the path of what cannot be understood */
export function readConversation(body: JsonObject): Conversation {
  const place: Place = { object: body, path: '' };
  const read = {
    ...readMessages(place),
    ...readTools(place),
    format: readFormat(place),
    reasoning: readReasoning(place),
    maxOutputTokens: optional(place, 'max_completion_tokens', POSITIVE) ?? optional(place, 'max_tokens', POSITIVE),
    stop: readStop(place),
    sampling: readSampling(place),
    serviceTier: readServiceTier(place),
    endUser: optional(place, 'safety_identifier', TEXT) ?? optional(place, 'user', TEXT),
    verbosity: optional(place, 'verbosity', oneOf(VERBOSITIES)),
    ...readKept(place),
    cacheKey: optional(place, 'prompt_cache_key', TEXT),
    stream: optional(place, 'stream', BOOLEAN) ?? false,
  };
  return { ...read, said: [...parametersIn(read), ...saidBeside(body)], unknown: unknownMembers(body) };
}

const readSampling = (body: Place): Sampling => ({
  temperature: optional(body, 'temperature', NUMBER),
  topP: optional(body, 'top_p', NUMBER),
  topK: optional(body, 'top_k', INTEGER),
  seed: optional(body, 'seed', INTEGER),
  presencePenalty: optional(body, 'presence_penalty', NUMBER),
  frequencyPenalty: optional(body, 'frequency_penalty', NUMBER),
});

function readStop({ object: { stop } }: Place): string[] {
  const list: readonly unknown[] = Array.isArray(stop) ? stop : [stop ?? ''];
  if (!list.every((one) => typeof one === 'string')) throw invalid('stop', 'must be a text or a list of texts');
  return list.filter((one) => one !== '');
}

const FORMAT = oneOf(['text', 'json_object', 'json_schema']);

function readFormat(body: Place): AnswerFormat | null {
  const format = optionalPlace(body, 'response_format');
  const type = format === null ? 'text' : required(format, 'type', FORMAT);
  if (format === null || type === 'text') return null;
  if (type === 'json_object') return { kind: 'json' };
  const described = requiredPlace(format, 'json_schema');
  return {
    kind: 'schema',
    name: required(described, 'name', TEXT),
    description: optional(described, 'description', TEXT),
    schema: required(described, 'schema', OBJECT),
    strict: optional(described, 'strict', BOOLEAN),
  };
}

/** Labels hang on what is kept: of an answer that is not, they are for us alone. */
function readKept(body: Place): Pick<Conversation, 'store' | 'metadata'> {
  const store = optional(body, 'store', BOOLEAN);
  return { store, metadata: store === true ? readLabels(body) : null };
}

const EFFORT = oneOf<Effort>(EFFORTS);

/** OpenAI's one word, or OpenRouter's object. Thoughts are shown unless the caller wants none. */
function readReasoning(body: Place): Reasoning | null {
  const place = optionalPlace(body, 'reasoning');
  const effort = optional(body, 'reasoning_effort', EFFORT);
  if (place === null) return effort === null ? null : { effort, budgetTokens: null, visible: true };
  const off = optional(place, 'enabled', BOOLEAN) === false;
  return {
    effort: off ? 'none' : (optional(place, 'effort', EFFORT) ?? effort),
    budgetTokens: off ? null : optional(place, 'max_tokens', POSITIVE),
    visible: optional(place, 'exclude', BOOLEAN) !== true,
  };
}

const TIERS = {
  auto: 'auto',
  default: 'standard',
  flex: 'flex',
  priority: 'priority',
  fast: 'priority',
  // Bought capacity, which is used where there is some.
  scale: 'auto',
} as const satisfies Record<string, ServiceTierWish>;

function readServiceTier(body: Place): ServiceTierWish | null {
  const tier = optional(body, 'service_tier', oneOf(Object.keys(TIERS) as (keyof typeof TIERS)[]));
  return tier === null ? null : TIERS[tier];
}
