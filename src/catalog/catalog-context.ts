/** What the catalog is built on; the module makes one and hands it to every part. */
import type { DataSource } from 'typeorm';
import type { Settings } from '../config';
import type { Clock } from '../shared/clock';
import type { Log } from '../shared/log';
import type { EndpointCheck } from './domain/endpoint-check';
import type { TermCheck } from './domain/term-check';
import type { SecretBox } from './secret-box';

export interface CatalogContext {
  readonly dataSource: DataSource;
  readonly settings: Settings;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly log: Log;
  readonly checkEndpoint: EndpointCheck;
  readonly checkTerm: TermCheck;
}

/** Nest's token for it. */
export const CATALOG_CONTEXT = Symbol('catalog-context');
