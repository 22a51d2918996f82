/** Finding rows by an identifier that was made at their time: the time is in the primary key, the identifier is not. */
import { idTimeMs } from '../../shared/ids';

// The identifier was made when the call was admitted; the row's time is the same instant.
const ID_SLACK_S = 1;

/** A condition with the parameters of `idRange`. */
export const aroundId = (column: string): string =>
  `${column} BETWEEN {since:DateTime64(3, 'UTC')} AND {until:DateTime64(3, 'UTC')}`;

export function idRange(id: string): { since: number; until: number } {
  const atS = (idTimeMs(id) ?? 0) / 1000;
  return { since: Math.max(0, atS - ID_SLACK_S), until: atS + ID_SLACK_S };
}
