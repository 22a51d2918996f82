/** All entities of the catalog, for the data source. */
import { BudgetRow } from './rows/budget.entity';
import { CatalogRow } from './rows/catalog.entity';
import { CredentialRow } from './rows/credential.entity';
import { EndpointRow } from './rows/endpoint.entity';
import { ModelRow } from './rows/model.entity';
import { PolicyRow } from './rows/policy.entity';
import { PriceBookRow } from './rows/price.entity';
import { ProviderRow } from './rows/provider.entity';
import { RoutingSettingRow } from './rows/routing-setting.entity';
import { ScoreRow } from './rows/score.entity';

export const CATALOG_ENTITIES = [
  ...[
    ProviderRow,
    CredentialRow,
    ModelRow,
    PriceBookRow,
    ScoreRow,
    EndpointRow,
    PolicyRow,
    RoutingSettingRow,
    BudgetRow,
  ],
  CatalogRow,
] as const;
