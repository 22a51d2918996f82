/** What a chat body says that a conversation does not hold: by name where there is a neutral one, else as unknown. */
import type { Parameter } from '../../domain/conversation/parameters';
import type { JsonObject } from '../dialect';
import { countOf, objectOf, objectsOf } from '../wire';

type Question = (body: JsonObject) => boolean;

const has =
  (key: string): Question =>
  (body) =>
    (body[key] ?? null) !== null;

const BESIDE: readonly (readonly [Parameter, Question])[] = [
  ['logit_bias', ({ logit_bias: bias }) => Object.keys(objectOf(bias)).length > 0],
  ['logprobs', ({ logprobs }) => logprobs === true],
  ['several_choices', ({ n }) => (countOf(n) ?? 1) > 1],
  ['audio_output', ({ modalities }) => Array.isArray(modalities) && modalities.includes('audio')],
  ['hosted_tools', ({ tools }) => objectsOf(tools).some(({ type }) => type !== 'function')],
  ['prediction', has('prediction')],
  ['web_search', has('web_search_options')],
];

export const saidBeside = (body: JsonObject): Parameter[] =>
  BESIDE.filter(([, isSaid]) => isSaid(body)).map(([parameter]) => parameter);

/** Read into the conversation, named above, or ours. */
const KNOWN = new Set([
  ...['model', 'models', 'messages', 'stream', 'stream_options', 'policy_ir'],
  ...['tools', 'functions', 'tool_choice', 'function_call', 'parallel_tool_calls', 'response_format'],
  ...['reasoning', 'reasoning_effort', 'max_completion_tokens', 'max_tokens', 'stop', 'temperature', 'top_p', 'top_k'],
  ...['seed', 'presence_penalty', 'frequency_penalty', 'service_tier', 'user', 'safety_identifier'],
  ...['logit_bias', 'logprobs', 'top_logprobs', 'n', 'modalities', 'audio', 'prediction', 'verbosity'],
  ...['web_search_options', 'store', 'metadata', 'prompt_cache_key'],
]);

export const unknownMembers = (body: JsonObject): string[] =>
  Object.keys(body).filter((key) => !KNOWN.has(key) && has(key)(body));
