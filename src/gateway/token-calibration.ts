/**
 * How far the estimate of input tokens is from what providers report, for each family of models: tokenizers differ, and
 * the estimate is of one of them. In memory; a replica learns for itself. The facts of a decision stay uncalibrated, so
 * that they do not depend on what has been learned: cost and context fit apply the factor of the family.
 */

// Weight of the newest call; about the last fifty count.
const WEIGHT = 0.04;
// A ratio beyond is no property of a tokenizer but of what was not counted (files, cached turns, hidden prompts).
const LEAST = 0.5;
const MOST = 2;
// In a shorter prompt the chat format weighs as much as the text.
const LEAST_TOKENS = 50;
// Families come from catalogs, which tenants write; the bound is for many tenants.
const MAX_FAMILIES = 2000;
// Steps in which a factor is published, so that the snapshot seldom changes.
const STEPS = 100;

/** Tokens by the provider's count for each estimated token, by `provider/family`. */
type TokenFactors = Readonly<Record<string, number>>;

export class TokenCalibration {
  private readonly means = new Map<string, number>();
  private published: TokenFactors = {};

  /** The same object until a factor changes by a hundredth; a family without one has a factor of 1. */
  factors(): TokenFactors {
    return this.published;
  }

  /** @param family as `calibrationFamily` names it */
  learn(family: string, estimatedTokens: number, reportedTokens: number): void {
    if (estimatedTokens < LEAST_TOKENS || reportedTokens <= 0) return;
    if (!this.means.has(family) && this.means.size >= MAX_FAMILIES) return;
    const ratio = Math.min(MOST, Math.max(LEAST, reportedTokens / estimatedTokens));
    const mean = this.means.get(family) ?? 1;
    const next = mean + WEIGHT * (ratio - mean);
    this.means.set(family, next);
    this.publish(family, Math.round(next * STEPS) / STEPS);
  }

  private publish(family: string, factor: number): void {
    if ((this.published[family] ?? 1) === factor) return;
    this.published = Object.freeze({ ...this.published, [family]: factor });
  }
}
