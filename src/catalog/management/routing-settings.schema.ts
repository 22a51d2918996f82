/** What a tenant says of the routing of all its calls, as the API takes and shows it. */
import { z } from 'zod';
import { MODES } from '../domain/catalog';
import { termSchema } from '../domain/term-check';
import { originSchema } from './managed';

export const envelopeBody = z.strictObject({ envelope: termSchema });
export type EnvelopeBody = z.output<typeof envelopeBody>;

/** null: there is none, and every call may go anywhere. */
export const envelopeView = z.object({ envelope: termSchema.nullable(), managed_by: originSchema });
export type EnvelopeView = z.output<typeof envelopeView>;

export const modeBody = z.strictObject({ mode: z.enum(MODES) });
export type ModeBody = z.output<typeof modeBody>;

export const modeView = z.object({ mode: z.enum(MODES), managed_by: originSchema });
export type ModeView = z.output<typeof modeView>;
