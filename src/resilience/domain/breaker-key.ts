/** What a circuit is of: one model of one provider by one credential, of one tenant. */
import type { TenantId } from '../../shared/domain/ids';

export interface BreakerKey {
  readonly tenantId: TenantId;
  readonly provider: string;
  /** The catalog's name. */
  readonly model: string;
  /** Its name; '' where the provider needs none. */
  readonly credential: string;
}

/** Of a credential, or of whatever else is stored as '' where there is none. */
export const shownName = (stored: string): string | null => (stored === '' ? null : stored);
