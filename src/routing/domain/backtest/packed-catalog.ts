/** A catalog as plain data, which is what can be handed to another process. */
import { type Catalog, type Endpoint } from '../../../catalog/domain/catalog';
import { type CatalogJson, parseCatalog, serializeCatalog } from '../../../catalog/domain/catalog-json';

export interface PackedCatalog {
  readonly hash: string;
  readonly json: CatalogJson;
}

/** @param proposed takes the place of the endpoint of its name */
export function packCatalog(catalog: Catalog, proposed: Endpoint | null): PackedCatalog {
  const endpoints = catalog.endpoints.map((endpoint) => (endpoint.name === proposed?.name ? proposed : endpoint));
  return { hash: catalog.hash, json: serializeCatalog({ ...catalog, endpoints }) };
}

export const unpackCatalog = ({ json, hash }: PackedCatalog): Catalog => parseCatalog(json, hash);
