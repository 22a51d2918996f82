/** A conversation as the body of Anthropic's `POST /v1/messages`. */
import type { Conversation, TextPart, ToolChoice } from '../../domain/conversation/conversation';
import type { Destination, JsonObject } from '../dialect';
import { withoutNulls } from '../wire';
import { type Block, CacheMarks } from './cache-marks';
import { traitsOf } from './model-traits';
import { closedSchema } from './schema';
import { type Thinking, thinkingFor, isForced } from './thinking';
import { writeMessages, writeText } from './write-content';

// Anthropic demands a limit; every model of its can write this much.
const USUAL_MAX_TOKENS = 4_096;

export function writeRequest(conversation: Conversation, to: Destination): JsonObject {
  const marks = new CacheMarks();
  const maxTokens = Math.min(
    conversation.maxOutputTokens ?? to.maxOutput ?? USUAL_MAX_TOKENS,
    to.maxOutput ?? Infinity,
  );
  const thinking = thinkingFor(conversation, to, maxTokens);
  const { instructions, turns } = withTurn(conversation);
  // In the order in which Anthropic reads the prompt, as the cache marks count.
  const tools = writeTools(conversation, marks);
  const system = [...instructions, ...jsonWish(conversation)].map((part) => writeText(part, marks));
  const messages = writeMessages(turns, marks);
  marks.place();
  return withoutNulls({
    model: to.upstreamModel,
    max_tokens: maxTokens,
    system: orNull(system.filter((block) => block !== null)),
    messages,
    tools: orNull(tools),
    tool_choice: writeToolChoice(conversation, to),
    ...writeSampling(conversation, to, thinking),
    stop_sequences: orNull(conversation.stop.filter((sequence) => sequence.trim() !== '')),
    thinking: thinking.thinking,
    output_config: writeOutputConfig(conversation, thinking),
    service_tier: tierOf(conversation),
    metadata: conversation.endUser === null ? null : { user_id: conversation.endUser },
    stream: conversation.stream ? true : null,
  });
}

const orNull = <Item>(list: readonly Item[]): readonly Item[] | null => (list.length === 0 ? null : list);

/** Anthropic answers nobody: where there are instructions only, the last one is what the user says. */
function withTurn({ instructions, turns }: Conversation): Pick<Conversation, 'instructions' | 'turns'> {
  const last = instructions.at(-1);
  if (turns.length > 0 || last === undefined) return { instructions, turns };
  return { instructions: instructions.slice(0, -1), turns: [{ role: 'user', parts: [last] }] };
}

const JSON_WISH: TextPart = {
  type: 'text',
  text: 'Answer with one JSON object and nothing else: no other words, no code fence.',
  cache: null,
};

const jsonWish = ({ format }: Conversation): readonly TextPart[] => (format?.kind === 'json' ? [JSON_WISH] : []);

/** Anthropic demands a schema of type object; a strict one is closed. */
const writeTools = ({ tools }: Conversation, marks: CacheMarks): readonly Block[] =>
  tools.map(({ name, description, parameters, strict, cache }) => {
    const schema = { type: 'object', ...(parameters ?? { properties: {} }) };
    const block = {
      name,
      ...(description !== null && { description }),
      input_schema: strict === true ? closedSchema(schema) : schema,
      ...(strict === true && { strict }),
    };
    return marks.mark(block, cache);
  });

const CHOICE: Readonly<Record<Exclude<ToolChoice['kind'], 'tool'>, string>> = {
  auto: 'auto',
  none: 'none',
  required: 'any',
};

/** null without tools: Anthropic refuses a choice of nothing. */
function writeToolChoice(conversation: Conversation, to: Destination): JsonObject | null {
  const { tools, toolChoice, parallelTools } = conversation;
  if (tools.length === 0 || (toolChoice === null && parallelTools === null)) return null;
  const choice = writeChoice(isForced(conversation) && !traitsOf(to.upstreamModel).forcedTools ? null : toolChoice);
  return parallelTools === null || choice['type'] === 'none'
    ? choice
    : { ...choice, disable_parallel_tool_use: !parallelTools };
}

function writeChoice(choice: ToolChoice | null): JsonObject {
  if (choice === null) return { type: 'auto' };
  return choice.kind === 'tool' ? { type: 'tool', name: choice.name } : { type: CHOICE[choice.kind] };
}

const MOST_TEMPERATURE = 1;

/** Present models refuse temperature and top_p together; while it thinks a model refuses all three. */
function writeSampling({ sampling }: Conversation, to: Destination, { thinking }: Thinking): JsonObject {
  const thinks = thinking !== null && thinking['type'] !== 'disabled';
  if (thinks || !traitsOf(to.upstreamModel).sampling) return {};
  const { temperature, topP, topK } = sampling;
  return {
    temperature: temperature === null ? null : Math.min(temperature, MOST_TEMPERATURE),
    top_p: temperature === null ? topP : null,
    top_k: topK,
  };
}

function writeOutputConfig({ format }: Conversation, { effort }: Thinking): JsonObject | null {
  const config = {
    ...(effort !== null && { effort }),
    ...(format?.kind === 'schema' && { format: { type: 'json_schema', schema: closedSchema(format.schema) } }),
  };
  return Object.keys(config).length === 0 ? null : config;
}

/** Priority is taken where the account has it; nothing is cheaper than standard. */
function tierOf({ serviceTier }: Conversation): string | null {
  if (serviceTier === null) return null;
  return serviceTier === 'standard' || serviceTier === 'flex' ? 'standard_only' : 'auto';
}
