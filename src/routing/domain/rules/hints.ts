/** What to do about a fault of the rule language, where the engine's own words leave that open. */
import { NAMES } from './environment';

interface EngineFault {
  readonly code: string;
  /** In the engine's words. */
  readonly summary: string;
  /** The expression from the fault on. */
  readonly rest: string;
}

interface Hint {
  readonly code: string;
  readonly summary?: RegExp;
  readonly rest?: RegExp;
  readonly hint: string;
}

/** First match wins. */
const HINTS: readonly Hint[] = [
  { code: 'unexpected_character', rest: /^=/, hint: 'compare with ==' },
  { code: 'unexpected_character', rest: /^and\b/, hint: 'write && for and' },
  { code: 'unexpected_character', rest: /^or\b/, hint: 'write || for or' },
  { code: 'unexpected_character', rest: /^[^\x20-\x7e]/, hint: 'outside of quotes only plain ASCII may stand' },
  { code: 'unexpected_token', rest: /^$/, hint: 'the expression ends too early' },
  {
    code: 'no_such_overload',
    summary: /(int|double).* (==|!=|in|[-+*/%]) .*(int|double)/,
    hint: 'ints and doubles do not mix here: write 1 beside an int, 1.0 beside a double',
  },
  { code: 'unknown_variable', hint: `known are ${Object.keys(NAMES).join(', ')} and the declared signals` },
  { code: 'limit_exceeded', hint: 'split it into several rules' },
];

export function hintFor({ code, summary, rest }: EngineFault): string | null {
  const matching = HINTS.find(
    (row) => row.code === code && (row.summary?.test(summary) ?? true) && (row.rest?.test(rest) ?? true),
  );
  return matching?.hint ?? null;
}
