/** What a reader may ask of the feed. */
import { z } from 'zod';
import type { FactType } from '../domain/catalogue';
import { FACT_TYPES } from './sources';

const name = z.string().min(1).max(200).optional();
const isType = (text: string): text is FactType => (FACT_TYPES as readonly string[]).includes(text);

const types = z
  .string()
  .transform((list) => [...new Set(list.split(',').map((type) => type.trim()))])
  .refine((list): list is FactType[] => list.every(isType), {
    message: `must be a list, with commas, of ${FACT_TYPES.join(', ')}`,
  });

export const eventsQuery = z.strictObject({
  types: types.default([...FACT_TYPES]),
  endpoint: name,
  model: name,
  outcome: z.enum(['selected', 'no_candidate', 'success', 'failure', 'cancelled', 'partial', 'unknown']).optional(),
});

export type EventsQuery = z.infer<typeof eventsQuery>;
