/**
 * A request to a model in no provider's words: what a caller's dialect is read into and a provider's dialect is written
 * from, where the two differ. Calls in the provider's own dialect never become one: their bytes pass.
 */
import type { Parameter } from './parameters';

export interface Conversation {
  /** What stands above the turns: system and developer texts, in order. */
  readonly instructions: readonly TextPart[];
  /** Neighbours may have the same role; a dialect that wants them to alternate joins them. */
  readonly turns: readonly Turn[];
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice | null;
  readonly parallelTools: boolean | null;
  readonly format: AnswerFormat | null;
  readonly reasoning: Reasoning | null;
  readonly maxOutputTokens: number | null;
  /** Empty: none. */
  readonly stop: readonly string[];
  readonly sampling: Sampling;
  readonly serviceTier: ServiceTierWish | null;
  /** The caller's own word for its user, forwarded where the provider has a place for it. */
  readonly endUser: string | null;
  readonly verbosity: Verbosity | null;
  /** Whether the provider is to keep the answer. */
  readonly store: boolean | null;
  /** The caller's labels on what is kept, without those that are for us. */
  readonly metadata: Readonly<Record<string, unknown>> | null;
  /** What prompts that begin alike have in common, for the provider's cache. */
  readonly cacheKey: string | null;
  readonly stream: boolean;
  /** What the caller said, in neutral names: those that the other dialect cannot say are told as warnings. */
  readonly said: readonly Parameter[];
  /** Members of the body that its dialect does not know; in another dialect they have no place. */
  readonly unknown: readonly string[];
}

/** null: not said, and the provider's default holds. */
export interface Sampling {
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  readonly seed: number | null;
  readonly presencePenalty: number | null;
  readonly frequencyPenalty: number | null;
}

export const VERBOSITIES = ['low', 'medium', 'high'] as const;
export type Verbosity = (typeof VERBOSITIES)[number];

export type ServiceTierWish = 'standard' | 'flex' | 'priority' | 'auto';

export type Turn =
  | { readonly role: 'user'; readonly parts: readonly UserPart[] }
  | { readonly role: 'assistant'; readonly parts: readonly AssistantPart[] };

/** How long the provider should keep the prompt up to here; null: it is not said. */
export type CacheHint = '5m' | '1h' | null;

interface Cacheable {
  readonly cache: CacheHint;
}

export interface TextPart extends Cacheable {
  readonly type: 'text';
  readonly text: string;
}

export interface ImagePart extends Cacheable {
  readonly type: 'image';
  readonly source: Source;
  readonly detail: 'low' | 'high' | 'auto' | null;
}

/** A document such as a PDF. */
export interface FilePart extends Cacheable {
  readonly type: 'file';
  readonly source: Source;
  readonly name: string | null;
}

export interface AudioPart extends Cacheable {
  readonly type: 'audio';
  /** Base64. */
  readonly data: string;
  readonly format: 'wav' | 'mp3';
}

/** Bytes that came with the request, or an address that the provider fetches; we never fetch. */
export type Source =
  | { readonly kind: 'base64'; readonly mediaType: string; readonly data: string }
  | { readonly kind: 'url'; readonly url: string }
  /** An upload of the caller's at one provider. */
  | { readonly kind: 'file_id'; readonly id: string };

export interface ToolResultPart extends Cacheable {
  readonly type: 'tool_result';
  readonly callId: string;
  readonly parts: readonly (TextPart | ImagePart | FilePart)[];
  readonly isError: boolean;
}

export type UserPart = TextPart | ImagePart | FilePart | AudioPart | ToolResultPart;

export interface ToolCallPart extends Cacheable {
  readonly type: 'tool_call';
  readonly id: string;
  readonly name: string;
  /** JSON text as the model wrote it: it may be invalid, and passes as it is. */
  readonly arguments: string;
  /** What its issuer wants back with it (Gemini's thought signature); null: nothing. */
  readonly signature: string | null;
}

/** A thought that its issuer signed or encrypted: nobody else can read it. */
export interface ReasoningPart {
  readonly type: 'reasoning';
  /** The readable part, perhaps a summary; '' where there is none. */
  readonly text: string;
  /** Signature, or encrypted content; null: unsigned. */
  readonly signature: string | null;
  /** Nothing of it is readable (Anthropic's `redacted_thinking`). */
  readonly redacted: boolean;
}

export interface RefusalPart {
  readonly type: 'refusal';
  readonly text: string;
}

export type AssistantPart = TextPart | ReasoningPart | ToolCallPart | RefusalPart;

export interface Tool extends Cacheable {
  readonly name: string;
  readonly description: string | null;
  /** JSON Schema of the arguments; null: none. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly strict: boolean | null;
}

export type ToolChoice =
  { readonly kind: 'auto' | 'none' | 'required' } | { readonly kind: 'tool'; readonly name: string };

export type AnswerFormat =
  | { readonly kind: 'json' }
  | {
      readonly kind: 'schema';
      readonly name: string;
      readonly description: string | null;
      readonly schema: Readonly<Record<string, unknown>>;
      readonly strict: boolean | null;
    };

export const EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;
export type Effort = (typeof EFFORTS)[number];

/** One of the two is said, or neither where reasoning is merely switched on. */
export interface Reasoning {
  readonly effort: Effort | null;
  readonly budgetTokens: number | null;
  /** Whether the caller wants to read the thoughts, or a summary of them. */
  readonly visible: boolean;
}
