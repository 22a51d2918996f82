/**
 * A signature, or an encrypted thought, on its way through a caller of another dialect: only its issuer can read it, so it
 * carries the issuer's name and is taken out again by the issuer's writer alone.
 */
import { type DialectName, DIALECTS } from './dialect';

const prefixOf = (issuer: DialectName): string => `bursar:${issuer}:`;

export const bindSignature = (issuer: DialectName, signature: string): string => `${prefixOf(issuer)}${signature}`;

/** As the issuer wrote it; null when another issued it, or nobody: what has no name is the caller dialect's own. */
export function unbindSignature(issuer: DialectName, bound: string | null): string | null {
  const prefix = prefixOf(issuer);
  return bound?.startsWith(prefix) === true ? bound.slice(prefix.length) : null;
}

/** null: it carries no name. */
export const issuerOfSignature = (bound: string): DialectName | null =>
  DIALECTS.find((dialect) => unbindSignature(dialect, bound) !== null) ?? null;
