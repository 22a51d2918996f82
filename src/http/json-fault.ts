/** Where a text stops being JSON, for the syntax errors of which V8 does not say it. */

type Kind = '{' | '}' | '[' | ']' | ',' | ':' | 'text' | 'scalar';
type Expected = 'value' | 'first-item' | 'next-item' | 'first-key' | 'key' | 'colon' | 'next-key' | 'nothing';

/** Offset of the first token that cannot stand where it is; the length of the text where only its end is missing. */
export function jsonFaultAt(text: string): number {
  const open: Kind[] = [];
  let expected: Expected = 'value';
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    if (token === null || !ALLOWED[expected].includes(token.kind)) return at;
    if (token.kind === '{' || token.kind === '[') open.push(token.kind);
    if (token.kind === '}' || token.kind === ']') open.pop();
    expected = expectedAfter(token.kind, expected, open.at(-1));
    at = skipSpace(text, token.end);
  }
  return at;
}

const ALLOWED: Readonly<Record<Expected, readonly Kind[]>> = {
  value: ['{', '[', 'text', 'scalar'],
  'first-item': ['{', '[', 'text', 'scalar', ']'],
  'next-item': [',', ']'],
  'first-key': ['text', '}'],
  key: ['text'],
  colon: [':'],
  'next-key': [',', '}'],
  nothing: [],
};

const AFTER_SIGN: Readonly<Partial<Record<Kind, Expected>>> = { '{': 'first-key', '[': 'first-item', ':': 'value' };

/** `container`: the innermost that is open behind the token. */
function expectedAfter(kind: Kind, before: Expected, container: Kind | undefined): Expected {
  const after = AFTER_SIGN[kind];
  if (after !== undefined) return after;
  if (kind === ',') return container === '{' ? 'key' : 'value';
  if (kind === 'text' && (before === 'key' || before === 'first-key')) return 'colon';
  if (container === undefined) return 'nothing';
  return container === '{' ? 'next-key' : 'next-item';
}

const SIGN = /[{}[\],:]/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
const SPACE = /[ \t\r\n]*/y;

function tokenAt(text: string, at: number): { kind: Kind; end: number } | null {
  if (text[at] === '"') return { kind: 'text', end: textEnd(text, at) };
  SIGN.lastIndex = at;
  if (SIGN.test(text)) return { kind: text[at] as Kind, end: at + 1 };
  SCALAR.lastIndex = at;
  return SCALAR.test(text) ? { kind: 'scalar', end: SCALAR.lastIndex } : null;
}

/** Offset behind the text that begins at `start`; V8 names the place of what may be wrong inside of it. */
function textEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  return SPACE.lastIndex;
}
