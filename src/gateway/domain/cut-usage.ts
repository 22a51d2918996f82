/** What an answer used that did not come to its end, from what the provider had said by then and what the model had written. */
import { NO_USAGE, type Usage } from '../../shared/domain/usage';

// A token of English is about four bytes; the measure of last resort, and marked as one.
const BYTES_PER_TOKEN = 4;

export interface Cut {
  /** The last that the provider said; null: nothing. */
  readonly told: Usage | null;
  /** Of text, thoughts and tool arguments. */
  readonly contentBytes: number;
  readonly estimatedInputTokens: number;
}

export interface CutUsage {
  readonly usage: Usage;
  readonly usageSource: 'provider_partial' | 'estimated_bytes';
}

/** The larger output holds: what a provider says first is a placeholder (Anthropic's is 1), and lags behind what follows. */
export function usageOfCut({ told, contentBytes, estimatedInputTokens }: Cut): CutUsage {
  const written = Math.ceil(contentBytes / BYTES_PER_TOKEN);
  if (told === null)
    return { usage: { ...NO_USAGE, input: estimatedInputTokens, output: written }, usageSource: 'estimated_bytes' };
  const beside = told.reasoning + told.audio_output;
  if (written <= told.output + beside) return { usage: told, usageSource: 'provider_partial' };
  return { usage: { ...told, output: written - beside }, usageSource: 'estimated_bytes' };
}
