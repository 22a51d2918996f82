/** Layer 4 of design §4: whose word gives the candidates and their order. The policy, else a rule, else the default. */
import {
  type Candidate,
  type Catalog,
  DEFAULT_MODE,
  type Endpoint,
  type Mode,
  type Target,
} from '../../catalog/domain/catalog';
import { type Tier, TIERS } from '../../catalog/domain/model';
import type { DecidedBy, Limits, Note } from './decision';
import type { Facts, State } from './facts';
import type { Subject } from './resolve';
import { compileRules } from './rules/compile';
import { matchRule } from './rules/match';
import { THRESHOLD } from './signals/detect';

/** Those of an earlier line come before those of a later one, whatever they cost. */
export interface Group {
  readonly candidates: readonly Candidate[];
  /** Named one by one: a candidate that misses a floor stays, behind those that do not. */
  readonly listed: boolean;
  /** A model that a rule or the caller named: signals do not replace it. */
  readonly pinned: boolean;
  /** The whole catalog stood open: the mode chooses the tier. */
  readonly open: boolean;
  /** 0 for what the rule, name or default itself says, then one for each fallback. */
  readonly line: number;
}

export interface Plan {
  readonly decidedBy: DecidedBy;
  readonly groups: readonly Group[];
  readonly mode: Mode;
  readonly endpoint: Endpoint | null;
  readonly notes: readonly Note[];
}

const GROUP: Omit<Group, 'candidates'> = { listed: false, pinned: false, open: false, line: 0 };
/** Where advanced-reasoning signals lead. */
export const RAISED_TIER: Tier = 'deep_reasoning';

/** What signals demand; null where there are none: silence is not "simple". */
export const raisedTier = ({ signals }: Facts): Tier | null =>
  signals !== null && signals.score >= THRESHOLD ? RAISED_TIER : null;

export const limitsOf = ({ endpoint }: Plan, facts: Facts): Limits => ({
  tier: raisedTier(facts),
  latency_ceiling_ms: endpoint?.latencyCeilingMs ?? null,
  quality_floor: endpoint?.qualityFloor ?? null,
});

interface Basis {
  readonly catalog: Catalog;
  readonly state: State;
}

/** The plan of `model`; what the body lists behind it comes after all that the plan names. */
export function planOfAll([first, ...listed]: readonly [Subject, ...Subject[]], facts: Facts, basis: Basis): Plan {
  const plan = planOf(first, facts, basis);
  if (listed.length === 0) return plan;
  const groups = [...plan.groups];
  for (const subject of listed) {
    const behind = (groups.at(-1)?.line ?? -1) + 1;
    groups.push(...planOf(subject, facts, basis).groups.map((group) => ({ ...group, line: group.line + behind })));
  }
  return { ...plan, groups: withoutRepetition(groups) };
}

function planOf(subject: Subject, facts: Facts, { catalog, state }: Basis): Plan {
  if (facts.policy !== null) return policyPlan(subject, facts, catalog);
  switch (subject.kind) {
    case 'endpoint':
      return endpointPlan(subject.endpoint, facts, { catalog, state });
    case 'tier':
      return named(tierGroups(subject.tier, catalog, raisedTier(facts)), facts, catalog);
    case 'candidates':
      return named([pinnedGroup(subject.candidates)], facts, catalog);
    case 'policy':
      return named([], facts, catalog);
  }
}

const pinnedGroup = (candidates: readonly Candidate[]): Group => ({ ...GROUP, candidates, listed: true, pinned: true });

/** How candidates are weighed where neither a rule nor an endpoint says. */
const usualMode = (facts: Facts, catalog: Catalog): Mode => facts.mode ?? catalog.mode ?? DEFAULT_MODE;

const named = (groups: readonly Group[], facts: Facts, catalog: Catalog): Plan => ({
  ...{ decidedBy: { kind: 'name' }, groups, mode: usualMode(facts, catalog), endpoint: null, notes: [] },
});

/** A policy chooses within what the name stands for; an endpoint lends it its floors and ceilings, not its list. */
function policyPlan(subject: Subject, facts: Facts, catalog: Catalog): Plan {
  const { name = null, identity = '' } = facts.policy ?? {};
  return {
    decidedBy: { kind: 'policy', name, identity },
    groups: policyGroups(subject, catalog),
    mode: usualMode(facts, catalog),
    endpoint: subject.kind === 'endpoint' ? subject.endpoint : null,
    notes: [],
  };
}

function policyGroups(subject: Subject, catalog: Catalog): readonly Group[] {
  if (subject.kind === 'candidates') return [pinnedGroup(subject.candidates)];
  const candidates = subject.kind === 'tier' ? catalog.candidatesByTier.get(subject.tier) : catalog.candidates;
  return [{ ...GROUP, candidates: candidates ?? [], listed: true }];
}

function endpointPlan(endpoint: Endpoint, facts: Facts, basis: Basis): Plan {
  const { rule, notes } = matchRule(compileRules(endpoint), facts, basis.state);
  const first = rule?.use ?? endpoint.default;
  const raised = raisedTier(facts);
  const groups = [
    ...targetGroups(first, basis.catalog, { raised, pinned: rule !== null }),
    ...endpoint.fallback.flatMap((target, at) =>
      targetGroups(target, basis.catalog, { raised, pinned: false }).map((group) => ({ ...group, line: at + 1 })),
    ),
  ];
  return {
    decidedBy: rule ? { kind: 'rule', index: rule.index, label: rule.label, if: rule.if } : { kind: 'default' },
    groups: withoutRepetition(groups),
    mode:
      modeOf(rule?.use) ?? facts.mode ?? endpoint.mode ?? modeOf(endpoint.default) ?? usualMode(facts, basis.catalog),
    endpoint,
    notes: notes.map((text) => ({ layer: 'rules', text })),
  };
}

const modeOf = (target: Target | undefined): Mode | null => (target?.kind === 'mode' ? target.mode : null);

function targetGroups(
  target: Target,
  catalog: Catalog,
  { raised, pinned }: { raised: Tier | null; pinned: boolean },
): readonly Group[] {
  switch (target.kind) {
    case 'model': {
      const candidate = catalog.candidateById.get(`${target.provider}/${target.model}`);
      return [{ ...GROUP, candidates: candidate ? [candidate] : [], listed: true, pinned }];
    }
    case 'tier':
      return tierGroups(target.tier, catalog, raised);
    case 'mode':
      return [{ ...GROUP, candidates: catalog.candidates, open: true }];
  }
}

/** A tier is a floor that signals may raise: then the raised tier comes first, and the named one is what is left without it. */
function tierGroups(tier: Tier, catalog: Catalog, raised: Tier | null): readonly Group[] {
  const tiers = raised !== null && TIERS.indexOf(raised) > TIERS.indexOf(tier) ? [raised, tier] : [tier];
  return tiers.map((one) => ({ ...GROUP, candidates: catalog.candidatesByTier.get(one) ?? [] }));
}

function withoutRepetition(groups: readonly Group[]): readonly Group[] {
  if (groups.length === 1) return groups;
  const seen = new Set<Candidate>();
  return groups.map((group) => ({
    ...group,
    candidates: group.candidates.filter((candidate) => {
      const fresh = !seen.has(candidate);
      seen.add(candidate);
      return fresh;
    }),
  }));
}
