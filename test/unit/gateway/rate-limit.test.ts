/** The buckets of a key's limits: what passes, what waits and how long, and how callers are told. */
import fc from 'fast-check';
import { type Allowance, corrected, refillMs, take } from '../../../src/gateway/domain/rate-limit';
import { rateHeaders } from '../../../src/gateway/rate-headers';
import type { RateLimits } from '../../../src/shared/domain/access';

const MINUTE_MS = 60_000;
const T0 = Date.UTC(2026, 0, 31, 12);

interface Call {
  readonly tokens: number;
  readonly atMs: number;
}

/** The calls that pass, in their order. */
function passing(limits: RateLimits, calls: readonly Call[]): { passed: Call[]; allowance: Allowance | undefined } {
  let allowance: Allowance | undefined;
  const passed = calls.filter(({ tokens, atMs }) => {
    const taken = take(allowance, limits, { asked: { requests: 1, tokens }, nowMs: atMs });
    allowance = taken.allowance;
    return taken.allowed;
  });
  return { passed, allowance };
}

const burst = (count: number, tokens: number, atMs = T0): Call[] =>
  Array.from({ length: count }, () => ({ tokens, atMs }));

describe('a key', () => {
  it('of three requests a minute has three at once, and another each twenty seconds', () => {
    const limits = { requests: 3, tokens: null };
    expect(passing(limits, burst(5, 1e9)).passed).toHaveLength(3);
    const after = [...burst(5, 1), ...burst(2, 1, T0 + 19_999), ...burst(2, 1, T0 + 20_000)];
    expect(passing(limits, after).passed).toHaveLength(4);
  });

  it('of a thousand tokens a minute may use them in any pieces', () => {
    const limits = { requests: null, tokens: 1000 };
    expect(passing(limits, burst(9, 250)).passed).toHaveLength(4);
    expect(passing(limits, burst(9, 999)).passed).toHaveLength(1);
  });

  it('may call with more than its whole limit when nothing of it is used, and then waits for all of it', () => {
    const limits = { requests: null, tokens: 1000 };
    const { passed, allowance } = passing(limits, burst(2, 3000));
    expect(passed).toHaveLength(1);
    expect(allowance?.tokens.left).toBe(-2000);
    const again = take(allowance, limits, { asked: { requests: 1, tokens: 10 }, nowMs: T0 });
    expect(again).toMatchObject({ allowed: false, kind: 'tokens', limit: 1000, waitMs: 120_600 });
  });

  it('gets back what a call did not use', () => {
    const limits = { requests: null, tokens: 1000 };
    const { allowance } = passing(limits, burst(1, 1000));
    expect(take(allowance, limits, { asked: { requests: 1, tokens: 600 }, nowMs: T0 }).allowed).toBe(false);
    const given = allowance && corrected(allowance, 600);
    expect(take(given, limits, { asked: { requests: 1, tokens: 600 }, nowMs: T0 }).allowed).toBe(true);
  });

  it('whose clock goes back gains nothing by it', () => {
    expect(
      passing({ requests: 1, tokens: null }, [...burst(1, 1), ...burst(3, 1, T0 - MINUTE_MS)]).passed,
    ).toHaveLength(1);
  });
});

const limits = fc.record({
  requests: fc.option(fc.integer({ min: 1, max: 60 })),
  tokens: fc.option(fc.integer({ min: 1, max: 5000 })),
});
const calls = fc
  .array(fc.record({ tokens: fc.integer({ min: 0, max: 2000 }), gapMs: fc.integer({ min: 0, max: 20_000 }) }), {
    maxLength: 60,
  })
  .map((gaps) => {
    let atMs = T0;
    return gaps.map(({ tokens, gapMs }) => ({ tokens, atMs: (atMs += gapMs) }));
  });

describe('whatever is asked when', () => {
  it('no minute sees more requests than two limits: what was saved up, and what came meanwhile', () => {
    fc.assert(
      fc.property(limits, calls, (limit, asked) => {
        const { passed } = passing(limit, asked);
        for (const { atMs } of passed) {
          const within = passed.filter((call) => call.atMs >= atMs && call.atMs < atMs + MINUTE_MS);
          if (limit.requests !== null) expect(within.length).toBeLessThanOrEqual(2 * limit.requests);
        }
      }),
    );
  });

  it('who waits as long as told is let through', () => {
    fc.assert(
      fc.property(limits, calls, fc.integer({ min: 0, max: 9000 }), (limit, asked, tokens) => {
        const { allowance } = passing(limit, asked);
        const nowMs = asked.at(-1)?.atMs ?? T0;
        const wish = { requests: 1, tokens };
        const taken = take(allowance, limit, { asked: wish, nowMs });
        if (taken.allowed) return;
        const later = nowMs + taken.waitMs;
        const then = take(taken.allowance, limit, { asked: wish, nowMs: later + 1 });
        // It may have to wait for the other kind still.
        expect(then.allowed || then.kind !== taken.kind).toBe(true);
      }),
    );
  });

  it('a bucket is full after the time that is told for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 3000 }), (limit, tokens) => {
        const { allowance } = passing({ requests: null, tokens: limit }, [{ tokens, atMs: T0 }]);
        const bucket = allowance?.tokens ?? { left: 0, atMs: T0 };
        const waitMs = refillMs(bucket, limit);
        const then = take(
          allowance,
          { requests: null, tokens: limit },
          { asked: { requests: 1, tokens: 0 }, nowMs: T0 + waitMs },
        );
        expect(then.allowance.tokens.left).toBeCloseTo(limit, 6);
      }),
    );
  });
});

describe('a caller is told', () => {
  const allowance: Allowance = { requests: { left: 59.5, atMs: T0 }, tokens: { left: -100, atMs: T0 } };
  const told = (dialect: string, limit: RateLimits): object =>
    Object.fromEntries(rateHeaders(dialect, { limits: limit, allowance, nowMs: T0 }));

  it("in OpenAI's names", () => {
    expect(told('openai_responses', { requests: 60, tokens: 1000 })).toEqual({
      ...{
        'x-ratelimit-limit-requests': '60',
        'x-ratelimit-remaining-requests': '59',
        'x-ratelimit-reset-requests': '500ms',
      },
      ...{
        'x-ratelimit-limit-tokens': '1000',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '1m6s',
      },
    });
  });

  it("in Anthropic's names", () => {
    expect(told('anthropic_messages', { requests: 60, tokens: 1000 })).toEqual({
      'anthropic-ratelimit-requests-limit': '60',
      'anthropic-ratelimit-requests-remaining': '59',
      'anthropic-ratelimit-requests-reset': '2026-01-31T12:00:01Z',
      'anthropic-ratelimit-tokens-limit': '1000',
      'anthropic-ratelimit-tokens-remaining': '0',
      'anthropic-ratelimit-tokens-reset': '2026-01-31T12:01:06Z',
    });
  });

  it('of what has a limit alone', () => {
    expect(
      Object.keys(told('openai_chat', { requests: null, tokens: 5 })).every((name) => name.endsWith('tokens')),
    ).toBe(true);
  });
});
