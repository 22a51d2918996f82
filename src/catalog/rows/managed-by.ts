/** Who may change a row: the API one by one, or the configuration document as a whole. */

export type ManagedBy = 'api' | 'file';

export const MANAGED_BY_CHECK = `managed_by IN ('api', 'file')`;
