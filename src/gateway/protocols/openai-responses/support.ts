/** How well OpenAI's Responses can say what a caller of another dialect asks for. */
import type { Supported, SupportTable } from '../../domain/conversation/parameters';

const HONOURED: Supported = { support: 'honoured' };
const translated = (note: string): Supported => ({ support: 'translated', note });
const dropped = (note: string): Supported => ({ support: 'dropped', note });
const refused = (note: string): Supported => ({ support: 'refused', note });

const FOR_EMBEDDINGS = refused('it is a parameter of embeddings');
const NO_WORD = dropped('Responses have no word for it');

export const SUPPORT_TABLE: SupportTable = {
  temperature: HONOURED,
  top_p: HONOURED,
  top_k: NO_WORD,
  seed: NO_WORD,
  stop: refused('Responses have no stop sequences, and the answer would run on past them'),
  presence_penalty: NO_WORD,
  frequency_penalty: NO_WORD,
  max_output_tokens: translated('a limit below 16 is raised to 16, the least that OpenAI takes'),
  logit_bias: NO_WORD,
  logprobs: refused('the answer would lack the probabilities that were asked for'),
  several_choices: refused('a response is one answer'),
  json_mode: translated('text.format'),
  json_schema: translated('text.format'),
  tools: HONOURED,
  tool_choice: HONOURED,
  parallel_tools: translated('parallel_tool_calls'),
  strict_tools: HONOURED,
  hosted_tools: refused('tools that a provider runs itself are not the same elsewhere'),
  reasoning_effort: translated('reasoning.effort; left out for models that do not reason'),
  reasoning_budget: translated('the nearest reasoning.effort; left out for models that do not reason'),
  image_bytes: translated('a data URL'),
  image_urls: HONOURED,
  file_bytes: translated('a data URL'),
  file_urls: HONOURED,
  uploaded_files: { support: 'honoured', note: "the id must be that of an upload at OpenAI's" },
  audio_input: refused('Responses take no sound'),
  audio_output: refused('Responses give no sound'),
  cache_hints: dropped('OpenAI keeps long prompts by itself'),
  cache_key: HONOURED,
  service_tier: translated('standard is called default'),
  end_user: translated('safety_identifier, cut to 128 characters'),
  metadata: HONOURED,
  store: { support: 'honoured', note: 'unasked nothing is stored' },
  previous_response: refused('what one provider keeps cannot be continued at another'),
  prediction: NO_WORD,
  verbosity: translated('text.verbosity'),
  web_search: refused('tools that a provider runs itself are not the same elsewhere'),
  dimensions: FOR_EMBEDDINGS,
  encoding_format: FOR_EMBEDDINGS,
  token_input: FOR_EMBEDDINGS,
};
