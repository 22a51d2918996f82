/** The catalog's services for a command of its own, without the application around them. */
import type { DataSource } from 'typeorm';
import {
  CatalogChanges,
  CatalogService,
  ConfigService,
  operatorEnvironment,
  operatorSecrets,
  PriceImporter,
  SecretBox,
} from '../catalog';
import { environmentVariable, type Settings } from '../config';
import { AuditStore } from '../identity';
import { checkEndpoint, checkTerm } from '../routing';
import type { Clock } from '../shared/clock';
import type { TenantId } from '../shared/domain/ids';
import type { Log } from '../shared/log';

export interface CatalogAccess {
  readonly catalogs: CatalogService;
  readonly config: ConfigService;
  readonly prices: PriceImporter;
}

/** Reads the tenant's catalog; `tenantId` counts as the operator's, since only the operator has this command line. */
export async function openCatalog(
  surroundings: {
    readonly dataSource: DataSource;
    readonly settings: Settings;
    readonly clock: Clock;
    readonly log: Log;
  },
  tenantId: TenantId,
): Promise<CatalogAccess> {
  const box = new SecretBox(operatorSecrets(surroundings.settings));
  const context = { ...surroundings, box, checkEndpoint, checkTerm };
  const catalogs = new CatalogService(context);
  await catalogs.open(tenantId);
  const changes = new CatalogChanges(context, new AuditStore(), catalogs);
  return {
    catalogs,
    config: new ConfigService(changes, catalogs, {
      ...{ box, checkEndpoint, checkTerm },
      environment: operatorEnvironment(environmentVariable),
    }),
    prices: new PriceImporter(changes, catalogs),
  };
}
