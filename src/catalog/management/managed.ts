/** What a single change by API may touch. */
import { z } from 'zod';
import type { Result } from '../../shared/domain/result';
import { BursarError } from '../../shared/errors';
import type { CheckedTerm, TermFault } from '../domain/term-check';
import type { ManagedBy } from '../rows/managed-by';

/** Where an entry of the catalog comes from. */
export const originSchema = z.enum(['shipped', 'api', 'file']);

/** @throws BursarError `managed_by_file` */
export function refuseManaged(row: { readonly managedBy: ManagedBy } | undefined, what: string): void {
  if (row?.managedBy === 'file') throw new BursarError('managed_by_file', { what });
}

/** @throws BursarError `not_found` */
export function existing<Row>(row: Row | undefined, what: string): Row {
  if (row === undefined) throw new BursarError('not_found', { what });
  return row;
}

/** @throws BursarError `invalid_request` */
export function refuseInvalid(path: string, problem: string | null): void {
  if (problem !== null) throw new BursarError('invalid_request', { path, problem });
}

/** @throws BursarError `invalid_policy` that names operation, path and remedy */
export function checkedTerm(checked: Result<CheckedTerm, TermFault>): CheckedTerm {
  if (checked.ok) return checked.value;
  const { place: path, op, problem, hint } = checked.failure;
  throw new BursarError('invalid_policy', { path, op, problem, hint: hint === null ? '' : ` (${hint})` });
}

/** The name in an address must be one that could exist. @throws BursarError `invalid_request` */
export function checkedName(schema: z.ZodType<string>, name: string): string {
  const parsed = schema.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new BursarError('invalid_request', { path: 'name', problem: parsed.error.issues[0]?.message });
}
