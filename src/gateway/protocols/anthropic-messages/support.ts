/** What Anthropic Messages can say of what other dialects ask for. */
import type { Supported, SupportTable } from '../../domain/conversation/parameters';
import type { Destination } from '../dialect';
import { traitsOf } from './model-traits';

const honoured: Supported = { support: 'honoured' };
const translated = (note: string): Supported => ({ support: 'translated', note });
const dropped = (note: string): Supported => ({ support: 'dropped', note });
const refused = (note: string): Supported => ({ support: 'refused', note });

const NO_SUCH = 'Anthropic has none';

export const SUPPORT: SupportTable = {
  temperature: translated('at most 1; left out while the model thinks'),
  top_p: translated('left out beside a temperature and while the model thinks'),
  top_k: translated('left out while the model thinks'),
  seed: dropped(NO_SUCH),
  stop: translated('sequences of white space alone are left out, which Anthropic refuses'),
  presence_penalty: dropped(NO_SUCH),
  frequency_penalty: dropped(NO_SUCH),
  max_output_tokens: translated("at most the model's own limit, which stands for a missing one"),
  logit_bias: dropped(NO_SUCH),
  logprobs: refused('Anthropic tells none'),
  several_choices: refused('Anthropic gives one'),
  json_mode: translated('as an instruction: Anthropic has JSON only by schema'),
  json_schema: translated('keywords that Anthropic refuses become part of the descriptions'),
  tools: honoured,
  tool_choice: honoured,
  parallel_tools: honoured,
  strict_tools: honoured,
  hosted_tools: refused("another provider's own"),
  reasoning_effort: translated('as an effort, or as a budget for models that need one'),
  reasoning_budget: translated('as an effort for models that decide themselves'),
  image_bytes: honoured,
  image_urls: honoured,
  file_bytes: honoured,
  file_urls: honoured,
  uploaded_files: refused('an upload at another provider is not there'),
  audio_input: refused('Anthropic hears nothing'),
  audio_output: refused('Anthropic says nothing'),
  cache_hints: translated('the last four; after a hint of five minutes none of an hour'),
  cache_key: dropped('its cache goes by the prompt alone'),
  service_tier: translated('standard, or priority where there is capacity'),
  end_user: honoured,
  metadata: dropped("only the user's id has a place"),
  store: dropped('Anthropic keeps no answers'),
  previous_response: refused('it is kept at another provider'),
  prediction: dropped(NO_SUCH),
  verbosity: dropped(NO_SUCH),
  web_search: refused("Anthropic's own has other results and another price"),
  dimensions: refused('Anthropic has no embeddings'),
  encoding_format: refused('Anthropic has no embeddings'),
  token_input: refused('Anthropic reads text'),
};

/** Where a model says less than the dialect. */
export function exceptionsFor({ upstreamModel, reasons }: Destination): Partial<SupportTable> {
  const { sampling, forcedTools } = traitsOf(upstreamModel);
  return {
    ...(!sampling && { temperature: NO_SAMPLING, top_p: NO_SAMPLING, top_k: NO_SAMPLING }),
    ...(!forcedTools && { tool_choice: translated('offered, not forced: the model decides whether it calls a tool') }),
    ...(!reasons && { reasoning_effort: NO_THINKING, reasoning_budget: NO_THINKING }),
  };
}

const NO_SAMPLING = dropped('the model takes no sampling parameters');
const NO_THINKING = dropped('the model does not think aloud');
