/** The policy's transforms of one attempt, as changes of the body's members. */
import { type AppliedMutation, attemptParameters } from '../../routing';
import type { RoutedCall } from '../call';
import type { Changes } from '../domain/splice';
import type { JsonObject } from '../protocols/dialect';

/** What decides where the call goes and how it is read; no transform reaches it. */
const OURS = new Set([
  ...['model', 'models', 'messages', 'system', 'input', 'instructions'],
  ...['stream', 'stream_options', 'policy_ir', 'metadata'],
]);

export interface Transformed {
  readonly changes: Changes;
  readonly mutations: readonly AppliedMutation[];
}

const UNCHANGED: Transformed = { changes: {}, mutations: [] };

export function transform(call: RoutedCall): Transformed {
  if (call.policy === null) return UNCHANGED;
  const { request, mutations } = attemptParameters(call.policy.admitted, scalarsOf(call), call);
  const reaches = (parameter: string): boolean => Object.hasOwn(request, parameter) && !OURS.has(parameter);
  const changed = mutations.filter(({ parameter }) => reaches(parameter));
  return {
    changes: Object.fromEntries(changed.map(({ parameter }) => [parameter, JSON.stringify(request[parameter])])),
    mutations: mutations.map((mutation) => ({ ...mutation, applied: reaches(mutation.parameter) })),
  };
}

const OBJECT = 0x7b;
const LIST = 0x5b;

/** Parameters that a transform can read: what is neither object nor list. */
function scalarsOf({ body, members }: RoutedCall): Record<string, unknown> {
  const scalars = members.filter(({ valueStart }) => body[valueStart] !== OBJECT && body[valueStart] !== LIST);
  return Object.fromEntries(
    scalars.map(({ key, valueStart, end }) => [key, JSON.parse(body.toString('utf8', valueStart, end)) as unknown]),
  );
}

/** The body as the policy would have it, for providers that are told it in other words. */
export function changedJson(json: JsonObject, changes: Changes): JsonObject {
  const changed = Object.entries(changes);
  const values = changed.map(([key, text]) => [key, text === null ? null : (JSON.parse(text) as unknown)] as const);
  return { ...json, ...Object.fromEntries(values) };
}
