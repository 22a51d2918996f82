export { FILE_ACTOR } from './actor';
export { type Actor, AUDIT_WRITER, type AuditWriter, type CatalogAuditEntry } from './audit-writer';
export { CatalogChanges } from './catalog-changes';
export { type CatalogContext } from './catalog-context';
export { CatalogModule } from './catalog.module';
export { CATALOG_CHANNEL, CatalogService } from './catalog.service';
export { type Credential, CredentialVault } from './credential-vault';
export { type AppliedDocument, ConfigService, type DocumentInput } from './document/config.service';
export { ConfigWatcher, type ConfigFile } from './document/config-watcher';
export { operatorEnvironment } from './document/environment';
export { DocumentError, type DocumentProblem, problemText } from './document/problem';
export { type ConfigDocument } from './document/schema';
export {
  type Candidate,
  type Catalog,
  type CatalogParts,
  type Endpoint,
  indexCatalog,
  type Mode,
  MODES,
  type Provider,
  type Target,
  UNUSABLE_REASONS,
  type UnusableReason,
} from './domain/catalog';
export { type CatalogJson, parseCatalog, serializeCatalog } from './domain/catalog-json';
export { importLiteLlm, LiteLlmFormatError } from './domain/litellm';
export {
  CAPABILITIES,
  type Capability,
  type CatalogModel,
  PROVIDER_KINDS,
  type ProviderKind,
  type Tier,
  TIERS,
} from './domain/model';
export { type ModelDocument, modelDocumentSchema, toCatalogModel, toModelDocument } from './domain/model-document';
export {
  costOf,
  effectiveRates,
  type PricedCall,
  priceRowAt,
  type PriceRow,
  type Rates,
  SERVICE_TIERS,
  type ServiceTier,
} from './domain/price';
export { CATALOG_ENTITIES } from './entities';
export { catalogHash, hashedCatalog } from './hashed-catalog';
export { PriceImporter, type PriceImport, type PriceImportReport } from './price-import';
export { SecretBox } from './secret-box';
export { operatorSecrets, SecretFileError } from './secret-file';
export { shippedModels, shippedProviders } from './shipped-catalog';
