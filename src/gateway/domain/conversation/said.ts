/** Which parameters a conversation holds. What a dialect's body says beyond it (`logit_bias`, …) its reader adds. */
import type { AssistantPart, Conversation, Source, UserPart } from './conversation';
import type { Parameter } from './parameters';

type Read = Omit<Conversation, 'said' | 'unknown'>;

type Question = (conversation: Read) => boolean;

const FIELDS: readonly (readonly [Parameter, Question])[] = [
  ['temperature', ({ sampling }) => sampling.temperature !== null],
  ['top_p', ({ sampling }) => sampling.topP !== null],
  ['top_k', ({ sampling }) => sampling.topK !== null],
  ['seed', ({ sampling }) => sampling.seed !== null],
  ['stop', ({ stop }) => stop.length > 0],
  ['presence_penalty', ({ sampling }) => sampling.presencePenalty !== null],
  ['frequency_penalty', ({ sampling }) => sampling.frequencyPenalty !== null],
  ['max_output_tokens', ({ maxOutputTokens }) => maxOutputTokens !== null],
  ['json_mode', ({ format }) => format?.kind === 'json'],
  ['json_schema', ({ format }) => format?.kind === 'schema'],
  ['tools', ({ tools }) => tools.length > 0],
  ['tool_choice', ({ toolChoice }) => toolChoice !== null],
  ['parallel_tools', ({ parallelTools }) => parallelTools !== null],
  ['strict_tools', ({ tools }) => tools.some(({ strict }) => strict === true)],
  ['reasoning_effort', ({ reasoning }) => (reasoning?.effort ?? null) !== null],
  ['reasoning_budget', ({ reasoning }) => (reasoning?.budgetTokens ?? null) !== null],
  ['service_tier', ({ serviceTier }) => serviceTier !== null],
  ['end_user', ({ endUser }) => endUser !== null],
  ['verbosity', ({ verbosity }) => verbosity !== null],
  // Not to keep it is what no provider needs to be told.
  ['store', ({ store }) => store === true],
  ['metadata', ({ metadata }) => metadata !== null],
  ['cache_key', ({ cacheKey }) => cacheKey !== null],
];

type Part = UserPart | AssistantPart;

const IMAGE: Readonly<Record<Source['kind'], Parameter>> = {
  base64: 'image_bytes',
  url: 'image_urls',
  file_id: 'uploaded_files',
};
const FILE: Readonly<Record<Source['kind'], Parameter>> = {
  base64: 'file_bytes',
  url: 'file_urls',
  file_id: 'uploaded_files',
};

/** In a fixed order, each once. */
export function parametersIn(conversation: Read): Parameter[] {
  const fields = FIELDS.filter(([, isSaid]) => isSaid(conversation)).map(([parameter]) => parameter);
  const parts = conversation.turns.flatMap(({ parts: ofTurn }): readonly Part[] => ofTurn);
  const cacheable = [...conversation.instructions, ...conversation.tools];
  const hints = cacheable.some(({ cache }) => cache !== null) ? (['cache_hints'] as const) : [];
  return [...new Set([...fields, ...hints, ...parts.flatMap(parametersOfPart)])];
}

function parametersOfPart(part: Part): readonly Parameter[] {
  const own = contentParameters(part);
  return 'cache' in part && part.cache !== null ? ['cache_hints', ...own] : own;
}

function contentParameters(part: Part): readonly Parameter[] {
  switch (part.type) {
    case 'image':
      return [IMAGE[part.source.kind]];
    case 'file':
      return [FILE[part.source.kind]];
    case 'audio':
      return ['audio_input'];
    case 'tool_result':
      return part.parts.flatMap(parametersOfPart);
    case 'text':
    case 'tool_call':
    case 'reasoning':
    case 'refusal':
      return [];
  }
}
