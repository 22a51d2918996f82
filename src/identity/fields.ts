/** Schemas of the fields that several bodies and answers share. */
import { z } from 'zod';
import { isTimezone } from '../shared/domain/timezone';

// Control characters would break the lines and columns that names are shown in.
const LABEL = /^[^\p{Cc}]*$/u;

/** A name or owner, as people write it. */
export const label = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(100, 'must have at most 100 characters')
  .regex(LABEL, 'must have no control characters');

export const timezone = z.string().refine(isTimezone, 'must be an IANA time zone such as Europe/Berlin');

/** The id of something in a body; whether it exists is the database's to say. */
export const reference = z.string().min(1).max(100);

export const instant = z.iso.datetime();

export const pageOfSchema = (row: z.ZodType): z.ZodType =>
  z.object({ data: z.array(row), next_cursor: z.string().nullable() });

/** A body that changes the given fields and leaves the rest. */
export const patchOf = <Shape extends z.ZodRawShape>(fields: z.ZodObject<Shape, z.core.$strict>) =>
  fields.partial().refine((patch) => Object.keys(patch).length > 0, 'names no field to change');
