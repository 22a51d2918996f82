/** How things of the catalog may be called. */
import { z } from 'zod';
import { TIERS } from './model';

/** A provider, as it stands before the slash of `provider/model`. */
export const providerName = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, "-" or "_"');

export const credentialName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits, "-", "_" or "."');

/** Clients name it as `model`, so it must not read as `provider/model`, `policy:NAME` or a tier. */
export const endpointName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits, "-", "_" or "."')
  .refine((name) => !TIERS.some((tier) => tier === name), 'must not be the name of a tier');
