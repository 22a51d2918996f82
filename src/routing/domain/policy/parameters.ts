/** Which values a parameter position may hold: one check per sort. */
import { isWholeText } from '../../../shared/domain/unicode';
import type { Host } from './fields';
import { isFiniteNumber, isRecord } from './json';
import { type ChainKey, RELATIONS, VERBS } from './meaning';
import type { ParameterSort } from './signature';

export interface Problem {
  readonly message: string;
  readonly hint: string | null;
}

export interface Vocabulary extends Host {
  /** Transforms of the host by name; null where terms are only read and not run, so that any name will do. */
  readonly customs: ReadonlySet<string> | null;
}

type Check = (value: unknown, vocabulary: Vocabulary) => Problem | null;

const problem = (message: string, hint: string | null = null): Problem => ({ message, hint });

/** Two terms with half a character would share an identity. */
const isText = (value: unknown): value is string => typeof value === 'string' && isWholeText(value);

/** A bad value as it is shown: what is long may be anything. */
const SHOWN_CHARACTERS = 80;
export const quoted = (value: unknown): string => {
  const text = typeof value === 'string' ? `'${value}'` : `a ${Array.isArray(value) ? 'list' : typeof value}`;
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
};

const oneOf = (names: Iterable<string>): string => `one of: ${[...names].join(', ')}`;

const field =
  (sort: 'Num' | 'Bool'): Check =>
  (value, { fields }) => {
    if (typeof value !== 'string') return problem('expected a field name');
    const known = [...fields].filter(([, declared]) => declared.sort === sort).map(([name]) => name);
    const declared = fields.get(value);
    if (declared === undefined) return problem(`undeclared field ${quoted(value)}`, oneOf(known));
    return declared.sort === sort
      ? null
      : problem(`field '${value}' has sort ${declared.sort}, expected ${sort}`, oneOf(known));
  };

const finite = (value: unknown): Problem | null => (isFiniteNumber(value) ? null : problem('expected a finite number'));

const RELATION_NAMES: ReadonlySet<unknown> = new Set(RELATIONS);
const VERB_NAMES: ReadonlySet<unknown> = new Set(VERBS);

export const PARAMETERS: Readonly<Record<ParameterSort, Check>> = {
  Num: finite,
  Count: (value) =>
    Number.isSafeInteger(value) && (value as number) >= 1 ? null : problem('expected a whole number of at least 1'),
  Rel: (value) => (RELATION_NAMES.has(value) ? null : problem('expected a relation', oneOf(RELATIONS))),
  NumField: field('Num'),
  BoolField: field('Bool'),
  Tier: (value, { tiers }) =>
    typeof value === 'string' && tiers.has(value)
      ? null
      : problem(`unknown tier ${quoted(value)}`, oneOf(tiers.keys())),
  Name: (value) => (isText(value) ? null : problem('expected a string of well-formed Unicode')),
  Scalar: (value) =>
    isText(value) || typeof value === 'boolean' || isFiniteNumber(value)
      ? null
      : problem('expected a string, a boolean or a finite number'),
  Recipe: (value) => (Array.isArray(value) ? firstOf(value, recipeStep) : problem('expected an array of steps')),
  Custom: (value, { customs }) => {
    if (!isText(value)) return problem('expected a string of well-formed Unicode');
    return customs === null || customs.has(value) ? null : problem(`this host has no transform named ${quoted(value)}`);
  },
  Chain: (value) => (Array.isArray(value) ? firstOf(value, chainEntry) : problem('expected an array of records')),
  Action: (value) => (isRecord(value) ? action(value) : problem('expected a record with an action')),
};

function firstOf(items: readonly unknown[], check: (item: unknown) => string | null): Problem | null {
  for (const [index, item] of items.entries()) {
    const wrong = check(item);
    if (wrong !== null) return problem(`entry ${index + 1}: ${wrong}`);
  }
  return null;
}

function recipeStep(step: unknown): string | null {
  if (isText(step)) return null;
  const numbers = isRecord(step) && Object.entries(step).every(([key, value]) => isText(key) && isFiniteNumber(value));
  return numbers ? null : 'expected a string or a flat record of finite numbers';
}

/** Exactly one key of each pair. */
const CHAIN_KEYS: readonly (readonly [ChainKey, ChainKey])[] = [
  ['provider', 'provider_id'],
  ['model', 'model_family'],
];

function chainEntry(entry: unknown): string | null {
  if (!isRecord(entry)) return 'expected a record of provider and model';
  const keys = Object.keys(entry);
  const unknown = keys.find((key) => !CHAIN_KEYS.flat().some((known) => known === key));
  if (unknown !== undefined) return `unknown key ${quoted(unknown)}`;
  for (const pair of CHAIN_KEYS) {
    const given = pair.filter((key) => Object.hasOwn(entry, key));
    if (given.length !== 1 || !given.every((key) => isText(entry[key])))
      return `expected one string under ${pair.join(' or ')}`;
  }
  return null;
}

const ACTION_VALUES: ReadonlyMap<string, (value: unknown) => Problem | null> = new Map([
  ['action', verb],
  ['then_action', verb],
  [
    'backoff_ms',
    (value: unknown) =>
      Array.isArray(value) ? firstOf(value, (item) => finite(item)?.message ?? null) : finite(value),
  ],
]);

function action(record: Readonly<Record<string, unknown>>): Problem | null {
  if (!Object.hasOwn(record, 'action')) return problem('the record has no action', oneOf(VERBS));
  for (const [key, value] of Object.entries(record)) {
    if (!isText(key)) return problem('expected keys of well-formed Unicode');
    const wrong = (ACTION_VALUES.get(key) ?? finite)(value);
    if (wrong !== null) return problem(`${quoted(key)}: ${wrong.message}`, wrong.hint);
  }
  return null;
}

function verb(value: unknown): Problem | null {
  return VERB_NAMES.has(value) ? null : problem(`unknown action ${quoted(value)}`, oneOf(VERBS));
}
