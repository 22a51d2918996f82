/** How things of the catalog may be called, and bounds that several of them share. */
import { z } from 'zod';
import { TIERS } from './model';

/** An hour: whatever takes longer is not waited for. */
export const MAX_LATENCY_MS = 3_600_000;

/** A provider, as it stands before the slash of `provider/model`. */
export const providerName = z
  .string()
  .max(100)
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'must be lower-case letters, digits, "-" or "_"');

export const credentialName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits, "-", "_" or "."');

/** What a kind of data is called where it is kept from providers that may not see it: `internal`, `health`. */
export const dataClassName = z.string().min(1).max(200);

/** What stands behind `policy:` in `model`. */
export const policyName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits, "-", "_" or "."');

/** Clients name it as `model`, so it must not read as `provider/model`, `policy:NAME` or a tier. */
export const endpointName = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'must be letters, digits, "-", "_" or "."')
  .refine((name) => !TIERS.some((tier) => tier === name), 'must not be the name of a tier');
