/**
 * An answer in no provider's words, as the events in which it comes: a whole answer is its events in a row. A provider's
 * dialect is read into them and the caller's is written from them.
 */
import type { ServiceTier } from '../../../shared/domain/service-tier';
import type { Usage } from '../../../shared/domain/usage';

export type AnswerEvent =
  /** First, once: a provider that says it twice is heard once. */
  | { readonly type: 'start'; readonly id: string; readonly model: string }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'refusal'; readonly text: string }
  | { readonly type: 'reasoning'; readonly text: string }
  /** Ends the thought before it; without one it is an encrypted thought of its own. */
  | { readonly type: 'reasoning_signature'; readonly signature: string; readonly redacted: boolean }
  /** Begins a call; its arguments follow. `call` counts from 0 in the order in which calls begin. */
  | {
      readonly type: 'tool_call';
      readonly call: number;
      readonly id: string;
      readonly name: string;
      readonly signature: string | null;
    }
  /** A piece of the call's arguments as JSON text; pieces of parallel calls may come in turns. */
  | { readonly type: 'tool_arguments'; readonly call: number; readonly json: string }
  | { readonly type: 'finish'; readonly reason: FinishReason; readonly stopSequence: string | null }
  /** What is known so far; the last one holds. Zero is usage, silence is not. */
  | ({ readonly type: 'usage' } & ToldUsage)
  /** The provider has said that nothing follows. */
  | { readonly type: 'end' }
  /** In place of the rest of the answer. */
  | { readonly type: 'error'; readonly fault: StreamFault };

export interface ToldUsage {
  readonly usage: Usage;
  /** That served the call, where it is said beside the usage; null: it is not. */
  readonly tier: ServiceTier | null;
  /** Where alone it was processed, likewise; absent: it is not said, as most dialects never do. */
  readonly region?: string;
}

export const FINISH_REASONS = ['stop', 'length', 'tool_calls', 'content_filter', 'refusal', 'pause'] as const;
/** `pause`: the provider stopped a long turn of its own tools and wants to be asked again. */
export type FinishReason = (typeof FINISH_REASONS)[number];

export type StreamFault =
  | { readonly kind: 'garbage'; readonly problem: string }
  /** In the provider's own words, for the caller only. */
  | { readonly kind: 'provider_error'; readonly problem: string };
