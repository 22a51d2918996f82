/** An endpoint's document, held against the catalog that it is meant for. */
import { targetProblem } from '../document/check-references';
import type { Catalog, Endpoint } from '../domain/catalog';
import type { EndpointCheck, EndpointFinding } from '../domain/endpoint-check';
import { type EndpointDocument, targetsOf, toEndpoint } from '../domain/endpoint-document';
import { refuseInvalid } from './managed';

export interface CheckedEndpoint {
  readonly endpoint: Endpoint;
  /** What most likely does not say what was meant. */
  readonly warnings: readonly string[];
}

/** @throws BursarError `invalid_request` when it names what is not there, or a rule cannot be evaluated */
export function checkedEndpoint(
  name: string,
  document: EndpointDocument,
  catalog: Catalog,
  check: EndpointCheck,
): CheckedEndpoint {
  refuseMissingTargets(document, catalog);
  const findings = check(document);
  for (const { path, problem, warning } of findings) if (warning !== true) refuseInvalid(pathText(path), problem);
  const warnings = findings.map(({ path, problem }) => `${pathText(path)}: ${problem}`);
  return { endpoint: toEndpoint(name, document), warnings };
}

function refuseMissingTargets(document: EndpointDocument, { candidateById, providers }: Catalog): void {
  const names = new Set(providers.map(({ name }) => name));
  for (const { path, target } of targetsOf(document)) {
    const problem = targetProblem(target, (provider) =>
      names.has(provider) ? { has: (model) => candidateById.has(`${provider}/${model}`) } : undefined,
    );
    refuseInvalid(pathText(path), problem);
  }
}

const pathText = (path: EndpointFinding['path']): string => path.map(String).join('.');
