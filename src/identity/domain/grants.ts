/** Nobody hands out more than they hold. */
import { type Role, ROLE_SCOPES, type Scope } from '../../shared/domain/access';

/** The scopes that `role` has and the holder has not; empty when the holder may grant it. */
export function scopesBeyond(held: ReadonlySet<Scope>, role: Role): readonly Scope[] {
  return [...ROLE_SCOPES[role]].filter((scope) => !held.has(scope));
}
