/** Gives the parts of a catalog their identity: the SHA-256 of their canonical JSON. */
import { createHash } from 'node:crypto';
import { type Catalog, type CatalogParts, indexCatalog } from './domain/catalog';
import { canonicalCatalog } from './domain/catalog-json';

export const catalogHash = (parts: CatalogParts): string =>
  createHash('sha256').update(canonicalCatalog(parts)).digest('hex');

export const hashedCatalog = (parts: CatalogParts): Catalog => indexCatalog(parts, catalogHash(parts));
