/** Stored policies as the API takes and shows them. */
import { z } from 'zod';
import { termSchema } from '../domain/term-check';
import { originSchema } from './managed';

export const policyBody = z.strictObject({ policy_ir: termSchema });
export type PolicyBody = z.output<typeof policyBody>;

export const policyView = z.object({
  name: z.string(),
  managed_by: originSchema,
  /** SHA-256 of the encoding of the normal form, as receipts name it. */
  identity: z.string(),
  policy_ir: termSchema,
  /** What most likely does not say what was meant. */
  warnings: z.array(z.string()).readonly(),
});
export type PolicyView = z.output<typeof policyView>;
