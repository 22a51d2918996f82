/** What a proxy adds: its figure less the same figure without it. */
import { medianOf, type Observation, type Subject } from './subject.ts';

/** Issued for every added time: at most three times what the bare pass-through adds. */
export const addedTarget = { of: 'ratio', atMost: 3 } as const;

/** Repeated runs of one subject differ by this much; a baseline that adds less is taken to add this. */
const resolutionUs = 50;

/** Medians over the rounds of one alternation that held all three subjects. */
export function addedBy(
  seen: ReadonlyMap<Subject['name'], readonly Observation[]>,
  pick: (seen: Observation) => number,
): { readonly value: number; readonly baseline: number } {
  const direct = medianOf(seen.get('direct'), pick);
  return {
    value: medianOf(seen.get('service'), pick) - direct,
    baseline: Math.max(resolutionUs, medianOf(seen.get('baseline'), pick) - direct),
  };
}
