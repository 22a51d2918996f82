/** Where providers that speak OpenAI's chat differ in it, a row each. */
import type { Parameter, Supported, SupportTable } from '../../domain/conversation/parameters';

export interface ChatFlavour {
  /** Everything that is not as in `SUPPORT`. */
  readonly support: Partial<SupportTable>;
  /** Members that go by another name than OpenAI's. */
  readonly keys: Partial<Readonly<Record<Parameter, string>>>;
  /** A stream tells its usage only when asked with `stream_options`; others refuse to be asked. */
  readonly usageOnRequest: boolean;
  /** It wants its own thoughts back as `reasoning_content`; others refuse the member. */
  readonly thoughtsBack: boolean;
  /** What its reasoning models refuse: it is left out for them. */
  readonly refusedByReasoning: readonly Parameter[];
}

const honoured: Supported = { support: 'honoured' };
const dropped: Supported = { support: 'dropped' };
const refused: Supported = { support: 'refused' };
const translated = (note: string): Supported => ({ support: 'translated', note });
const leftOut: Supported = { support: 'dropped', note: 'the other dialects have no such parameter' };

/** OpenAI's own, for conversations of callers of other dialects. */
const SUPPORT: SupportTable = {
  temperature: translated('left out for reasoning models, which refuse it'),
  top_p: translated('left out for reasoning models, which refuse it'),
  top_k: { support: 'dropped', note: 'OpenAI has no such parameter' },
  seed: honoured,
  stop: honoured,
  presence_penalty: translated('left out for reasoning models, which refuse it'),
  frequency_penalty: translated('left out for reasoning models, which refuse it'),
  max_output_tokens: honoured,
  logit_bias: leftOut,
  logprobs: refused,
  several_choices: refused,
  json_mode: honoured,
  json_schema: honoured,
  tools: honoured,
  tool_choice: honoured,
  parallel_tools: honoured,
  strict_tools: honoured,
  hosted_tools: { support: 'refused', note: "a provider's own tools run nowhere else" },
  reasoning_effort: translated('left out for models that do not reason'),
  reasoning_budget: translated('as the least effort that allows it'),
  image_bytes: honoured,
  image_urls: honoured,
  file_bytes: honoured,
  file_urls: { support: 'refused', note: 'chat takes the bytes of a file only' },
  uploaded_files: { support: 'refused', note: 'an upload is at one provider only' },
  audio_input: honoured,
  audio_output: refused,
  cache_hints: { support: 'dropped', note: 'long prompts are cached without being asked' },
  service_tier: honoured,
  end_user: honoured,
  metadata: dropped,
  store: dropped,
  previous_response: { support: 'refused', note: 'the earlier turns are at one provider only' },
  prediction: leftOut,
  verbosity: leftOut,
  web_search: refused,
  dimensions: dropped,
  encoding_format: dropped,
  token_input: refused,
};

export const OPENAI: ChatFlavour = {
  support: {},
  keys: {},
  usageOnRequest: true,
  thoughtsBack: false,
  refusedByReasoning: ['temperature', 'top_p', 'presence_penalty', 'frequency_penalty'],
};

/** What servers of open models have in common (vLLM, Ollama, Together, Groq). */
export const COMPATIBLE: ChatFlavour = {
  support: {
    ...{ temperature: honoured, top_p: honoured, presence_penalty: honoured, frequency_penalty: honoured },
    file_bytes: { support: 'refused', note: 'files are an extension of OpenAI' },
    service_tier: { support: 'dropped', note: 'tiers are an extension of OpenAI' },
  },
  keys: { max_output_tokens: 'max_tokens', end_user: 'user' },
  usageOnRequest: true,
  thoughtsBack: false,
  refusedByReasoning: [],
};

/** Answers a call of a tool only with the thought that led to it. */
export const DEEPSEEK: ChatFlavour = { ...COMPATIBLE, thoughtsBack: true };

export const MISTRAL: ChatFlavour = {
  ...COMPATIBLE,
  support: {
    ...COMPATIBLE.support,
    audio_input: { support: 'refused', note: 'it takes sound in a form of its own' },
    end_user: { support: 'dropped', note: 'it refuses members that it does not know' },
  },
  keys: { ...COMPATIBLE.keys, seed: 'random_seed' },
  usageOnRequest: false,
};

export const supportOf = ({ support }: ChatFlavour): SupportTable => ({ ...SUPPORT, ...support });
