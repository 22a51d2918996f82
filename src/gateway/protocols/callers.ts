/** The dialects that callers speak to us, a row each: what a request says of itself, and how its answer passes. */
import { appendMember } from '../domain/splice';
import type { Operation } from '../../routing';
import type { Usage } from '../../shared/domain/usage';
import * as messages from './anthropic-messages';
import { readAnthropicUsage } from './anthropic-messages/usage';
import type { CallRequest } from './call-request';
import type { CallerDialect, DialectName, JsonObject, ProviderDialect } from './dialect';
import { openAiChat } from './openai-chat';
import { issuerOf as issuerOfChat } from './openai-chat/issuer';
import { readChatRequest } from './openai-chat/request-facts';
import { chatTrace } from './openai-chat/trace';
import { readEmbeddingCall, readEmbeddingUsage } from './openai-embeddings';
import { readOpenAiUsage } from './openai-usage';
import * as responses from './openai-responses';
import { readUsage as readResponsesUsage } from './openai-responses/usage';
import type { Passage } from './passed-stream';
import { objectOf } from './wire';

interface CallerRow {
  readonly operation: Operation;
  readonly dialect: Pick<CallerDialect, 'name' | 'error' | 'errorEvent'>;
  /** @throws BursarError `invalid_request` with the path of the first field of a wrong type */
  readonly request: (body: unknown) => CallRequest;
  /** What of a whole answer the model wrote; without such a list the JSON is no answer. */
  readonly written: (answer: JsonObject) => unknown;
  readonly usageOf: (answer: JsonObject) => Usage | null;
}

export interface ChatCaller extends CallerRow {
  readonly operation: 'chat';
  /** Answers are read too, where they are kept. */
  readonly dialect: CallerDialect & ProviderDialect;
  /** Whose signed thoughts or stored turns the body holds; null: nobody's. */
  readonly issuerOf: (body: JsonObject) => DialectName | null;
  readonly passage: Passage;
}

/** Vectors come whole. */
interface EmbeddingCaller extends CallerRow {
  readonly operation: 'embeddings';
  readonly passage: null;
}

export type CallerProtocol = ChatCaller | EmbeddingCaller;

/** Behind the last member of the event's JSON. */
const append: Passage['extend'] = (event, extension) => appendMember(event, 'x_bursar', extension);

export const CALLERS = {
  openai_chat: {
    operation: 'chat',
    dialect: openAiChat,
    request: readChatRequest,
    issuerOf: issuerOfChat,
    passage: { trace: () => chatTrace, extend: append },
    written: ({ choices }) => (Array.isArray(choices) && choices.length > 0 ? choices : null),
    usageOf: ({ usage }) => readOpenAiUsage(usage),
  },
  openai_responses: {
    operation: 'chat',
    dialect: responses.openAiResponses,
    request: responses.readResponsesRequest,
    issuerOf: responses.issuerOf,
    passage: { trace: () => new responses.ResponsesTrace(), extend: responses.extendTerminal },
    written: ({ output }) => output,
    usageOf: ({ usage }) => readResponsesUsage(usage),
  },
  anthropic_messages: {
    operation: 'chat',
    dialect: messages.anthropicMessages,
    request: messages.readMessagesRequest,
    issuerOf: messages.issuerOf,
    passage: { trace: () => new messages.AnthropicTrace(), extend: append },
    written: ({ content }) => content,
    usageOf: ({ usage }) => readAnthropicUsage(objectOf(usage)),
  },
  openai_embeddings: {
    operation: 'embeddings',
    // One error for all of OpenAI's routes.
    dialect: openAiChat,
    request: readEmbeddingCall,
    passage: null,
    // Numbers are no text of a model's.
    written: ({ data }) => (Array.isArray(data) ? [] : null),
    usageOf: ({ usage }) => readEmbeddingUsage(usage),
  },
} as const satisfies Record<string, CallerProtocol>;
