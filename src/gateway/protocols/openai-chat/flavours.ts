/** Where providers that speak OpenAI's chat differ in it, a row each. */
import type { Parameter, Supported, SupportTable } from '../../domain/conversation/parameters';
import type { Destination } from '../dialect';

export interface ChatFlavour {
  /** Everything that is not as in `SUPPORT`. */
  readonly support: Partial<SupportTable>;
  /** Members that go by another name than OpenAI's. */
  readonly keys: Partial<Readonly<Record<Parameter, string>>>;
  /** A stream tells its usage only when asked with `stream_options`; others refuse to be asked. */
  readonly usageOnRequest: boolean;
  /** It wants its own thoughts back as `reasoning_content`; others refuse the member. */
  readonly thoughtsBack: boolean;
  /** What its reasoning models refuse. */
  readonly refusedByReasoning: readonly Parameter[];
  /** It refuses a call whose id is not of its own form. */
  readonly callIds: 'any' | 'nine_characters';
}

const honoured: Supported = { support: 'honoured' };
const dropped = (note: string): Supported => ({ support: 'dropped', note });
const refused: Supported = { support: 'refused' };
const translated = (note: string): Supported => ({ support: 'translated', note });
const NOT_CARRIED = dropped('it is not carried from one dialect to another');
const NOT_KNOWN = dropped('it refuses members that it does not know');

/** OpenAI's own, for conversations of callers of other dialects. */
const SUPPORT: SupportTable = {
  temperature: honoured,
  top_p: honoured,
  top_k: dropped('OpenAI has no such parameter'),
  seed: honoured,
  stop: honoured,
  presence_penalty: honoured,
  frequency_penalty: honoured,
  max_output_tokens: honoured,
  logit_bias: NOT_CARRIED,
  logprobs: refused,
  several_choices: refused,
  json_mode: honoured,
  json_schema: honoured,
  tools: honoured,
  tool_choice: honoured,
  parallel_tools: honoured,
  strict_tools: honoured,
  hosted_tools: { support: 'refused', note: "a provider's own tools run nowhere else" },
  reasoning_effort: honoured,
  reasoning_budget: translated('as the least effort that allows it'),
  image_bytes: honoured,
  image_urls: honoured,
  file_bytes: honoured,
  file_urls: { support: 'refused', note: 'chat takes the bytes of a file only' },
  uploaded_files: { support: 'refused', note: 'an upload is at one provider only' },
  audio_input: honoured,
  audio_output: refused,
  cache_hints: dropped('long prompts are cached without being asked'),
  cache_key: honoured,
  service_tier: honoured,
  end_user: honoured,
  metadata: dropped('OpenAI takes labels only of an answer that it keeps'),
  store: honoured,
  previous_response: { support: 'refused', note: 'the earlier turns are at one provider only' },
  prediction: NOT_CARRIED,
  verbosity: honoured,
  web_search: refused,
  dimensions: NOT_CARRIED,
  encoding_format: NOT_CARRIED,
  token_input: refused,
};

export const OPENAI: ChatFlavour = {
  support: {},
  keys: {},
  usageOnRequest: true,
  thoughtsBack: false,
  refusedByReasoning: ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty'],
  callIds: 'any',
};

/** What servers of open models have in common (vLLM, Ollama, Together, Groq). */
export const COMPATIBLE: ChatFlavour = {
  support: {
    file_bytes: { support: 'refused', note: 'files are an extension of OpenAI' },
    service_tier: dropped('tiers are an extension of OpenAI'),
    cache_key: dropped('keys of the cache are an extension of OpenAI'),
    metadata: honoured,
  },
  keys: { max_output_tokens: 'max_tokens', end_user: 'user' },
  usageOnRequest: true,
  thoughtsBack: false,
  refusedByReasoning: [],
  callIds: 'any',
};

/** Answers a call of a tool only with the thought that led to it. */
export const DEEPSEEK: ChatFlavour = { ...COMPATIBLE, thoughtsBack: true };

export const GROQ: ChatFlavour = {
  ...COMPATIBLE,
  support: { ...COMPATIBLE.support, ...{ verbosity: NOT_KNOWN, store: NOT_KNOWN, metadata: NOT_KNOWN } },
};

export const MISTRAL: ChatFlavour = {
  ...COMPATIBLE,
  support: {
    ...COMPATIBLE.support,
    audio_input: { support: 'refused', note: 'it takes sound in a form of its own' },
    ...{ end_user: NOT_KNOWN, verbosity: NOT_KNOWN, store: NOT_KNOWN },
  },
  keys: { ...COMPATIBLE.keys, seed: 'random_seed' },
  usageOnRequest: false,
  callIds: 'nine_characters',
};

export const supportOf = ({ support }: ChatFlavour): SupportTable => ({ ...SUPPORT, ...support });

const NOT_IF_REASONING = dropped('reasoning models refuse it');
const NOT_IF_PLAIN = dropped('the model does not reason');

/** What one model says less than the table. */
export const exceptionsOf = (flavour: ChatFlavour, { reasons }: Destination): Partial<SupportTable> =>
  reasons
    ? Object.fromEntries(flavour.refusedByReasoning.map((parameter) => [parameter, NOT_IF_REASONING]))
    : { reasoning_effort: NOT_IF_PLAIN, reasoning_budget: NOT_IF_PLAIN };
