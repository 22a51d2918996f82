/** What models of this dialect refuse although the dialect can say it. A row is a family of model names. */

export interface ModelTraits {
  /** budget: thinks when given one. adaptive: decides itself, by effort. always: adaptive, and cannot be switched off. */
  readonly thinking: 'budget' | 'adaptive' | 'always';
  /** Takes `temperature`, `top_p` and `top_k`. */
  readonly sampling: boolean;
  /** Can be made to call a tool. */
  readonly forcedTools: boolean;
  /** Knows the effort `xhigh`. */
  readonly xhigh: boolean;
}

const EARLY: ModelTraits = { thinking: 'budget', sampling: true, forcedTools: true, xhigh: false };
const ADAPTIVE: ModelTraits = { ...EARLY, thinking: 'adaptive' };
const PRESENT: ModelTraits = { ...ADAPTIVE, sampling: false, xhigh: true };
const THINKING: ModelTraits = { ...PRESENT, thinking: 'always' };
const UNFORCED: ModelTraits = { ...THINKING, forcedTools: false };

/** The first that matches holds. Sources: Anthropic's and Amazon's pages on adaptive thinking, the model table of @ai-sdk/anthropic. */
const FAMILIES: readonly (readonly [RegExp, ModelTraits])[] = [
  [/claude-(?:sonnet|opus)-5-5|claude-fable-5-[12]/, UNFORCED],
  [/claude-(?:fable|mythos)-5/, THINKING],
  [/claude-(?:opus|sonnet)-4-6/, ADAPTIVE],
  [/claude-(?:opus-4-[78]|(?:opus|sonnet|haiku)-5)/, PRESENT],
  [/claude-(?:(?:instant|v?2|3)(?:$|[-.:])|(?:opus|sonnet|haiku)-4)/, EARLY],
  // A model that is newer than this table.
  [/claude-/, PRESENT],
  // Other makers' models behind the same protocol follow its older form.
  [/(?:)/, EARLY],
];

export const traitsOf = (upstreamModel: string): ModelTraits =>
  FAMILIES.find(([name]) => name.test(upstreamModel))?.[1] ?? EARLY;
