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
  /** Where it says that it was processed, as Anthropic does; null: it says nothing. */
  readonly region: string | null;
  /** Between two pieces of a stream. */
  readonly paceMs: number;
  /** Before the first byte. */
  readonly delayMs: number;
  /** Between the frames that open a stream and its first piece. */
  readonly firstPieceMs: number;
  /** So many pieces have gone out, then it waits to be released; a whole answer waits before its first byte. null: never. */
  readonly holdAfter: number | null;
  readonly fault: Fault | null;
}

export interface SimulatedCall {
  readonly name: string;
  /** As JSON text, valid or not. */
  readonly arguments: string;
}

/** `after`: so many pieces of the answer have gone out. A whole answer is cut behind its head (0) or within its body. */
export type Fault =
  /** Once it has the request it closes the connection, resets it, or answers not a byte. */
  | { readonly kind: 'refuse' | 'reset' | 'silent' }
  /** All of these with status 200. */
  | { readonly kind: 'html' | 'error_body' | 'half_json' | 'null_choices' | 'duplicate_start' }
  /** As the dialect says that the account has no money left. */
  | { readonly kind: 'quota' }
  /** `retryAfter`: as it goes out, sensible or not. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      readonly retryAfterMs?: string;
      readonly message?: string;
    }
  /** Whatever it is, each part in a packet of its own; by default it is JSON of status 200 and ends. */
  | {
      readonly kind: 'raw';
      readonly parts: readonly string[];
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly ending?: 'end' | 'cut' | 'stall';
    }
  /** `keepAlives`: so many events that say nothing go out, at the script's pace, before it falls silent. */
  | { readonly kind: 'stall'; readonly after: number; readonly keepAlives?: number }
  | { readonly kind: 'cut' | 'error_event'; readonly after: number };

const PLAIN: Script = {
  ...{ text: 'Hello there.', reasoning: '', tools: [], finish: 'stop' },
  ...{
    usage: { ...NO_USAGE, input: 11, output: 7 },
    usageTold: 'at_end',
    tier: null,
    region: null,
    paceMs: 0,
    delayMs: 0,
    firstPieceMs: 0,
    holdAfter: null,
    fault: null,
  },
};

export type Wish = Partial<Omit<Script, 'usage'>> & { readonly usage?: Partial<Usage> | null };

/** The text of a prompt that asks for it. */
export const simulate = (wish: Wish): string => `simulate:${JSON.stringify(wish)}`;

const MARK = 'simulate:';

/** By the last wish in the body's texts, and what that leaves open by `standing`; without either a plain answer. */
export function scriptOf(body: unknown, standing: Wish = {}): Script {
  const { usage = PLAIN.usage, ...rest } = { ...standing, ...wishIn(body) };
  return { ...PLAIN, ...rest, usage: usage === null ? null : { ...NO_USAGE, ...usage } };
}

function wishIn(body: unknown): Wish {
  const wished = textsIn(body).findLast((text) => text.includes(MARK));
  return wished === undefined ? {} : (JSON.parse(wished.slice(wished.lastIndexOf(MARK) + MARK.length)) as Wish);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

export const wordsOf = (text: string): string[] => (text === '' ? [] : text.split(/(?<= )/));
