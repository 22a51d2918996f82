/** The names of what a request may ask for, in no provider's words, and how well a provider's dialect can say it. */

export const PARAMETERS = [
  'temperature',
  'top_p',
  'top_k',
  'seed',
  'stop',
  'presence_penalty',
  'frequency_penalty',
  'max_output_tokens',
  'logit_bias',
  'logprobs',
  'several_choices',
  'json_mode',
  'json_schema',
  'tools',
  'tool_choice',
  'parallel_tools',
  'strict_tools',
  'hosted_tools',
  'reasoning_effort',
  'reasoning_budget',
  'image_bytes',
  'image_urls',
  'file_bytes',
  'file_urls',
  'uploaded_files',
  'audio_input',
  'audio_output',
  'cache_hints',
  'cache_key',
  'service_tier',
  'end_user',
  'metadata',
  'store',
  'previous_response',
  'prediction',
  'verbosity',
  'web_search',
  'dimensions',
  'encoding_format',
  'token_input',
] as const;
export type Parameter = (typeof PARAMETERS)[number];

/**
 * honoured: sent as it is. translated: said in other words, to the same effect or the nearest one. dropped: left out,
 * with a warning; in strict mode the request is refused. refused: leaving it out would change what the caller gets, so
 * such a request does not go there.
 */
export const SUPPORT = ['honoured', 'translated', 'dropped', 'refused'] as const;
export type Support = (typeof SUPPORT)[number];

export interface Supported {
  readonly support: Support;
  /** Where it is not plain: what is done instead, or why not. One sentence without a full stop. */
  readonly note?: string;
}

/** One dialect's words for all parameters. */
export type SupportTable = Readonly<Record<Parameter, Supported>>;
