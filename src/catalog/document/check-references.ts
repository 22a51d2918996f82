/** Whether everything that a document names exists, and nothing has the name of something else. */
import { modelKey, overlayProviders } from '../domain/assemble';
import { AUTO, targetsOf, type TargetDocument } from '../domain/endpoint-document';
import type { EndpointCheck } from '../domain/endpoint-check';
import type { ProviderKind } from '../domain/model';
import type { ModelDocument } from '../domain/model-document';
import type { ProviderSettings } from '../domain/provider-document';
import { type OwnRows, toOwnProvider } from '../rows/own-rows';
import { shippedModels, shippedProviders } from '../shipped-catalog';
import type { Finding } from './problem';
import type { ConfigDocument } from './schema';

/** What was made through the API, and stays beside the document. */
export type ApiMade = Pick<OwnRows, 'providers' | 'models' | 'endpoints'>;

/** Provider → name or alias → the model that has it. */
type ModelNames = ReadonlyMap<string, Map<string, string>>;

export function checkReferences(document: ConfigDocument, apiMade: ApiMade): readonly Finding[] {
  const names: ModelNames = new Map(knownProviders(document, apiMade).map((provider) => [provider, new Map()]));
  const listed = new Set((document.models ?? []).map(modelKey));
  const others = [...shippedModels, ...apiMade.models.map((row) => row.document)];
  for (const model of others.filter((other) => !listed.has(modelKey(other)))) register(model, names);
  return [
    ...checkProviders(document),
    ...(document.models ?? []).flatMap((model, index) => checkModel(model, index, names)),
    ...checkTargets(document, names),
    ...checkBudgets(document, apiMade),
  ];
}

function knownProviders(document: ConfigDocument, apiMade: ApiMade): readonly string[] {
  const listed = Object.entries(document.providers ?? {}).map(([name, settings]) =>
    toOwnProvider({ name, settings, baseUrl: settings.base_url ?? null }),
  );
  const own = [...apiMade.providers.map(toOwnProvider), ...listed];
  return overlayProviders(shippedProviders, own).map(({ name }) => name);
}

export function checkProviders(document: Pick<ConfigDocument, 'providers'>): readonly Finding[] {
  return Object.entries(document.providers ?? {}).flatMap(([name, provider]) => {
    const problem = providerProblem(name, provider);
    const own = problem === null ? [] : [{ path: ['providers', name], problem }];
    const names = (provider.credentials ?? []).map((credential) => credential.name);
    const repeated = names.flatMap((credential, index) => {
      if (names.indexOf(credential) === index) return [];
      const path = ['providers', name, 'credentials', index, 'name'];
      return [{ path, problem: `the credential ${credential} is listed already` }];
    });
    return [...own, ...repeated];
  });
}

/** What a provider of its own name must say. */
export function providerProblem(name: string, provider: ProviderSettings): string | null {
  const { kind, base_url: baseUrl, api_version: apiVersion } = provider;
  const shipped = shippedProviders.find((known) => known.name === name);
  if ((kind ?? shipped?.kind) !== 'azure_openai' && apiVersion !== undefined)
    return 'api_version is for providers of kind azure_openai';
  if (shipped !== undefined) return null;
  if (kind === undefined) return `kind is missing, and no shipped provider is called ${name}`;
  const needsAddress = WITHOUT_USUAL_ADDRESS.has(kind) && baseUrl === undefined;
  return needsAddress ? `base_url is missing: a provider of kind ${kind} has no usual address` : null;
}

const WITHOUT_USUAL_ADDRESS: ReadonlySet<ProviderKind> = new Set(['openai_compatible', 'azure_openai']);

function checkModel(model: ModelDocument, index: number, names: ModelNames): readonly Finding[] {
  const atProvider = names.get(model.provider);
  if (atProvider === undefined) {
    return [{ path: ['models', index, 'provider'], problem: `there is no provider ${model.provider}` }];
  }
  const findings = namesOf(model).flatMap((name) => {
    const owner = atProvider.get(name);
    if (owner === undefined) return [];
    const field = name === model.model ? 'model' : 'aliases';
    return [{ path: ['models', index, field], problem: `${name} is the name of ${owner} already` }];
  });
  register(model, names);
  return findings;
}

/** What the endpoints say in the language of rules. */
export const checkEndpoints = (document: ConfigDocument, check: EndpointCheck): readonly Finding[] =>
  Object.entries(document.endpoints ?? {}).flatMap(([name, endpoint]) =>
    check(endpoint).map((finding) => ({ ...finding, path: ['endpoints', name, ...finding.path] })),
  );

function checkTargets(document: ConfigDocument, names: ModelNames): readonly Finding[] {
  return Object.entries(document.endpoints ?? {}).flatMap(([name, endpoint]) =>
    targetsOf(endpoint).flatMap(({ path, target }) => {
      const problem = targetProblem(target, (provider) => names.get(provider));
      return problem === null ? [] : [{ path: ['endpoints', name, ...path], problem }];
    }),
  );
}

function checkBudgets(document: ConfigDocument, apiMade: ApiMade): readonly Finding[] {
  const endpoints = new Set([
    ...Object.keys(document.endpoints ?? {}),
    ...apiMade.endpoints.map(({ name }) => name),
    AUTO,
  ]);
  return (document.budgets ?? []).flatMap(({ scope: { endpoint } }, index) =>
    endpoint === undefined || endpoints.has(endpoint)
      ? []
      : [{ path: ['budgets', index, 'scope', 'endpoint'], problem: `there is no endpoint ${endpoint}` }],
  );
}

/** null when the target exists, or is a tier or a mode. */
export function targetProblem(
  { provider, model }: TargetDocument,
  modelsOf: (provider: string) => { has(name: string): boolean } | undefined,
): string | null {
  if (provider === undefined || model === undefined) return null;
  const models = modelsOf(provider);
  if (models === undefined) return `there is no provider ${provider}`;
  return models.has(model) ? null : `provider ${provider} has no model ${model}`;
}

function register(model: NamedModel, names: ModelNames): void {
  const atProvider = names.get(model.provider);
  for (const name of namesOf(model)) atProvider?.set(name, modelKey(model));
}

interface NamedModel {
  readonly provider: string;
  readonly model: string;
  readonly aliases?: readonly string[] | undefined;
}

const namesOf = ({ model, aliases = [] }: NamedModel): readonly string[] => [model, ...aliases];
