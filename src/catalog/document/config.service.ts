/** Applies configuration documents, whole or not at all, and writes down the one that reproduces the present state. */
import type { TenantId } from '../../shared/domain/ids';
import type { Actor } from '../audit-writer';
import type { CatalogChanges, Edit, Outcome } from '../catalog-changes';
import type { CatalogService } from '../catalog.service';
import type { EndpointCheck } from '../domain/endpoint-check';
import type { TermCheck } from '../domain/term-check';
import type { SecretBox } from '../secret-box';
import { type ApiMade, checkEndpoints, checkReferences } from './check-references';
import { checkMasks } from './credential-section';
import { differenceOf } from './difference';
import { closedEnvironment, type Environment } from './environment';
import { resolvePlaceholders } from './placeholders';
import type { DocumentProblem, DocumentSource, Finding } from './problem';
import { type DocumentInput, located, readDocument, refuse } from './read-document';
import { findingsOfRefused } from './readable-providers';
import { renderDocument } from './render';
import { type ConfigDocument, configDocumentSchema } from './schema';
import type { DocumentChange, Section } from './section';
import { sectionsOf } from './sections';
import { checkTerms } from './terms';

/** What a document did, each thing with its kind: `endpoint smart`. */
export interface AppliedDocument {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  /** What was applied, but most likely does not say what was meant. */
  readonly warnings: readonly DocumentProblem[];
}

export interface Surroundings {
  readonly box: SecretBox;
  /** What the operator's documents may read. */
  readonly environment: Environment;
  readonly checkEndpoint: EndpointCheck;
  readonly checkTerm: TermCheck;
}

export class ConfigService {
  constructor(
    private readonly changes: CatalogChanges,
    private readonly catalogs: CatalogService,
    private readonly surroundings: Surroundings,
  ) {}

  async current(tenantId: TenantId): Promise<ConfigDocument> {
    return renderDocument(await this.changes.read(tenantId));
  }

  /**
   * In force in this process when it resolves.
   * @throws DocumentError with every problem; then nothing was changed
   */
  async apply(tenantId: TenantId, input: DocumentInput, actor: Actor): Promise<AppliedDocument> {
    const environment = this.catalogs.operatorTenant === tenantId ? this.surroundings.environment : closedEnvironment;
    const explain = (value: unknown): readonly Finding[] => findingsOfRefused(value, environment);
    const { source, value: document } = readDocument(input, configDocumentSchema, explain);
    const resolved = resolvePlaceholders(document, environment);
    const { box, checkEndpoint, checkTerm } = this.surroundings;
    const terms = checkTerms(document, checkTerm);
    const checked = [...checkEndpoints(document, checkEndpoint), ...terms.findings];
    const found = [...resolved.findings, ...checked.filter(({ warning }) => warning !== true)];
    const applied = await this.changes.commit(tenantId, actor, (edit) =>
      applySections(source, { document, resolved, terms, edit, box }, found),
    );
    return { ...applied, warnings: located(source, checked) };
  }
}

type Applied = Omit<AppliedDocument, 'warnings'>;

/** @param found what is wrong with the document whatever the tenant has */
async function applySections(
  source: DocumentSource,
  change: DocumentChange,
  found: readonly Finding[],
): Promise<Outcome<Applied>> {
  const { document, edit } = change;
  const plans = sectionsOf(change).map((section) => ({ section, ...differenceOf(section.held, section.desired) }));
  const conflicts = plans.flatMap((plan) => plan.conflicts.map(({ key, path }) => conflict(plan.section, key, path)));
  const findings = [...found, ...checkReferences(document, madeByApi(edit)), ...checkMasks(change), ...conflicts];
  if (findings.length > 0) return refuse(source, findings);
  // First what goes, so that its names are free.
  for (const { section, remove } of plans) for (const key of remove) await section.remove(key);
  for (const { section, put } of plans) for (const { key } of put) await section.put(key);
  const result = {
    written: plans.flatMap(({ section, put }) => put.map(({ key }) => `${section.noun} ${key}`)),
    removed: plans.flatMap(({ section, remove }) => remove.map((key) => `${section.noun} ${key}`)),
  };
  return { result, audit: auditOf(edit, result) };
}

const madeByApi = ({ rows }: Edit): ApiMade => ({
  providers: rows.providers.filter(({ managedBy }) => managedBy === 'api'),
  models: rows.models.filter(({ managedBy }) => managedBy === 'api'),
  endpoints: rows.endpoints.filter(({ managedBy }) => managedBy === 'api'),
});

const conflict = ({ noun }: Section, key: string, path: Finding['path']): Finding => ({
  path,
  problem: `${noun} ${key} was made through the API and differs; delete it there, or list it as it is`,
  conflict: true,
});

function auditOf({ rows }: Edit, result: Applied): Outcome<Applied>['audit'] {
  if (result.written.length + result.removed.length === 0) return null;
  const before = renderDocument(rows);
  return { action: 'config.apply', targetKind: 'config', targetId: 'document', before, after: result };
}
