/** Circuits as the API shows them, and what an operator may ask of them. */
import { z } from 'zod';
import { pageQuery } from '../../shared/pagination';
import { BREAKER_STATES } from '../domain/breaker';
import { PROVIDER_STATES } from '../domain/roll-up';

const name = z.string().min(1).max(200);

export const breakersQuery = pageQuery.extend({
  provider: name.optional(),
  model: name.optional(),
  state: z.enum(BREAKER_STATES).optional(),
});
export type BreakersQuery = z.output<typeof breakersQuery>;

const time = z.string();

export const breakerView = z.object({
  provider: z.string(),
  model: z.string(),
  /** null: the provider needs none. */
  credential: z.string().nullable(),
  /** As it is in force on this replica. */
  state: z.enum(BREAKER_STATES),
  /** null: it has never been anything but closed. */
  since: time.nullable(),
  /** When an open one is tried again. */
  until: time.nullable(),
  /** Of its last transition, with the class of the failure that made it. */
  reason: z.string().nullable(),
  failure_class: z.string().nullable(),
  /** The key that last opened or closed it by hand; null where it did so by itself. */
  changed_by: z.string().nullable(),
  opened_count: z.int(),
  probes_in_flight: z.int(),
  /** Of the calls that this replica has made lately. */
  counts: z.object({ calls: z.int(), failures: z.int(), slow: z.int(), failures_in_row: z.int(), openings: z.int() }),
});
export type BreakerView = z.output<typeof breakerView>;

export const breakersPage = z.object({
  /** Each provider as a whole. */
  providers: z.array(z.object({ provider: z.string(), state: z.enum(PROVIDER_STATES) })).readonly(),
  /** Credentials that a rate limit has stopped here. */
  cooldowns: z
    .array(z.object({ provider: z.string(), credential: z.string().nullable(), until: time.nullable() }))
    .readonly(),
  data: z.array(breakerView).readonly(),
  next_cursor: z.string().nullable(),
});
export type BreakersPage = z.output<typeof breakersPage>;

/** An operator goes home: what was opened by hand is tried again after an hour, unless said otherwise. */
const OPEN_S = 3600;
const MAX_OPEN_S = 7 * 24 * 3600;

const which = z.strictObject({
  provider: name,
  /** Without it all models of the provider. */
  model: name.optional(),
  /** Its name; without it all credentials. */
  credential: name.optional(),
  /** For the audit log, and whoever wonders. */
  reason: z.string().trim().min(1).max(500),
});
export const openBody = which.extend({ for_s: z.int().min(1).max(MAX_OPEN_S).default(OPEN_S) });
export const closeBody = which;
export type OpenBody = z.output<typeof openBody>;
export type CloseBody = z.output<typeof closeBody>;

export const changedView = z.object({
  /** The circuits that were changed. */
  data: z
    .array(
      z.object({
        provider: z.string(),
        model: z.string(),
        credential: z.string().nullable(),
        state: z.enum(BREAKER_STATES),
        until: time.nullable(),
      }),
    )
    .readonly(),
});
export type Changed = z.output<typeof changedView>;
