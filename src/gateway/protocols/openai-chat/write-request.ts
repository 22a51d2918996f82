/** A conversation as a chat body for a provider: one row a member. */
import type { AnswerFormat, Conversation, Tool, ToolChoice } from '../../domain/conversation/conversation';
import { effortOf } from '../../domain/conversation/effort';
import type { Parameter, SupportTable } from '../../domain/conversation/parameters';
import type { Destination, JsonObject, RequestWriter } from '../dialect';
import { withoutNulls } from '../wire';
import { type ChatFlavour, exceptionsOf, supportOf } from './flavours';
import { writeMessages } from './write-messages';

interface Member {
  readonly parameter: Parameter;
  readonly key: string;
  /** null: it is not said. */
  readonly value: (conversation: Conversation) => unknown;
}

const MEMBERS: readonly Member[] = [
  { parameter: 'tools', key: 'tools', value: ({ tools }) => (tools.length === 0 ? null : tools.map(writeTool)) },
  // Neither means anything without tools, and OpenAI refuses both then.
  { parameter: 'tool_choice', key: 'tool_choice', value: (c) => ifTools(c, c.toolChoice && writeChoice(c.toolChoice)) },
  { parameter: 'parallel_tools', key: 'parallel_tool_calls', value: (c) => ifTools(c, c.parallelTools) },
  { parameter: 'json_schema', key: 'response_format', value: ({ format }) => format && writeFormat(format) },
  {
    parameter: 'reasoning_effort',
    key: 'reasoning_effort',
    value: ({ reasoning }) => reasoning && effortOf(reasoning),
  },
  { parameter: 'max_output_tokens', key: 'max_completion_tokens', value: ({ maxOutputTokens: most }) => most },
  { parameter: 'stop', key: 'stop', value: ({ stop }) => (stop.length === 0 ? null : stop) },
  { parameter: 'temperature', key: 'temperature', value: ({ sampling }) => sampling.temperature },
  { parameter: 'top_p', key: 'top_p', value: ({ sampling }) => sampling.topP },
  { parameter: 'seed', key: 'seed', value: ({ sampling }) => sampling.seed },
  { parameter: 'presence_penalty', key: 'presence_penalty', value: ({ sampling }) => sampling.presencePenalty },
  { parameter: 'frequency_penalty', key: 'frequency_penalty', value: ({ sampling }) => sampling.frequencyPenalty },
  {
    parameter: 'service_tier',
    key: 'service_tier',
    value: ({ serviceTier: tier }) => (tier === 'standard' ? 'default' : tier),
  },
  { parameter: 'end_user', key: 'safety_identifier', value: ({ endUser }) => endUser },
  { parameter: 'verbosity', key: 'verbosity', value: ({ verbosity }) => verbosity },
  { parameter: 'store', key: 'store', value: ({ store }) => store === true || null },
  { parameter: 'metadata', key: 'metadata', value: ({ metadata }) => metadata },
  { parameter: 'cache_key', key: 'prompt_cache_key', value: ({ cacheKey }) => cacheKey },
];

export function chatRequests(flavour: ChatFlavour): RequestWriter {
  const support = supportOf(flavour);
  const exceptions = (to: Destination): Partial<SupportTable> => exceptionsOf(flavour, to);
  return {
    support,
    exceptions,
    write: (conversation, to) => {
      const table = { ...support, ...exceptions(to) };
      const said = MEMBERS.filter(({ parameter }) => table[parameter].support !== 'dropped');
      return {
        model: to.upstreamModel,
        messages: writeMessages(conversation, flavour),
        ...(conversation.stream && { stream: true }),
        ...(conversation.stream && flavour.usageOnRequest && { stream_options: { include_usage: true } }),
        ...withoutNulls(
          Object.fromEntries(
            said.map(({ parameter, key, value }) => [flavour.keys[parameter] ?? key, value(conversation)]),
          ),
        ),
      };
    },
  };
}

const ifTools = ({ tools }: Conversation, value: unknown): unknown => (tools.length === 0 ? null : value);

const writeTool = ({ name, description, parameters, strict }: Tool): JsonObject => ({
  type: 'function',
  function: withoutNulls({ name, description, parameters, strict }),
});

const writeChoice = (choice: ToolChoice): unknown =>
  choice.kind === 'tool' ? { type: 'function', function: { name: choice.name } } : choice.kind;

function writeFormat(format: AnswerFormat): JsonObject {
  if (format.kind === 'json') return { type: 'json_object' };
  const { name, description, schema, strict } = format;
  return { type: 'json_schema', json_schema: withoutNulls({ name, description, schema, strict }) };
}
