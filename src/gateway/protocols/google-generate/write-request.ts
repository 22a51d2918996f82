/** A conversation as the body of Gemini's generateContent. The model and whether to stream are in its address. */
import type { AnswerFormat, Conversation, Tool, ToolChoice } from '../../domain/conversation/conversation';
import type { Destination, JsonObject, RequestWriter } from '../dialect';
import { withoutNulls } from '../wire';
import { geminiModel } from './models';
import { exceptionsFor, SUPPORT } from './support';
import { thinkingConfig } from './thinking';
import { writeContents } from './write-contents';

export const googleRequests: RequestWriter = {
  support: SUPPORT,
  exceptions: exceptionsFor,
  write: (conversation, to) => {
    const { instructions, tools, serviceTier } = conversation;
    const config = generationConfig(conversation, to);
    return withoutNulls({
      systemInstruction: instructions.length === 0 ? null : { parts: instructions.map(({ text }) => ({ text })) },
      contents: writeContents(conversation, to),
      tools: tools.length === 0 ? null : [{ functionDeclarations: tools.map(writeTool) }],
      toolConfig: toolConfig(conversation),
      generationConfig: Object.keys(config).length === 0 ? null : config,
      // `auto` is what is not said.
      serviceTier: serviceTier === 'auto' ? null : serviceTier,
    });
  },
};

function generationConfig(conversation: Conversation, to: Destination): JsonObject {
  const { stop, format, reasoning, maxOutputTokens } = conversation;
  const { presencePenalty, frequencyPenalty, ...sampling } = conversation.sampling;
  return withoutNulls({
    maxOutputTokens,
    stopSequences: stop.length === 0 ? null : stop,
    ...sampling,
    ...(geminiModel(to.upstreamModel).penalties && { presencePenalty, frequencyPenalty }),
    ...(format !== null && writeFormat(format)),
    thinkingConfig: thinkingConfig(reasoning, to),
  });
}

const writeFormat = (format: AnswerFormat): JsonObject => ({
  responseMimeType: 'application/json',
  ...(format.kind === 'schema' && { responseJsonSchema: format.schema }),
});

/** JSON Schema as it is: the older `parameters` is a dialect of OpenAPI that refuses what it does not know. */
const writeTool = ({ name, description, parameters }: Tool): JsonObject =>
  withoutNulls({ name, description, parametersJsonSchema: parameters });

const MODES = { auto: 'AUTO', none: 'NONE', required: 'ANY' } as const;

/** Strictness is a mode here and not a tool's, and `ANY` keeps to the schemas by itself. */
function toolConfig({ tools, toolChoice }: Conversation): JsonObject | null {
  if (tools.length === 0) return null;
  const config = callingConfig(toolChoice);
  const strict = tools.some((tool) => tool.strict === true) && (config === null || config['mode'] === MODES.auto);
  if (strict) return { functionCallingConfig: { mode: 'VALIDATED' } };
  return config === null ? null : { functionCallingConfig: config };
}

function callingConfig(choice: ToolChoice | null): JsonObject | null {
  if (choice === null) return null;
  return choice.kind === 'tool'
    ? { mode: MODES.required, allowedFunctionNames: [choice.name] }
    : { mode: MODES[choice.kind] };
}
