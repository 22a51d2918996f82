/** What differs between generations of Gemini in the words of a request. */

export interface GeminiModel {
  /**
   * Up to 2 thinking is told in tokens, and a level is refused. Since 3 it is told in levels, a call of a function must
   * come back with its signature, and the result of one may show pictures.
   */
  readonly generation: 2 | 3;
  /** Of the tokens for thoughts. */
  readonly budget: ThinkingBudget;
  /** Whether it takes `presencePenalty` and `frequencyPenalty`; the others refuse a call that says one. */
  readonly penalties: boolean;
}

export interface ThinkingBudget {
  readonly least: number;
  readonly most: number;
  /** Whether 0, below the range, switches thinking off. */
  readonly canStop: boolean;
}

const FLASH: GeminiModel = {
  ...{ generation: 2, penalties: false },
  budget: { least: 1, most: 24_576, canStop: true },
};
const PRO: GeminiModel = { ...FLASH, budget: { least: 128, most: 32_768, canStop: false } };
const LITE: GeminiModel = { ...FLASH, budget: { least: 512, most: 24_576, canStop: true } };
const LATEST: GeminiModel = { ...FLASH, generation: 3 };

/** The first that fits; the ranges are those of https://ai.google.dev/gemini-api/docs/thinking. */
const MODELS: readonly (readonly [RegExp, GeminiModel])[] = [
  [/^gemini-2\.5-pro/, PRO],
  [/^gemini-2\.5-flash-lite/, LITE],
  [/^gemini-2\.0-flash/, { ...FLASH, penalties: true }],
  [/^gemini-[12]\./, FLASH],
];

/** A name without a version, or of one to come, is read as the latest that is known. */
export const geminiModel = (upstreamModel: string): GeminiModel =>
  MODELS.find(([pattern]) => pattern.test(upstreamModel))?.[1] ?? LATEST;
