/**
 * What the simulated provider does with one request, in no provider's words. It travels in the prompt (`simulate:{…}`), so
 * that it reaches every dialect through any translation, and calls that run at once do not mix their scripts up.
 */
import { NO_USAGE, type Usage } from '../../../src/shared/domain/usage';

export interface Script {
  /** Streamed a word at a time. */
  readonly text: string;
  readonly reasoning: string;
  readonly tools: readonly SimulatedCall[];
  readonly finish: 'stop' | 'length' | 'content_filter' | 'refusal';
  /** null: no usage is told. */
  readonly usage: Usage | null;
  /** When a stream tells it; twice: a first, smaller count before the true one. */
  readonly usageTold: 'at_end' | 'late' | 'twice';
  /** The service tier that it says it served, in its own word; null: it says nothing. */
  readonly tier: string | null;
  /** Between two pieces of a stream. */
  readonly paceMs: number;
  readonly delayMs: number;
  readonly fault: Fault | null;
}

export interface SimulatedCall {
  readonly name: string;
  /** As JSON text, valid or not. */
  readonly arguments: string;
}

/** `after`: so many pieces of the answer have gone out. */
export type Fault =
  | { readonly kind: 'refuse' | 'half_json' | 'html' | 'null_choices' | 'duplicate_start' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly message?: string }
  | { readonly kind: 'stall' | 'cut' | 'error_event'; readonly after: number };

const PLAIN: Script = {
  ...{ text: 'Hello there.', reasoning: '', tools: [], finish: 'stop' },
  ...{
    usage: { ...NO_USAGE, input: 11, output: 7 },
    usageTold: 'at_end',
    tier: null,
    paceMs: 0,
    delayMs: 0,
    fault: null,
  },
};

export type Wish = Partial<Omit<Script, 'usage'>> & { readonly usage?: Partial<Usage> | null };

/** The text of a prompt that asks for it. */
export const simulate = (wish: Wish): string => `simulate:${JSON.stringify(wish)}`;

const MARK = 'simulate:';

/** By the last wish in the body's texts; without one a plain answer. */
export function scriptOf(body: unknown): Script {
  const texts = textsIn(body).filter((text) => text.includes(MARK));
  const wished = texts.at(-1);
  if (wished === undefined) return PLAIN;
  const wish = JSON.parse(wished.slice(wished.lastIndexOf(MARK) + MARK.length)) as Wish;
  const { usage = PLAIN.usage, ...rest } = wish;
  return { ...PLAIN, ...rest, usage: usage === null ? null : { ...NO_USAGE, ...usage } };
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

export const wordsOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<= )/));
