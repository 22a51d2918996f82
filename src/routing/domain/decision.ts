/** The outcome of `decide()`: which candidates, in which order, and why. */
import type { Candidate, Mode } from '../../catalog/domain/catalog';
import type { Tier } from '../../catalog/domain/model';
import type { NanoUsd } from '../../shared/domain/money';

/** Part of every stored decision; it changes when the same input may decide otherwise. */
export const ENGINE_VERSION = 1;

export type Role = 'selected' | 'quality_lane' | 'fallback' | 'rejected';

/** How the name in `model` was understood. */
export type Resolution =
  | { readonly kind: 'endpoint'; readonly endpoint: string }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'provider_model'; readonly id: string }
  | { readonly kind: 'tier'; readonly tier: Tier };

export interface Ranked {
  readonly candidate: Candidate;
  /** null where the model has no price. */
  readonly estimatedCost: NanoUsd | null;
}

export interface Rejected {
  readonly candidate: Candidate;
  /** A stable word, with `:` and what was missing. */
  readonly reason: string;
}

export interface Decision {
  readonly resolution: Resolution;
  readonly mode: Mode;
  /** The hop order, the selected one first; empty when nothing can serve the request. */
  readonly order: readonly Ranked[];
  readonly rejected: readonly Rejected[];
  /** One plain sentence. */
  readonly explanation: string;
}

/** `unknown`: no endpoint, model or tier has that name. */
export type DecisionResult =
  { readonly kind: 'decided'; readonly decision: Decision } | { readonly kind: 'unknown_model' };

export const selectedOf = (decision: Decision): Ranked | null => decision.order[0] ?? null;

/** The best-quality candidate that passed and was not selected; null where no scores exist. */
export function qualityLane(decision: Decision): Ranked | null {
  let best: Ranked | null = null;
  for (const ranked of decision.order.slice(1)) {
    const score = ranked.candidate.model.quality['overall'];
    if (score !== undefined && score > (best?.candidate.model.quality['overall'] ?? -1)) best = ranked;
  }
  return best;
}
