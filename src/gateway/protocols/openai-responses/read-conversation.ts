/** A caller's Responses body as a conversation, for providers of another dialect. */
import {
  type AnswerFormat,
  type Conversation,
  EFFORTS,
  type Reasoning,
  type ServiceTierWish,
  VERBOSITIES,
} from '../../domain/conversation/conversation';
import type { Parameter } from '../../domain/conversation/parameters';
import { parametersIn } from '../../domain/conversation/said';
import type { JsonObject } from '../dialect';
import {
  BOOLEAN,
  NAME,
  NUMBER,
  OBJECT,
  oneOf,
  optional,
  optionalPlace,
  type Place,
  POSITIVE,
  required,
  TEXT,
} from '../fields';
import { readLabels } from '../labels';
import { readInput } from './read-input';
import { readTools } from './read-tools';

/** @throws BursarError `invalid_request` with the path of a field that cannot be understood */
export function readConversation(object: JsonObject): Conversation {
  const body: Place = { object, path: '' };
  const { instructions, turns, said: saidByItems } = readInput(body);
  const { tools, toolChoice, said: saidByTools } = readTools(body);
  const read = {
    ...{ instructions, turns, tools, toolChoice },
    parallelTools: optional(body, 'parallel_tool_calls', BOOLEAN),
    format: readFormat(body),
    reasoning: readReasoning(body),
    maxOutputTokens: optional(body, 'max_output_tokens', POSITIVE),
    stop: [],
    sampling: {
      ...{ topK: null, seed: null, presencePenalty: null, frequencyPenalty: null },
      temperature: optional(body, 'temperature', NUMBER),
      topP: optional(body, 'top_p', NUMBER),
    },
    serviceTier: readTier(body),
    endUser: optional(body, 'safety_identifier', TEXT) ?? optional(body, 'user', TEXT),
    verbosity: readVerbosity(body),
    ...readKept(body),
    cacheKey: optional(body, 'prompt_cache_key', TEXT),
    stream: optional(body, 'stream', BOOLEAN) ?? false,
  };
  const saidBeside = BESIDE.filter(([, isSaid]) => isSaid(body)).map(([parameter]) => parameter);
  const said = [...parametersIn(read), ...saidBeside, ...saidByItems, ...saidByTools];
  return { ...read, said: [...new Set(said)], unknown: unknownIn(object) };
}

function readFormat(body: Place): AnswerFormat | null {
  const text = optionalPlace(body, 'text');
  const format = text === null ? null : optionalPlace(text, 'format');
  if (format === null) return null;
  switch (required(format, 'type', oneOf(['text', 'json_object', 'json_schema'] as const))) {
    case 'text':
      return null;
    case 'json_object':
      return { kind: 'json' };
    case 'json_schema':
      return {
        kind: 'schema',
        name: required(format, 'name', NAME),
        description: optional(format, 'description', TEXT),
        schema: required(format, 'schema', OBJECT),
        strict: optional(format, 'strict', BOOLEAN),
      };
  }
}

function readVerbosity(body: Place): Conversation['verbosity'] {
  const text = optionalPlace(body, 'text');
  return text === null ? null : optional(text, 'verbosity', oneOf(VERBOSITIES));
}

/** A response is kept unless the caller says otherwise, and labels hang on what is kept. */
function readKept(body: Place): Pick<Conversation, 'store' | 'metadata'> {
  const store = optional(body, 'store', BOOLEAN);
  return { store, metadata: store === false ? null : readLabels(body) };
}

function readReasoning(body: Place): Reasoning | null {
  const reasoning = optionalPlace(body, 'reasoning');
  if (reasoning === null) return null;
  const effort = optional(reasoning, 'effort', oneOf(EFFORTS));
  const summary = optional(reasoning, 'summary', TEXT) ?? optional(reasoning, 'generate_summary', TEXT);
  return { effort, budgetTokens: null, visible: summary !== null };
}

/** `scale` is a contract with OpenAI, elsewhere it is the caller's usual tier; the fast ones are sold as priority. */
const TIERS: Readonly<Record<string, ServiceTierWish>> = {
  auto: 'auto',
  default: 'standard',
  flex: 'flex',
  scale: 'auto',
  priority: 'priority',
  fast: 'priority',
  ultrafast: 'priority',
};

function readTier(body: Place): ServiceTierWish | null {
  const tier = optional(body, 'service_tier', oneOf(Object.keys(TIERS)));
  return tier === null ? null : (TIERS[tier] ?? null);
}

const says = (body: Place, key: string): boolean => (body.object[key] ?? null) !== null;

/** What a body can say that a conversation has no place for. */
const BESIDE: readonly (readonly [Parameter, (body: Place) => boolean])[] = [
  ['previous_response', (body) => keepsState(body)],
  ['logprobs', (body) => includes(body, 'message.output_text.logprobs') || says(body, 'top_logprobs')],
];

/** What lies at OpenAI's, or is to lie there. */
export const STATE = ['previous_response_id', 'conversation', 'prompt'] as const;

const keepsState = (body: Place): boolean =>
  STATE.some((key) => says(body, key)) || optional(body, 'background', BOOLEAN) === true;

const includes = ({ object }: Place, what: string): boolean =>
  Array.isArray(object['include']) && object['include'].includes(what);

/** Members that are read above, and those that change nothing of what a caller gets from another dialect. */
const KNOWN: ReadonlySet<string> = new Set([
  ...['model', 'models', 'policy_ir', 'input', 'instructions', 'tools', 'tool_choice', 'parallel_tool_calls', 'text'],
  ...['reasoning', 'max_output_tokens', 'temperature', 'top_p', 'service_tier', 'safety_identifier', 'user', 'stream'],
  ...['stream_options', 'metadata', 'store', 'include', 'top_logprobs', 'background', 'prompt_cache_key', ...STATE],
]);

const unknownIn = (object: JsonObject): string[] =>
  Object.keys(object).filter((key) => !KNOWN.has(key) && object[key] !== null);
