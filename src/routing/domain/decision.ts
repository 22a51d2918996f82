/** The outcome of `decide()`: which candidates, in which order, and why. */
import type { Candidate, Mode, QualityFloor } from '../../catalog/domain/catalog';
import { scoreOf, type Tier } from '../../catalog/domain/model';
import type { NanoUsd } from '../../shared/domain/money';
import type { CandidateHealth } from './facts';

/** Part of every stored decision; it changes when the same input may decide otherwise. */
export const ENGINE_VERSION = 2;

export type Role = 'selected' | 'quality_lane' | 'fallback' | 'rejected';

/** How the name in `model` was understood. */
export type Resolution =
  | { readonly kind: 'endpoint'; readonly endpoint: string }
  | { readonly kind: 'model'; readonly model: string }
  | { readonly kind: 'provider_model'; readonly id: string }
  | { readonly kind: 'tier'; readonly tier: Tier }
  | { readonly kind: 'policy'; readonly policy: string };

/** Whose word gave the candidates and their order: layer 4 of design §4. */
export type DecidedBy =
  | { readonly kind: 'policy'; readonly name: string | null; readonly identity: string }
  | { readonly kind: 'rule'; readonly index: number; readonly label: string | null; readonly if: string }
  | { readonly kind: 'default' }
  | { readonly kind: 'name' };

/** What a layer did, or could not do, beyond the reasons of single candidates. */
export interface Note {
  readonly layer: 'rules' | 'complexity' | 'task' | 'latency' | 'quality' | 'mode' | 'health';
  readonly text: string;
}

export interface Ranked {
  readonly candidate: Candidate;
  /** null where the model has no price. */
  readonly estimatedCost: NanoUsd | null;
  /** 95th percentile to the first byte: observed, else the catalog's; null where neither is known. */
  readonly latencyMs: number | null;
  /** 0 for what the rule, name or default itself says, then one for each fallback; with a policy its own order. */
  readonly line: number;
  /** What the policy gave it; null where no policy decided. */
  readonly score: number | null;
  /** The floor or ceiling that it misses although the endpoint, or the policy, lists it: it comes last. */
  readonly missed: string | null;
  /** null: healthy, as far as is known. */
  readonly health: CandidateHealth | null;
}

export interface Rejected {
  readonly candidate: Candidate;
  /** A stable word, with `:` and what was missing. */
  readonly reason: string;
}

/** The floors and ceilings that were asked for, met or not. */
export interface Limits {
  /** What signals raised the floor to. */
  readonly tier: Tier | null;
  readonly latency_ceiling_ms: number | null;
  readonly quality_floor: QualityFloor | null;
}

export interface Decision {
  readonly resolution: Resolution;
  readonly decidedBy: DecidedBy;
  readonly mode: Mode;
  readonly limits: Limits;
  /** The hop order, the selected one first; empty when nothing can serve the request. */
  readonly order: readonly Ranked[];
  readonly rejected: readonly Rejected[];
  /** What would have been selected if it were healthy; null: health changed nothing at the top. */
  readonly passedOver: Ranked | null;
  readonly notes: readonly Note[];
  /** One plain sentence. */
  readonly explanation: string;
}

/** `unknown_model`: no endpoint, model, tier or policy has that name. */
export type DecisionResult =
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'unknown_model'; readonly model: string };

export const selectedOf = (decision: Decision): Ranked | null => decision.order[0] ?? null;

/** By the score that a floor asks for, else the overall one; undefined where it was never evaluated. */
export const qualityOf = ({ candidate }: Pick<Ranked, 'candidate'>, floor: QualityFloor | null): number | undefined =>
  scoreOf(candidate.model, floor?.score);

/** The best-quality candidate that passed and was not selected; null where no scores exist. */
export function qualityLane(decision: Decision): Ranked | null {
  let best: Ranked | null = null;
  for (const ranked of decision.order.slice(1)) {
    if (ranked.missed !== null) continue;
    const score = qualityOf(ranked, decision.limits.quality_floor);
    if (score !== undefined && score > ((best && qualityOf(best, decision.limits.quality_floor)) ?? -1)) best = ranked;
  }
  return best;
}
