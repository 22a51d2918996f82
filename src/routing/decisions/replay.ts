/** Decides again from what was stored of a decision, and says what differs from what was decided then. */
import { crc32 } from 'node:zlib';
import type { Catalog, CatalogService } from '../../catalog';
import type { TenantId } from '../../shared/domain/ids';
import { digestOf, rejectedByReason, type Section, SECTIONS, sectionsOf } from '../decision-row';
import { decide } from '../domain/decide';
import { type Decision, ENGINE_VERSION } from '../domain/decision';
import { storedFacts, storedState } from '../domain/facts';
import type { PolicyTerms } from '../policy/policy-terms';
import type { DecisionRecord } from './decisions.store';

export interface Difference {
  readonly section: Section;
  /** null where only its checksum was stored. */
  readonly stored: string | null;
  readonly replayed: string;
}

export interface Replay {
  readonly decision_id: string;
  readonly identical: boolean;
  /** The first first. */
  readonly differences: readonly Difference[];
  readonly engine_version: number;
  readonly stored_engine_version: number;
  readonly note: string | null;
}

export interface Replayed extends Replay {
  /** null when it cannot be decided again; the note says why. */
  readonly decision: Decision | null;
}

export class Replayer {
  constructor(
    private readonly catalogs: CatalogService,
    private readonly terms: PolicyTerms,
  ) {}

  async replay(tenantId: TenantId, row: DecisionRecord): Promise<Replayed> {
    const catalog = await this.catalogs.byHash(tenantId, row.catalog_hash);
    if (catalog === null) return impossible(row, 'The catalog of this decision is older than its retention.');
    const facts = storedFacts(row.facts);
    const policy = facts.policy === null ? null : await this.terms.runnable(tenantId, facts.policy.identity);
    if (policy === undefined) return impossible(row, 'The policy of this decision is older than its retention.');
    const result = decide(facts, { catalog, policy }, storedState(row.state));
    if (result.kind === 'unknown_model')
      return impossible(row, 'This engine no longer knows the model of this decision.');
    const differences = differencesOf(row, result.decision, catalog);
    return { ...versions(row), identical: differences.length === 0, differences, decision: result.decision };
  }
}

function differencesOf(row: DecisionRecord, decision: Decision, catalog: Catalog): Difference[] {
  const sections = sectionsOf(decision);
  if (digestOf(sections) === row.digest) return [];
  // An earlier engine kept no checksum of each section: then every one may differ, and the order is what can be compared.
  const differing = SECTIONS.filter((_section, at) => crc32(sections[at] ?? '') !== row.section_digests[at]);
  return differing.map((section): Difference => ({
    section,
    stored: STORED[section]?.(row, catalog) ?? null,
    replayed: REPLAYED[section]?.(decision) ?? sections[SECTIONS.indexOf(section)] ?? '',
  }));
}

const nameAt = (catalog: Catalog, index: number): string => catalog.candidates[index]?.id ?? `candidate ${index}`;

/** What is stored of a section in clear. */
const STORED: Partial<Readonly<Record<Section, (row: DecisionRecord, catalog: Catalog) => string>>> = {
  decided_by: ({ decided_by: by, rule, policy_identity: policy, mode }) => [by, rule || policy, mode].join(' '),
  order: ({ candidate_order: order }, catalog) => order.map((index) => nameAt(catalog, index)).join(', '),
  reasons: ({ rejected }) => counts(Object.entries(rejected)),
};

const REPLAYED: Partial<Readonly<Record<Section, (decision: Decision) => string>>> = {
  order: ({ order }) => order.map(({ candidate }) => candidate.id).join(', '),
  reasons: (decision) => counts(Object.entries(rejectedByReason(decision))),
};

const counts = (entries: readonly (readonly [string, number])[]): string =>
  [...entries]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ');

function versions(row: DecisionRecord): Omit<Replay, 'identical' | 'differences'> {
  const same = row.engine_version === ENGINE_VERSION;
  return {
    decision_id: row.decision_id,
    engine_version: ENGINE_VERSION,
    stored_engine_version: row.engine_version,
    note: same ? null : `Engine ${row.engine_version} decided; this is engine ${ENGINE_VERSION}.`,
  };
}

const impossible = (row: DecisionRecord, note: string): Replayed => ({
  ...versions(row),
  ...{ identical: false, differences: [], decision: null, note },
});
