/** Conversations for tests: the shortest one, and parts to make longer ones from. */
import type { Conversation, Source, TextPart, Tool } from '../../../../src/gateway/domain/conversation/conversation';

export const text = (words: string): TextPart => ({ type: 'text', text: words, cache: null });

/** A picture of one transparent point. */
export const base64: Source = { kind: 'base64', mediaType: 'image/png', data: 'iVBORw0KGgo=' };

export const aTool = (name: string): Tool => ({
  ...{ name, description: null, strict: null, cache: null },
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
});

/** Says "Hello" and asks for nothing. */
export const aConversation = (more: Partial<Conversation>): Conversation => ({
  instructions: [],
  turns: [{ role: 'user', parts: [text('Hello')] }],
  tools: [],
  toolChoice: null,
  parallelTools: null,
  format: null,
  reasoning: null,
  maxOutputTokens: null,
  stop: [],
  sampling: {
    ...{ temperature: null, topP: null, topK: null, seed: null, presencePenalty: null, frequencyPenalty: null },
  },
  serviceTier: null,
  endUser: null,
  ...{ verbosity: null, store: null, metadata: null, cacheKey: null },
  stream: false,
  said: [],
  unknown: [],
  ...more,
});
