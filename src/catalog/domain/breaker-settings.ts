/** When a circuit opens, and how it is tried again: one table of numbers, each of which a provider may replace in the document. */
import { z } from 'zod';
import { defined } from '../../shared/domain/defined';

interface Setting {
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** Only whole numbers. */
  readonly whole: boolean;
  readonly meaning: string;
}

export const BREAKER_SETTINGS = {
  failures_in_row: {
    ...{ default: 5, min: 1, max: 1000, whole: true },
    meaning: 'failures one after the other that open the circuit',
  },
  failure_rate: {
    ...{ default: 0.5, min: 0.01, max: 1, whole: false },
    meaning: 'share of failures within the window that opens it',
  },
  slow_rate: {
    ...{ default: 0.8, min: 0.01, max: 1, whole: false },
    meaning: "share of calls slower than their endpoint's latency ceiling that opens it",
  },
  min_calls: {
    ...{ default: 10, min: 1, max: 10_000, whole: true },
    meaning: 'calls within the window before a share counts',
  },
  // A second is a bucket of 12 bytes in every circuit.
  window_s: { ...{ default: 30, min: 1, max: 300, whole: true }, meaning: 'the window, in seconds' },
  open_s: { ...{ default: 15, min: 1, max: 3600, whole: true }, meaning: 'how long it stays open the first time' },
  max_open_s: {
    ...{ default: 300, min: 1, max: 3600, whole: true },
    meaning: 'what the time open, doubled with each failed probe, grows to',
  },
  probes: { ...{ default: 3, min: 1, max: 100, whole: true }, meaning: 'calls at once that try a half-open circuit' },
  successes_to_close: {
    ...{ default: 3, min: 1, max: 100, whole: true },
    meaning: 'probes that must succeed before it closes; one that fails opens it again',
  },
} as const satisfies Readonly<Record<string, Setting>>;

type Name = keyof typeof BREAKER_SETTINGS;
export type BreakerSettings = Readonly<Record<Name, number>>;
/** What a provider replaces. */
export type OwnBreaker = Readonly<Partial<Record<Name, number | undefined>>>;

const rows = Object.entries(BREAKER_SETTINGS) as [Name, Setting][];

export const BREAKER_NAMES = Object.keys(BREAKER_SETTINGS) as [Name, ...Name[]];

export const DEFAULT_BREAKER: BreakerSettings = Object.freeze(
  Object.fromEntries(rows.map(([name, row]) => [name, row.default])) as Record<Name, number>,
);

export const breakerOf = (own: OwnBreaker): BreakerSettings => ({ ...DEFAULT_BREAKER, ...defined(own) });

const numberOf = ({ whole, min, max }: Setting): z.ZodOptional<z.ZodNumber> =>
  (whole ? z.int() : z.number()).min(min).max(max).optional();

/** `breaker` of a provider in the document. */
export const breakerSchema = z
  .strictObject(
    Object.fromEntries(rows.map(([name, row]) => [name, numberOf(row)])) as Record<Name, z.ZodOptional<z.ZodNumber>>,
  )
  .refine((own) => breakerOf(own).open_s <= breakerOf(own).max_open_s, {
    path: ['max_open_s'],
    message: 'must not be below open_s',
  });
