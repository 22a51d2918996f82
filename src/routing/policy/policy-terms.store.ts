/** The SQL of the policies that decisions rest on. */
import type { ClickHouse } from '../../clickhouse';
import type { TenantId } from '../../shared/domain/ids';

// They travel in the statement's address, which servers bound at a megabyte.
const IDENTITIES_A_STATEMENT = 500;

export class PolicyTermsStore {
  constructor(private readonly clickhouse: ClickHouse) {}

  /** Identity → term as its caller wrote it, of those that are kept. */
  async find(tenantId: TenantId, identities: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>();
    for (let from = 0; from < identities.length; from += IDENTITIES_A_STATEMENT) {
      const rows = await this.clickhouse.query<{ identity: string; term: string }>(
        'policies.terms',
        `SELECT identity, term FROM policy_terms
         WHERE tenant_id = {tenant:String} AND identity IN {identities:Array(String)} LIMIT 1 BY identity`,
        { tenant: tenantId, identities: identities.slice(from, from + IDENTITIES_A_STATEMENT) },
      );
      for (const { identity, term } of rows) found.set(identity, term);
    }
    return found;
  }
}
