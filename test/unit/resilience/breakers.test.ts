/** When circuits open, how they are tried again, and what changes nothing. */
import { DEFAULT_BREAKER } from '../../../src/catalog/domain/breaker-settings';
import { MAX_RETRY_AFTER_MS } from '../../../src/resilience/domain/breaker';
import { FAILURE, failure, KEY, Lab, NEUTRAL, rateLimited, SLOW, SUCCESS } from './circuits';

const OPEN_MS = DEFAULT_BREAKER.open_s * 1000;

describe('a closed circuit', () => {
  it('MS-14: opens at the fifth failure in a row, and not at the fourth', () => {
    const lab = new Lab().calls(4, FAILURE);
    expect(lab.state()).toBe('closed');
    expect(lab.call(FAILURE).state()).toBe('open');
    expect(lab.transitions).toEqual([
      {
        key: KEY,
        ...{ from: 'closed', to: 'open', reason: 'failures_in_row', atMs: lab.nowMs, untilMs: lab.nowMs + OPEN_MS },
        cause: 'failures_in_row',
        counts: { calls: 5, failures: 5, slow: 0, failures_in_row: 5, openings: 1 },
        ...{ failureClass: 'server_error', version: 1, by: null },
      },
    ]);
  });

  it('counts failures in a row over a success anew', () => {
    expect(new Lab().calls(4, FAILURE).call(SUCCESS).calls(4, FAILURE).state()).toBe('closed');
  });

  it.each([
    { what: 'half of ten failed', outcomes: 'sfsfsfsfsf', reason: 'failure_rate' },
    { what: 'half of ten failed, the last of which did not', outcomes: 'fsfsfsfsfs', reason: 'failure_rate' },
    { what: 'half of nine failed', outcomes: 'fsfsfsfsf', reason: null },
    { what: 'four of ten failed', outcomes: 'fsfsfsfsss', reason: null },
    { what: 'eight of ten were slow', outcomes: 'ssllllllll', reason: 'slow_calls' },
    { what: 'seven of ten were slow', outcomes: 'ssslllllll', reason: null },
  ])('opens or not when $what', ({ outcomes, reason }) => {
    const lab = new Lab();
    for (const letter of outcomes) lab.call({ s: SUCCESS, f: FAILURE, l: SLOW }[letter] ?? NEUTRAL);
    expect(lab.transitions.map((transition) => transition.reason)).toEqual(reason === null ? [] : [reason]);
  });

  it('counts only the last thirty seconds', () => {
    const lab = new Lab();
    for (let call = 0; call < 4; call++) lab.call(FAILURE).call(SUCCESS);
    expect(lab.pass(30_000).call(FAILURE).call(SUCCESS).state()).toBe('closed');
  });

  it('is not moved by rate limits, by mistakes of callers or by callers who leave', () => {
    const lab = new Lab().calls(4, FAILURE).calls(20, NEUTRAL).call(rateLimited(1));
    expect(lab.transitions).toEqual([]);
    expect(lab.pass(1).call(FAILURE).state()).toBe('open');
  });
});

describe('an open circuit', () => {
  const opened = (): Lab => new Lab().calls(5, FAILURE);

  it('lets nobody through until it is due, and then one as a probe', () => {
    const lab = opened().pass(OPEN_MS - 1);
    expect(lab.admit()).toBeNull();
    expect(lab.pass(1).admitted().pass.passage).toBe('probe');
    expect(lab.state()).toBe('half_open');
  });

  it('doubles the time open with each failed probe, up to five minutes, and begins anew once it has closed', () => {
    const lab = opened();
    const times: number[] = [];
    for (let round = 0; round < 7; round++) {
      const { atMs, untilMs } = lab.transitions.at(-1) ?? { atMs: 0, untilMs: null };
      times.push((untilMs ?? 0) - atMs);
      lab.pass((untilMs ?? 0) - atMs).call(FAILURE);
    }
    expect(times).toEqual([15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
    lab.pass(300_000).calls(3, SUCCESS).calls(5, FAILURE);
    expect(lab.transitions.at(-1)).toMatchObject({ untilMs: lab.nowMs + 15_000 });
  });

  it.each([
    { chance: 0, ms: 12_000 },
    { chance: 1, ms: 18_000 },
  ])('is open for a fifth more or less by chance ($chance)', ({ chance, ms }) => {
    const lab = new Lab();
    lab.chance = chance;
    lab.calls(5, FAILURE);
    expect(lab.transitions[0]).toMatchObject({ untilMs: lab.nowMs + ms });
  });

  it.each([
    { asked: 'two minutes', retryAfterMs: 120_000, ms: 120_000 },
    { asked: 'one second', retryAfterMs: 1000, ms: OPEN_MS },
    { asked: 'a year', retryAfterMs: 365 * 24 * 3600 * 1000, ms: MAX_RETRY_AFTER_MS },
    { asked: 'minus five seconds', retryAfterMs: -5000, ms: OPEN_MS },
    { asked: 'no number', retryAfterMs: NaN, ms: OPEN_MS },
    { asked: 'for ever', retryAfterMs: Infinity, ms: MAX_RETRY_AFTER_MS },
  ])('stays so for what a Retry-After of $asked comes to', ({ retryAfterMs, ms }) => {
    const lab = new Lab().call(failure(retryAfterMs)).calls(4, FAILURE);
    expect(lab.transitions[0]).toMatchObject({ untilMs: lab.nowMs + ms });
  });

  it('is kept open by the Retry-After of a call that was on its way before it opened', () => {
    const lab = new Lab();
    const late = lab.admitted();
    lab.calls(5, FAILURE);
    lab.settle(late, failure(60_000));
    expect(lab.pass(59_999).admit()).toBeNull();
    expect(lab.pass(1).admit()).not.toBeNull();
  });

  it('learns from a call that had nowhere else to go: a success is the first probe, a failure is no news', () => {
    const lab = opened();
    lab.settle(lab.breakers.insist(KEY, lab.nowMs), FAILURE);
    expect(lab.state()).toBe('open');
    lab.settle(lab.breakers.insist(KEY, lab.nowMs), SUCCESS);
    expect(lab.reasons.at(-1)).toBe('open → half_open: answered');
    expect(lab.calls(2, SUCCESS).state()).toBe('closed');
  });
});

describe('a half-open circuit', () => {
  const halfOpen = (): Lab => new Lab().calls(5, FAILURE).pass(OPEN_MS);

  it('lets three probes through at once, and another for each that ends, however it ends', () => {
    const lab = halfOpen();
    const probes = [lab.admitted(), lab.admitted(), lab.admitted()];
    expect(lab.admit()).toBeNull();
    for (const [at, outcome] of [NEUTRAL, SUCCESS].entries()) {
      const probe = probes[at];
      if (probe === undefined) throw new Error('no probe');
      lab.settle(probe, outcome);
      probes.push(lab.admitted());
      expect(lab.admit()).toBeNull();
    }
  });

  it('closes after three successes', () => {
    const lab = halfOpen().calls(2, SUCCESS);
    expect(lab.state()).toBe('half_open');
    lab.call(SUCCESS);
    expect(lab.reasons).toEqual([
      'closed → open: failures_in_row',
      'open → half_open: due',
      'half_open → closed: probes_succeeded',
    ]);
  });

  it('opens again at one failure', () => {
    const lab = halfOpen().calls(2, SUCCESS).call(FAILURE);
    expect(lab.reasons.at(-1)).toBe('half_open → open: probe_failed');
  });

  it('opens again at a slow probe where slowness opened it, and takes it for a success elsewhere', () => {
    const slow = new Lab().calls(10, SLOW);
    expect(slow.state()).toBe('open');
    expect(slow.pass(OPEN_MS).call(SLOW).reasons.at(-1)).toBe('half_open → open: probe_failed');
    expect(halfOpen().calls(3, SLOW).state()).toBe('closed');
  });

  it('is not moved by calls of before it opened', () => {
    const lab = new Lab();
    const late = [lab.admitted(), lab.admitted()];
    lab.calls(5, FAILURE).pass(OPEN_MS).call(SUCCESS);
    for (const permit of late) lab.settle(permit, FAILURE);
    expect(lab.state()).toBe('half_open');
    expect(lab.calls(2, SUCCESS).state()).toBe('closed');
  });

  it('releases a probe once, however often it is settled', () => {
    const lab = halfOpen();
    const probe = lab.admitted();
    lab.settle(probe, SUCCESS);
    lab.settle(probe, SUCCESS);
    lab.settle(probe, SUCCESS);
    expect(lab.state()).toBe('half_open');
  });
});

describe('a clock that jumps', () => {
  it('a year back does not keep a circuit open', () => {
    const lab = new Lab().calls(5, FAILURE);
    expect(lab.pass(-365 * 24 * 3600 * 1000).admit()?.pass.passage).toBe('probe');
  });

  it('a year ahead makes an open circuit due and forgets what was counted', () => {
    const lab = new Lab();
    for (let call = 0; call < 4; call++) lab.call(FAILURE).call(SUCCESS);
    lab
      .pass(365 * 24 * 3600 * 1000)
      .call(FAILURE)
      .call(SUCCESS);
    expect(lab.state()).toBe('closed');
    expect(
      lab
        .calls(5, FAILURE)
        .pass(365 * 24 * 3600 * 1000)
        .admit(),
    ).not.toBeNull();
  });

  it('back between a Retry-After and the opening does not prolong it by the jump', () => {
    const lab = new Lab()
      .call(failure(60_000))
      .pass(-365 * 24 * 3600 * 1000)
      .calls(4, FAILURE);
    expect(lab.transitions[0]?.untilMs).toBeLessThanOrEqual(lab.nowMs + MAX_RETRY_AFTER_MS);
  });
});

describe('a rate limit', () => {
  const OTHER = { ...KEY, model: 'other' };
  const SECOND = { ...KEY, credential: 'second' };

  it('cools the credential down for all models of its provider, and no other credential', () => {
    const lab = new Lab().call(rateLimited(30_000));
    expect(lab.admit()).toBeNull();
    expect(lab.admit(OTHER)).toBeNull();
    expect(lab.admit(SECOND)).not.toBeNull();
    expect(lab.pass(30_000).admit(OTHER)).not.toBeNull();
  });

  it('stops it for five seconds where the provider does not say how long, then twice as long', () => {
    const lab = new Lab().call(rateLimited());
    expect(lab.pass(4999).admit()).toBeNull();
    lab.pass(1).call(rateLimited());
    expect(lab.pass(9999).admit()).toBeNull();
    expect(lab.pass(1).admit()).not.toBeNull();
  });

  it('is followed by three calls on trial before all of them come through again', () => {
    const lab = new Lab().call(rateLimited(1000)).pass(1000);
    const trials = [lab.admitted(), lab.admitted(OTHER), lab.admitted()];
    expect(lab.admit()).toBeNull();
    for (const trial of trials) lab.settle(trial, SUCCESS);
    expect(Array.from({ length: 10 }, () => lab.admit())).not.toContain(null);
  });

  it('gives a trial back when the circuit itself is open', () => {
    const lab = new Lab().call(rateLimited(1000)).pass(1000);
    for (let call = 0; call < 5; call++) lab.settle(lab.admitted(OTHER), FAILURE);
    for (let call = 0; call < 10; call++) expect(lab.admit(OTHER)).toBeNull();
    expect(lab.admit()).not.toBeNull();
  });

  it('makes no transition: it is no failure', () => {
    expect(new Lab().call(rateLimited(1000)).pass(1000).call(rateLimited()).transitions).toEqual([]);
  });
});

describe('what a provider says of its own breaker', () => {
  it('replaces a number and leaves the others', () => {
    const lab = new Lab({ failures_in_row: 2, open_s: 60 }).calls(2, FAILURE);
    expect(lab.transitions[0]).toMatchObject({ to: 'open', untilMs: lab.nowMs + 60_000 });
    expect(lab.pass(60_000).calls(3, SUCCESS).state()).toBe('closed');
  });
});

describe('memory', () => {
  it('forgets circuits that are closed and silent, and those of what is gone; it keeps open ones', () => {
    const lab = new Lab();
    for (let call = 0; call < 1000; call++) lab.call(SUCCESS, { ...KEY, model: `model-${call}` });
    lab.calls(5, FAILURE);
    lab.breakers.forgetSilent(lab.pass(600_001).nowMs);
    expect([...lab.breakers.circuitsOf(KEY.tenantId)].map(({ key }) => key)).toEqual([KEY]);
    lab.breakers.reread(KEY.tenantId, ({ model }) => model !== 'tiny');
    expect([...lab.breakers.circuitsOf(KEY.tenantId)]).toEqual([]);
  });

  it('forgets the cooldowns of credentials that nobody uses any more', () => {
    const lab = new Lab().call(rateLimited(1000));
    expect([...lab.breakers.cooldownsOf(KEY.tenantId)]).toHaveLength(1);
    lab.breakers.forgetSilent(lab.pass(600_001).nowMs);
    expect([...lab.breakers.cooldownsOf(KEY.tenantId)]).toEqual([]);
  });

  it('takes back a permit whose circuit is gone, and says nothing of it', () => {
    const lab = new Lab().calls(4, FAILURE);
    const permit = lab.admitted();
    lab.breakers.reread(KEY.tenantId, () => false);
    lab.settle(permit, FAILURE);
    expect(lab.transitions).toEqual([]);
    expect(lab.state()).toBe('closed');
  });
});
