export { FILE_ACTOR } from './actor';
export { AUDIT_WRITER, type AuditWriter } from './audit-writer';
export { BudgetBook, type DeclaredBudget } from './budget-book';
export { CatalogChanges } from './catalog-changes';
export { type CatalogContext } from './catalog-context';
export { CatalogModule } from './catalog.module';
export { CatalogService } from './catalog.service';
export { type Credential, CredentialVault } from './credential-vault';
export { ConfigService } from './document/config.service';
export { ConfigWatcher } from './document/config-watcher';
export { operatorEnvironment } from './document/environment';
export { DocumentError, type DocumentProblem, problemText } from './document/problem';
export { declaredEndpoints, readDocument } from './document/read-document';
export { breakerOf, type BreakerSettings, DEFAULT_BREAKER } from './domain/breaker-settings';
export { budgetDocumentSchema } from './domain/budget-document';
export {
  type Candidate,
  type Catalog,
  type ContentCapture,
  type Endpoint,
  MODES,
  NO_TIMEOUTS,
  type Provider,
  type Target,
} from './domain/catalog';
export { parseCatalog, serializeCatalog } from './domain/catalog-json';
export { ENDPOINT_CHECK, type EndpointCheck } from './domain/endpoint-check';
export { type EndpointDocument, endpointDocumentSchema } from './domain/endpoint-document';
export { type CheckedTerm, TERM_CHECK, type TermCheck, termSchema, type TermSort } from './domain/term-check';
export { LiteLlmFormatError } from './domain/litellm';
export { type ProviderKind, TIERS } from './domain/model';
export { costOf } from './domain/price';
export { figuresOf } from './domain/price-document';
export { REGION_NAME } from './domain/region-factor';
export { CATALOG_ENTITIES } from './entities';
export { checkedEndpoint } from './management/checked-endpoint';
export { catalogHash } from './hashed-catalog';
export { PriceImporter } from './price-import';
export { SecretBox } from './secret-box';
export { operatorSecrets, SecretFileError } from './secret-file';
export { shippedModels, shippedProviders } from './shipped-catalog';
