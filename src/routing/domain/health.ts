/** Layer 8: whoever is known to fail is tried last. It re-orders, and never hides: when nobody is healthy, somebody is tried. */
import type { Contender } from './contenders';
import type { Note, Ranked } from './decision';
import type { CandidateHealth } from './facts';

type Unhealthy = Contender & { readonly health: CandidateHealth };

export interface Reordered {
  readonly order: readonly Contender[];
  /** The first choice, where health moved away from it. */
  readonly passedOver: Ranked | null;
  readonly notes: readonly Note[];
}

/** The healthy ones in their order, then the others, soonest due first. */
export function byHealth(order: readonly Contender[], nowMs: number): Reordered {
  if (order.every(isHealthy)) return { order, passedOver: null, notes: [] };
  const healthy = order.filter(isHealthy);
  const others = order.filter(isUnhealthy).sort((a, b) => a.health.due_at_ms - b.health.due_at_ms);
  const reordered = [...healthy, ...others];
  const [first] = order;
  const passedOver = first === undefined || first === reordered[0] ? null : first;
  return { order: reordered, passedOver, notes: notesOf(healthy, others, passedOver, nowMs) };
}

const isUnhealthy = (contender: Contender): contender is Unhealthy => contender.health !== null;
const isHealthy = (contender: Contender): boolean => contender.health === null;

function notesOf(
  healthy: readonly Contender[],
  [soonest]: readonly Unhealthy[],
  passedOver: Contender | null,
  nowMs: number,
): readonly Note[] {
  if (healthy.length === 0 && soonest !== undefined)
    return [note(`nobody is healthy, and ${soonest.candidate.id} is due first: ${troubleOf(soonest, nowMs)}`)];
  if (passedOver === null || !isUnhealthy(passedOver)) return [];
  return [note(`${passedOver.candidate.id} was passed over: ${troubleOf(passedOver, nowMs)}`)];
}

const note = (text: string): Note => ({ layer: 'health', text });

const troubleOf = ({ health }: Unhealthy, nowMs: number): string =>
  TROUBLES[health.state](Math.max(0, Math.ceil((health.due_at_ms - nowMs) / 1000)));

const TROUBLES: Readonly<Record<CandidateHealth['state'], (seconds: number) => string>> = {
  open: (seconds) => `its circuit is open for another ${seconds} s`,
  cooldown: (seconds) => `its rate limit holds for another ${seconds} s`,
  probing: () => 'its circuit is half-open, and all its probes are on their way',
};
