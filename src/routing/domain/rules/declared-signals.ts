/** Values of the request's body that an endpoint declares for its rules, read by RFC 9535 singular queries. */
import { compile, JSONPathError, jsonpath } from 'json-p3';
import type { DeclaredSignal, Endpoint, SignalType } from '../../../catalog/domain/catalog';
import { MAX_SIGNAL_LENGTH } from '../../../catalog/domain/endpoint-document';
import { failed, ok, type Result } from '../../../shared/domain/result';
import type { TextFault } from './text-fault';

/** null: missing, and without default. */
export type SignalValue = string | number | boolean | null;

/** A member's name, or a position in a list, from its end if negative. */
type Step = string | number;

const FITS: Readonly<Record<SignalType, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string' && value.length <= MAX_SIGNAL_LENGTH,
  int: (value) => Number.isSafeInteger(value),
  double: (value) => Number.isFinite(value),
  bool: (value) => typeof value === 'boolean',
};

/** A value of another type, and a text too long to be kept with the decision, counts as missing. */
export const fits = (type: SignalType, value: unknown): value is string | number | boolean => FITS[type](value);

/** By the endpoint's list of signals: a changed endpoint is a new list. */
const compiled = new WeakMap<readonly DeclaredSignal[], readonly (readonly Step[] | null)[]>();

/** The value of every signal that the endpoint declares, by name. */
export function readSignals(
  { signals }: Pick<Endpoint, 'signals'>,
  body: unknown,
): Readonly<Record<string, SignalValue>> {
  if (signals.length === 0) return NO_SIGNALS;
  const paths = pathsOf(signals);
  return Object.fromEntries(
    signals.map(({ name, type, default: otherwise }, index) => {
      const value = valueAt(body, paths[index] ?? null);
      return [name, fits(type, value) ? value : otherwise];
    }),
  );
}

const NO_SIGNALS = Object.freeze({});

function pathsOf(signals: readonly DeclaredSignal[]): readonly (readonly Step[] | null)[] {
  const known = compiled.get(signals);
  if (known !== undefined) return known;
  const paths = signals.map(({ path }) => {
    const steps = parsePath(path);
    return steps.ok ? steps.value : null;
  });
  compiled.set(signals, paths);
  return paths;
}

/** The steps of a query that names one place at most. */
export function parsePath(path: string): Result<readonly Step[], TextFault> {
  try {
    const query = compile(path);
    if (!query.singularQuery()) return failed({ offset: 0, problem: NOT_SINGULAR });
    return ok(query.segments.flatMap(({ selectors }) => selectors.flatMap(stepOf)));
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    return failed({ offset: error.token.index, problem: `is no JSONPath: ${error.message}; ${EXAMPLE}` });
  }
}

const EXAMPLE = 'write it like $.metadata.priority';
const NOT_SINGULAR = `must name one place: only names and positions, no "*", "..", slice or filter; ${EXAMPLE}`;

/** A singular query has no other selectors than these. */
function stepOf(selector: jsonpath.JSONPathSelector): readonly Step[] {
  if (selector instanceof jsonpath.selectors.NameSelector) return [selector.name];
  return selector instanceof jsonpath.selectors.IndexSelector ? [selector.index] : [];
}

/** Own members only: what every object inherits was not sent by the caller. */
function valueAt(body: unknown, steps: readonly Step[] | null): unknown {
  if (steps === null) return undefined;
  let value = body;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'number') value = Array.isArray(value) ? (value.at(step) as unknown) : undefined;
    else value = !Array.isArray(value) && Object.hasOwn(value, step) ? value[step as keyof typeof value] : undefined;
  }
  return value;
}
