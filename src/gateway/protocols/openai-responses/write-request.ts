/** A conversation as a Responses body, for OpenAI as the provider of a caller of another dialect. */
import type {
  AnswerFormat,
  Conversation,
  Reasoning,
  ServiceTierWish,
  TextPart,
  Tool,
  ToolChoice,
} from '../../domain/conversation/conversation';
import { effortOf } from '../../domain/conversation/effort';
import type { Destination, JsonObject } from '../dialect';
import { withoutNulls } from '../wire';
import { writeInput } from './write-input';

/** OpenAI refuses a smaller limit. */
const LEAST_OUTPUT_TOKENS = 16;
/** OpenAI refuses a longer name; one that is cut still tells users apart by what it begins with. */
const LONGEST_END_USER = 128;

/**
 * What another dialect's caller says is kept at the provider only on request, so thoughts must come back encrypted to be
 * continued; models that do not reason refuse to be asked for them.
 */
export function writeRequest(conversation: Conversation, to: Destination): JsonObject {
  const { sampling, toolChoice, maxOutputTokens, serviceTier } = conversation;
  return withoutNulls({
    model: to.upstreamModel,
    instructions: writeInstructions(conversation.instructions),
    input: writeInput(conversation.turns),
    tools: conversation.tools.length === 0 ? null : conversation.tools.map(writeTool),
    tool_choice: said(toolChoice, writeChoice),
    parallel_tool_calls: conversation.parallelTools,
    text: writeText(conversation),
    reasoning: to.reasons ? said(conversation.reasoning, writeReasoning) : null,
    max_output_tokens: said(maxOutputTokens, (limit) => Math.max(LEAST_OUTPUT_TOKENS, limit)),
    temperature: sampling.temperature,
    top_p: sampling.topP,
    service_tier: said(serviceTier, (tier) => TIERS[tier]),
    safety_identifier: said(conversation.endUser, (user) => user.slice(0, LONGEST_END_USER)),
    include: to.reasons ? ['reasoning.encrypted_content'] : null,
    metadata: conversation.metadata,
    prompt_cache_key: conversation.cacheKey,
    // Silence would mean true.
    store: conversation.store ?? false,
    stream: conversation.stream,
  });
}

const said = <Value, Written>(value: Value | null, write: (value: Value) => Written): Written | null =>
  value === null ? null : write(value);

const TIERS: Readonly<Record<ServiceTierWish, string>> = {
  standard: 'default',
  flex: 'flex',
  priority: 'priority',
  auto: 'auto',
};

const writeInstructions = (texts: readonly TextPart[]): string | null =>
  texts.length === 0 ? null : texts.map(({ text }) => text).join('\n\n');

/** `strict` is said always: unlike in other dialects silence means true, which refuses most schemas. */
const writeTool = ({ name, description, parameters, strict }: Tool): JsonObject => ({
  type: 'function',
  name,
  ...(description !== null && { description }),
  parameters,
  strict: strict ?? false,
});

const writeChoice = (choice: ToolChoice): JsonObject | string =>
  choice.kind === 'tool' ? { type: 'function', name: choice.name } : choice.kind;

function writeFormat(format: AnswerFormat): JsonObject {
  if (format.kind === 'json') return { type: 'json_object' };
  const { name, description, schema, strict } = format;
  return withoutNulls({ type: 'json_schema', name, description, schema, strict });
}

function writeText({ format, verbosity }: Conversation): JsonObject | null {
  if (format === null && verbosity === null) return null;
  return withoutNulls({ format: said(format, writeFormat), verbosity });
}

const writeReasoning = (reasoning: Reasoning): JsonObject =>
  withoutNulls({ effort: effortOf(reasoning), summary: reasoning.visible ? 'auto' : null });
