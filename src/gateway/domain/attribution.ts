/** What a caller says about its call in `x-bursar-…` headers, or under the same names in the body's `metadata`. */
import { MODES, type Mode } from '../../catalog/domain/catalog';
import { EXTENSION_LEVELS, type ExtensionLevel } from '../../shared/domain/access';
import { isWholeText } from '../../shared/domain/unicode';

export interface CallerSays {
  readonly task: string | null;
  readonly workflow: string | null;
  readonly runId: string | null;
  readonly customer: string | null;
  readonly user: string | null;
  readonly environment: string | null;
  readonly region: string | null;
  readonly dataClass: string | null;
  readonly tags: Readonly<Record<string, string>>;
  readonly mode: Mode | null;
  /** How long the caller waits for the whole answer. */
  readonly timeoutMs: number | null;
  readonly extension: ExtensionLevel | null;
}

export interface HeaderFault {
  readonly header: string;
  readonly problem: string;
}

/** Of our own names, in headers and in `metadata`. */
export const ATTRIBUTION_PREFIX = 'x-bursar-';
// Names of customers, runs and the like; a longer one is most likely content that must not be kept.
const MAX_TEXT = 200;
const MAX_TAGS = 16;
const MAX_TAG_KEY = 64;
// A day: who waits longer has not thought about it.
const MAX_TIMEOUT_MS = 24 * 3600 * 1000;

const NAMES = {
  'x-bursar-task': 'task',
  'x-bursar-workflow': 'workflow',
  'x-bursar-run-id': 'runId',
  'x-bursar-customer': 'customer',
  'x-bursar-user': 'user',
  'x-bursar-environment': 'environment',
  'x-bursar-region': 'region',
  'x-bursar-data-class': 'dataClass',
  'x-bursar-tags': 'tags',
  'x-bursar-mode': 'mode',
  'x-bursar-timeout-ms': 'timeoutMs',
  'x-bursar-extension': 'extension',
} as const;

const SILENT: CallerSays = Object.freeze({
  task: null,
  workflow: null,
  runId: null,
  customer: null,
  user: null,
  environment: null,
  region: null,
  dataClass: null,
  tags: Object.freeze({}),
  mode: null,
  timeoutMs: null,
  extension: null,
});

type Said = { -readonly [Field in keyof CallerSays]: CallerSays[Field] };

/** Headers win over `metadata`; a name that we do not know or a value that does not fit is a fault, never a guess. */
export function readAttribution(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  metadata: Readonly<Record<string, unknown>> | null,
): CallerSays | HeaderFault {
  const said: Said = { ...SILENT };
  for (const source of [metadata, headers]) {
    if (source === null) continue;
    for (const name in source) {
      if (!name.startsWith(ATTRIBUTION_PREFIX)) continue;
      const problem = take(said, name, source[name]);
      if (problem !== null) return { header: name, problem };
    }
  }
  return said;
}

export const isHeaderFault = (read: CallerSays | HeaderFault): read is HeaderFault => 'problem' in read;

function take(said: Said, name: string, value: unknown): string | null {
  const field = (NAMES as Readonly<Record<string, keyof CallerSays>>)[name];
  if (field === undefined) return `is not known; known are ${Object.keys(NAMES).join(', ')}`;
  if (typeof value !== 'string' || value === '') return 'must be one text that is not empty';
  if (!isWholeText(value)) return 'must be well-formed Unicode, and holds half a surrogate pair';
  if (field === 'tags') return takeTags(said, value);
  if (field === 'timeoutMs') return takeTimeout(said, value);
  if (field === 'mode') return takeWord(said, 'mode', value, MODES);
  if (field === 'extension') return takeWord(said, 'extension', value, EXTENSION_LEVELS);
  if (value.length > MAX_TEXT) return `is longer than ${MAX_TEXT} characters`;
  said[field] = value;
  return null;
}

function takeTimeout(said: Said, value: string): string | null {
  const ms = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  if (ms < 1 || ms > MAX_TIMEOUT_MS) return `must be whole milliseconds from 1 to ${MAX_TIMEOUT_MS}`;
  said.timeoutMs = ms;
  return null;
}

function takeWord<Field extends 'mode' | 'extension'>(
  said: Said,
  field: Field,
  value: string,
  words: readonly NonNullable<CallerSays[Field]>[],
): string | null {
  const word = words.find((known) => known === value);
  if (word === undefined) return `must be one of ${words.join(', ')}`;
  said[field] = word;
  return null;
}

function takeTags(said: Said, value: string): string | null {
  const pairs = value.split(',').map((pair) => pair.trim());
  if (pairs.length > MAX_TAGS) return `holds more than ${MAX_TAGS} tags`;
  const tags: [string, string][] = [];
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const key = pair.slice(0, equals).trim();
    const text = pair.slice(equals + 1).trim();
    if (equals < 1 || key.length > MAX_TAG_KEY || text.length > MAX_TEXT)
      return `"${pair.slice(0, MAX_TAG_KEY)}" is not of the form key=value`;
    tags.push([key, text]);
  }
  // Not by assignment: a key may be "__proto__".
  said.tags = Object.fromEntries(tags);
  return null;
}
