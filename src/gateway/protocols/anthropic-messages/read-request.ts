/** A caller's body of `POST /v1/messages`, read into a conversation for a provider of another dialect. */
import type {
  AnswerFormat,
  CacheHint,
  Conversation,
  Reasoning,
  ServiceTierWish,
  TextPart,
  Tool,
  ToolChoice,
  Turn,
} from '../../domain/conversation/conversation';
import type { Parameter } from '../../domain/conversation/parameters';
import { parametersIn } from '../../domain/conversation/said';
import type { JsonObject } from '../dialect';
import {
  BOOLEAN,
  type Kind,
  LIST,
  NAME,
  NUMBER,
  OBJECT,
  oneOf,
  optional,
  optionalPlace,
  type Place,
  placesIn,
  required,
  TEXT,
} from '../fields';
import { readLabels } from '../labels';
import { readAssistantParts, readCache, readTexts, readUserParts } from './read-content';

const COUNT: Kind<number> = {
  is: (value): value is number => Number.isSafeInteger(value) && (value as number) >= 0,
  what: 'a whole number from 0 on',
};
const TEXTS: Kind<readonly string[]> = {
  is: (value): value is readonly string[] =>
    Array.isArray(value) && value.every((item: unknown) => typeof item === 'string'),
  what: 'a list of texts',
};

/** @throws BursarError `invalid_request` with the path of the first field that cannot be understood */
export function readConversation(json: JsonObject): Conversation {
  const body: Place = { object: json, path: '' };
  const { instructions, turns } = readMessages(body);
  const read = {
    instructions: [...readTexts(body, 'system'), ...instructions],
    turns: withCacheAtEnd(turns, readCache(body)),
    tools: readTools(body),
    ...readChoice(body),
    format: readFormat(body),
    reasoning: readReasoning(body),
    maxOutputTokens: optional(body, 'max_tokens', COUNT),
    stop: optional(body, 'stop_sequences', TEXTS) ?? [],
    sampling: readSampling(body),
    serviceTier: readTier(body),
    endUser: readUser(body),
    ...{ verbosity: null, store: null, metadata: readLabels(body, [USER]), cacheKey: null },
    stream: optional(body, 'stream', BOOLEAN) ?? false,
  };
  return { ...read, said: [...parametersIn(read), ...saidBeyond(body)], unknown: unknownIn(json) };
}

const TIER = oneOf(['auto', 'standard_only']);

function readTier(body: Place): ServiceTierWish | null {
  const tier = optional(body, 'service_tier', TIER);
  return tier === 'standard_only' ? 'standard' : tier;
}

/** The member of `metadata` that Anthropic has. */
const USER = 'user_id';

function readUser(body: Place): string | null {
  const metadata = optionalPlace(body, 'metadata');
  return metadata === null ? null : optional(metadata, USER, TEXT);
}

const ROLE = oneOf(['user', 'assistant', 'system']);

/** A system message between the turns keeps its authority and loses its place: not every provider has one there. */
function readMessages(body: Place): { instructions: readonly TextPart[]; turns: readonly Turn[] } {
  required(body, 'messages', LIST);
  const instructions: TextPart[] = [];
  const turns: Turn[] = [];
  for (const message of placesIn(body, 'messages')) {
    const role = required(message, 'role', ROLE);
    if (role === 'system') instructions.push(...readTexts(message, 'content'));
    else if (role === 'user') turns.push({ role, parts: readUserParts(message) });
    else turns.push({ role, parts: readAssistantParts(message) });
  }
  return { instructions, turns };
}

/** `cache_control` of the body itself is that of the last block that can bear one. */
function withCacheAtEnd(turns: readonly Turn[], cache: CacheHint): readonly Turn[] {
  const last = turns.at(-1);
  if (cache === null || last === undefined) return turns;
  const marked = <Part extends Turn['parts'][number]>(parts: readonly Part[]): Part[] =>
    parts.map((part, at) =>
      at === parts.length - 1 && 'cache' in part ? { ...part, cache: part.cache ?? cache } : part,
    );
  return [
    ...turns.slice(0, -1),
    last.role === 'user'
      ? { role: last.role, parts: marked(last.parts) }
      : { role: last.role, parts: marked(last.parts) },
  ];
}

/** A tool with a type is one that Anthropic runs, or whose schema its models know by heart. */
const isHosted = (tool: Place): boolean => (optional(tool, 'type', NAME) ?? 'custom') !== 'custom';

const readTools = (body: Place): readonly Tool[] =>
  placesIn(body, 'tools')
    .filter((tool) => !isHosted(tool))
    .map((tool) => ({
      name: required(tool, 'name', NAME),
      description: optional(tool, 'description', TEXT),
      parameters: optional(tool, 'input_schema', OBJECT),
      strict: optional(tool, 'strict', BOOLEAN),
      cache: readCache(tool),
    }));

const CHOICE = oneOf(['auto', 'any', 'tool', 'none']);

function readChoice(body: Place): Pick<Conversation, 'toolChoice' | 'parallelTools'> {
  const choice = optionalPlace(body, 'tool_choice');
  if (choice === null) return { toolChoice: null, parallelTools: null };
  const oneOnly = optional(choice, 'disable_parallel_tool_use', BOOLEAN);
  return { toolChoice: readToolChoice(choice), parallelTools: oneOnly === null ? null : !oneOnly };
}

function readToolChoice(choice: Place): ToolChoice {
  const type = required(choice, 'type', CHOICE);
  if (type === 'tool') return { kind: 'tool', name: required(choice, 'name', NAME) };
  return { kind: type === 'any' ? 'required' : type };
}

/** `output_format` is the older name of `output_config.format`. Anthropic gives a format no name, others demand one. */
function readFormat(body: Place): AnswerFormat | null {
  const config = optionalPlace(body, 'output_config');
  const format = (config === null ? null : optionalPlace(config, 'format')) ?? optionalPlace(body, 'output_format');
  if (format === null) return null;
  required(format, 'type', oneOf(['json_schema']));
  const schema = required(format, 'schema', OBJECT);
  return { kind: 'schema', name: 'answer', description: null, schema, strict: true };
}

const THINKING = oneOf(['enabled', 'disabled', 'adaptive', 'between_tools']);
const EFFORT = oneOf(['low', 'medium', 'high', 'xhigh', 'max']);

function readReasoning(body: Place): Reasoning | null {
  const thinking = optionalPlace(body, 'thinking');
  const config = optionalPlace(body, 'output_config');
  const effort = config === null ? null : optional(config, 'effort', EFFORT);
  if (thinking === null) return effort === null ? null : { effort, budgetTokens: null, visible: false };
  const visible = optional(thinking, 'display', oneOf(['summarized', 'omitted'])) !== 'omitted';
  switch (required(thinking, 'type', THINKING)) {
    case 'disabled':
      return { effort: 'none', budgetTokens: null, visible: false };
    case 'enabled':
      return { effort: null, budgetTokens: required(thinking, 'budget_tokens', COUNT), visible };
    case 'adaptive':
    case 'between_tools':
      return { effort, budgetTokens: null, visible };
  }
}

const readSampling = (body: Place): Conversation['sampling'] => ({
  temperature: optional(body, 'temperature', NUMBER),
  topP: optional(body, 'top_p', NUMBER),
  topK: optional(body, 'top_k', COUNT),
  seed: null,
  presencePenalty: null,
  frequencyPenalty: null,
});

/** What the body asks for that has no place in a conversation. */
const BEYOND: readonly (readonly [Parameter, (body: Place) => boolean])[] = [
  ['hosted_tools', (body) => placesIn(body, 'tools').some(isHosted) || placesIn(body, 'mcp_servers').length > 0],
  ['previous_response', (body) => optional(body, 'thread', OBJECT) !== null],
];

const saidBeyond = (body: Place): readonly Parameter[] =>
  BEYOND.filter(([, isSaid]) => isSaid(body)).map(([parameter]) => parameter);

/** Members that are read above, or by the gateway itself. */
const KNOWN = new Set([
  ...['model', 'messages', 'system', 'max_tokens', 'metadata', 'stop_sequences', 'stream', 'temperature', 'top_k'],
  ...['top_p', 'tools', 'tool_choice', 'thinking', 'output_config', 'output_format', 'service_tier', 'cache_control'],
  ...['thread', 'mcp_servers', 'policy_ir', 'models'],
]);

const unknownIn = (json: JsonObject): readonly string[] =>
  Object.keys(json).filter((key) => !KNOWN.has(key) && json[key] !== null);
