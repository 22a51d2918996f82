/** The one plain sentence of a decision. */
import { formatUsd } from '../../shared/domain/money';
import {
  type Decision,
  type Limits,
  type Note,
  qualityOf,
  type Ranked,
  type Rejected,
  type Resolution,
} from './decision';

type Undescribed = Omit<Decision, 'explanation'>;

export function explain(decision: Undescribed): string {
  const selected = decision.order[0];
  if (selected === undefined)
    return `Nothing can serve ${nameOf(decision.resolution)}: ${reasonsOf(decision.rejected)}.`;
  const cost =
    selected.estimatedCost === null
      ? 'at an unknown price'
      : `at an estimated ${formatUsd(selected.estimatedCost)} USD`;
  const parts = [
    `${selected.candidate.id} ${claim(decision)}, ${cost}`,
    ...decision.notes.flatMap(({ layer, text }) => WORTH_SAYING[layer]?.(text) ?? []),
    ...(selected.missed === null ? [] : [`it misses ${selected.missed}`]),
    ...rejectedCount(decision.rejected.length),
  ];
  return `${parts.join('; ')}.`;
}

/** Reasons with how many candidates each one rejected, most frequent first: `3 × missing_capability:tools`. */
export function reasonsOf(rejected: readonly Rejected[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of rejected) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  if (counts.size === 0) return 'it names no model of the catalog';
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ');
}

/** What a reader of one sentence must know beside the choice. */
const WORTH_SAYING: Partial<Readonly<Record<Note['layer'], (text: string) => string>>> = {
  complexity: (text) => `the tier was ${text}`,
  health: (text) => text,
};

function claim(decision: Undescribed): string {
  const { order, resolution, decidedBy } = decision;
  const name = nameOf(resolution);
  if (decidedBy.kind === 'rule') return `is the ${choiceOf(decision)} ${ruleName(decidedBy)} of ${name}`;
  if (decidedBy.kind === 'policy')
    return `comes first of ${counted(order.length)} that ${policyName(decidedBy)} lets pass`;
  if (order.length === 1) return `is the only candidate of ${name} that fits the request`;
  const { praise, orderedBy } = praiseOf(decision);
  return `${praise} of ${order.length} candidates of ${name} that fit the request${orderedBy}`;
}

function choiceOf({ order, passedOver: better }: Undescribed): string {
  const place = better === null ? 'first' : 'next';
  return order[0]?.line === 0 ? `${place} choice of` : `${place} fallback that fits`;
}

function praiseOf({ order, mode, limits, passedOver: better }: Undescribed): { praise: string; orderedBy: string } {
  const praised = order[0] !== undefined && DESERVED[mode]?.(order[0], limits) === false ? 'balanced' : mode;
  return { praise: better === null ? PRAISE[praised] : 'comes first', orderedBy: ORDERED_BY[praised] ?? '' };
}

const BY_COST = ', by its order and then by cost';
const PRAISE: Readonly<Record<Decision['mode'], string>> = {
  balanced: 'is the first choice',
  cost_first: 'is the first choice',
  pinned: 'is the first choice',
  sla_first: 'is the surest to answer in time',
  quality_first: 'has the best quality score',
  local_first: 'comes first',
};
/** Praise that rests on a figure; without the figure the order was that of the cost. */
const DESERVED: Partial<Readonly<Record<Decision['mode'], (selected: Ranked, limits: Limits) => boolean>>> = {
  sla_first: ({ latencyMs }) => latencyMs !== null,
  quality_first: (selected, { quality_floor: floor }) => qualityOf(selected, floor) !== undefined,
};
const ORDERED_BY: Partial<Readonly<Record<Decision['mode'], string>>> = {
  balanced: BY_COST,
  cost_first: BY_COST,
  local_first: ', local ones preferred',
};

function nameOf(resolution: Resolution): string {
  switch (resolution.kind) {
    case 'endpoint':
      return `endpoint "${resolution.endpoint}"`;
    case 'model':
      return `model "${resolution.model}"`;
    case 'provider_model':
      return `"${resolution.id}"`;
    case 'tier':
      return `tier "${resolution.tier}"`;
    case 'policy':
      return `policy "${resolution.policy}"`;
  }
}

type ByRule = Extract<Decision['decidedBy'], { kind: 'rule' }>;
type ByPolicy = Extract<Decision['decidedBy'], { kind: 'policy' }>;

/** Rules are counted from 1, as people do. */
const ruleName = ({ index, label, if: condition }: ByRule): string =>
  `rule ${index + 1} (${oneLine(label ?? condition)})`;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const policyName = ({ name, identity }: ByPolicy): string =>
  name === null ? `the policy ${identity.slice(0, 12)} sent with the call` : `policy "${name}"`;

const counted = (count: number): string => (count === 1 ? 'one candidate' : `${count} candidates`);

const rejectedCount = (count: number): readonly string[] =>
  count === 0 ? [] : [`${count} ${count === 1 ? 'was' : 'were'} rejected`];
