/** `meets_req`: the requirements of the request against a candidate. The first that is not met is the reason. */
import { isGiven, member } from './json';
import type { Pred, PolicyCandidate } from './meaning';
import { hasCapability } from './scene';

interface Requirement {
  /** Its key among `request.requirements`. */
  readonly key: string;
  readonly reason: string;
  readonly met: (candidate: PolicyCandidate, asked: unknown) => boolean;
}

/** A floor that is no number is never reached. */
const reaches = (value: unknown, floor: unknown): boolean =>
  typeof value === 'number' && typeof floor === 'number' && value >= floor;

/** In the order in which they are checked, after the needs. */
const REQUIREMENTS: readonly Requirement[] = [
  {
    key: 'min_context',
    reason: 'min_context',
    met: ({ capabilities }, floor) => reaches(member(capabilities, 'context') ?? 0, floor),
  },
  { key: 'model_family', reason: 'model_family', met: ({ model_family: family }, asked) => family === asked },
  { key: 'tier', reason: 'tier', met: ({ tier }, asked) => tier === asked },
  {
    key: 'privacy',
    reason: 'tee_required',
    met: ({ has_tee: tee }, asked) => asked !== 'tee_required' || isGiven(tee),
  },
  {
    key: 'privacy',
    reason: 'no_log',
    met: ({ has_tee: tee, no_log: noLog }, asked) => asked !== 'no_log' || isGiven(noLog) || isGiven(tee),
  },
  { key: 'min_tok_s', reason: 'min_tok_s', met: ({ tok_s: observed }, floor) => reaches(observed, floor) },
];

export const meetsRequirements: Pred = (candidate, { needs, requirements }) => {
  for (const { name, flag } of needs)
    if (!hasCapability(candidate['capabilities'], flag)) return `missing_capability:${name}`;
  for (const { key, reason, met } of REQUIREMENTS) {
    const asked = member(requirements, key);
    if (isGiven(asked) && !met(candidate, asked)) return reason;
  }
  return null;
};
