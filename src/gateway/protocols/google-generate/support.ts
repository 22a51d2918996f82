/** How well Gemini's generateContent can say what a conversation asks for. */
import type { Supported, SupportTable } from '../../domain/conversation/parameters';
import type { Destination } from '../dialect';
import { geminiModel } from './models';

const honoured: Supported = { support: 'honoured' };
const refused: Supported = { support: 'refused' };
const dropped = (note: string): Supported => ({ support: 'dropped', note });
const translated = (note: string): Supported => ({ support: 'translated', note });

const NO_SUCH = dropped('Gemini has no such parameter');
const ONLY_THERE: Supported = { support: 'refused', note: 'what it names is at one provider only' };

export const SUPPORT: SupportTable = {
  temperature: honoured,
  top_p: honoured,
  top_k: honoured,
  seed: honoured,
  stop: honoured,
  presence_penalty: honoured,
  frequency_penalty: honoured,
  max_output_tokens: translated('thoughts count towards it'),
  logit_bias: NO_SUCH,
  logprobs: refused,
  several_choices: refused,
  json_mode: translated('as responseMimeType'),
  json_schema: translated('as responseJsonSchema, of which Gemini passes over keywords that it does not know'),
  tools: translated('as functionDeclarations'),
  tool_choice: translated('as functionCallingConfig'),
  parallel_tools: dropped('Gemini decides by itself'),
  strict_tools: translated('as the mode VALIDATED, for all tools of the call'),
  hosted_tools: { support: 'refused', note: "a provider's own tools run nowhere else" },
  reasoning_effort: translated('as thinkingLevel, or as a budget for Gemini 2.5'),
  reasoning_budget: translated('as the least thinkingLevel that allows it, or as it is for Gemini 2.5'),
  image_bytes: honoured,
  image_urls: translated('as fileData: Gemini fetches it'),
  file_bytes: honoured,
  file_urls: translated('as fileData: Gemini fetches it'),
  uploaded_files: ONLY_THERE,
  audio_input: honoured,
  audio_output: refused,
  cache_hints: dropped('long prompts are cached without being asked'),
  cache_key: NO_SUCH,
  service_tier: honoured,
  end_user: NO_SUCH,
  metadata: NO_SUCH,
  store: NO_SUCH,
  previous_response: ONLY_THERE,
  prediction: NO_SUCH,
  verbosity: NO_SUCH,
  web_search: refused,
  dimensions: honoured,
  encoding_format: translated('numbers are encoded by us'),
  token_input: { support: 'refused', note: 'tokens are numbered differently at each provider' },
};

const NO_THINKING = dropped('the model does not think aloud');
const NO_PENALTIES = dropped('the model refuses it');

/** What one model says less than the table. */
export const exceptionsFor = ({ upstreamModel, reasons }: Destination): Partial<SupportTable> => ({
  ...(!reasons && { reasoning_effort: NO_THINKING, reasoning_budget: NO_THINKING }),
  ...(!geminiModel(upstreamModel).penalties && { presence_penalty: NO_PENALTIES, frequency_penalty: NO_PENALTIES }),
});
