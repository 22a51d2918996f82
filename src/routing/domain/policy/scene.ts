/** What a policy knows besides the candidate: the request's requirements, its seed, and the state of providers. */
import { isFiniteNumber, isGiven, member } from './json';

/** JSON of any shape; what is missing or of another shape counts as absent. */
export interface PolicyContext {
  readonly request?: unknown;
  /** A whole number; without one nothing is jittered, and samples draw as with 0. */
  readonly seed?: unknown;
  /** `{breakers: {provider: true}, disabled: {provider: any}, credits: {provider: usd}, ema: {"provider|family": {price_in, price_out}}}` */
  readonly state?: unknown;
}

interface Need {
  readonly name: string;
  /** The flag among a candidate's capabilities. */
  readonly flag: string;
}

/** A context, read once for all candidates. */
export interface Scene {
  readonly requirements: unknown;
  readonly needs: readonly Need[];
  readonly scope: unknown;
  readonly seed: number | null;
  readonly breakers: unknown;
  readonly disabled: unknown;
  readonly credits: unknown;
  readonly observed: unknown;
}

export function sceneOf({ request, seed, state }: PolicyContext): Scene {
  const requirements = member(request, 'requirements');
  return {
    requirements,
    needs: needsOf(request, member(requirements, 'needs')),
    scope: member(request, 'scope'),
    seed: isFiniteNumber(seed) ? seed : null,
    breakers: member(state, 'breakers'),
    disabled: member(state, 'disabled'),
    credits: member(state, 'credits'),
    observed: member(state, 'ema'),
  };
}

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

const DERIVED: readonly { readonly need: string; readonly of: (request: unknown) => boolean }[] = [
  { need: 'vision', of: (request) => isFilled(member(request, 'images')) },
  { need: 'tools', of: (request) => isFilled(member(request, 'tools')) },
  { need: 'json_mode', of: (request) => member(member(request, 'response_format'), 'type') === 'json_object' },
];

const FLAGS: ReadonlyMap<unknown, string> = new Map([
  ['tools', 'supports_tools'],
  ['vision', 'supports_vision'],
  ['json_mode', 'supports_json_mode'],
  ['seed', 'supports_seed'],
]);

/** Needs that no capability stands for are not checked. */
function needsOf(request: unknown, asked: unknown): readonly Need[] {
  const names: unknown[] = Array.isArray(asked) ? [...(asked as unknown[])] : [];
  for (const { need, of } of DERIVED) if (of(request)) names.push(need);
  return [...new Set(names)].flatMap((name) => {
    const flag = FLAGS.get(name);
    return flag === undefined ? [] : [{ name: String(name), flag }];
  });
}

export const hasCapability = (capabilities: unknown, flag: string): boolean => isGiven(member(capabilities, flag));
