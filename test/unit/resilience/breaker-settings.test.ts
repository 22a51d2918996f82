/** The numbers of the breaker: what a document may say of them, and what the docs say. */
import {
  BREAKER_SETTINGS,
  breakerOf,
  breakerSchema,
  DEFAULT_BREAKER,
} from '../../../src/catalog/domain/breaker-settings';
import { MAX_RETRY_AFTER_MS } from '../../../src/resilience/domain/breaker';
import { COOLDOWN_S } from '../../../src/resilience/cooldowns';
import { readText } from '../structure/repository';

it('a provider replaces what it names, and keeps the rest', () => {
  expect(breakerOf(breakerSchema.parse({ open_s: 60 }))).toEqual({ ...DEFAULT_BREAKER, open_s: 60 });
});

it.each([
  [{ failures_in_row: 0 }, 'failures_in_row'],
  [{ failures_in_row: 2.5 }, 'failures_in_row'],
  [{ failure_rate: 1.5 }, 'failure_rate'],
  [{ window_s: 301 }, 'window_s'],
  [{ open_s: 600 }, 'max_open_s'],
])('refuses %j and names %s', (document, path) => {
  expect(breakerSchema.safeParse(document).error?.issues[0]?.path).toEqual([path]);
});

describe('docs/resilience.md', () => {
  const text = readText('docs/resilience.md');

  it.each(Object.entries(BREAKER_SETTINGS))('says what %s is', (name, { default: value, meaning }) => {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
    const [, , figure, words] = row.split('|').map((cell) => cell.trim());
    expect([figure, words]).toEqual([String(value), meaning]);
  });

  it('says how long a credential cools down, and what a long Retry-After comes to', () => {
    expect(text.replaceAll('\n', ' ')).toContain(`else ${COOLDOWN_S} seconds, doubled each time`);
    expect(text).toContain(`is taken for ${MAX_RETRY_AFTER_MS / 60_000} minutes`);
  });
});
