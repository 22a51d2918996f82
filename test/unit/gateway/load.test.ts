/** Who may come in, and waiting for those who are in. */
import { Load } from '../../../src/gateway/load';
import { ExpectedOutput } from '../../../src/gateway/expected-output';
import type { TenantId } from '../../../src/shared/domain/ids';

const journalFor = (calls: number) => ({ admits: (inFlight: number): boolean => inFlight < calls });
const refusal = (load: Load): unknown => {
  try {
    load.enter();
  } catch (error) {
    return error;
  }
  return null;
};

describe('Load', () => {
  it('counts who is in', () => {
    const load = new Load(journalFor(9));
    load.enter();
    load.enter();
    load.leave();
    expect(load.calls).toBe(1);
  });

  it('refuses with 503 and Retry-After when the journal has no room for one more', () => {
    const load = new Load(journalFor(1));
    load.enter();
    expect(refusal(load)).toMatchObject({ code: 'storage_full', status: 503, retryAfterS: 2 });
    expect(load.calls).toBe(1);
    load.leave();
    expect(refusal(load)).toBeNull();
  });

  it('refuses while it drains, and ends when the last one leaves', async () => {
    const load = new Load(journalFor(9));
    load.enter();
    load.enter();
    let drained = false;
    const draining = load.drain(60_000).then(() => (drained = true));
    expect(refusal(load)).toMatchObject({ code: 'shutting_down', status: 503, retryAfterS: 2 });
    load.leave();
    await Promise.resolve();
    expect({ drained, draining: load.draining }).toEqual({ drained: false, draining: true });
    load.leave();
    await draining;
    expect(load.calls).toBe(0);
  });

  it('ends at once when nobody is in, and after the grace when somebody stays', async () => {
    await new Load(journalFor(9)).drain(60_000);
    const load = new Load(journalFor(9));
    load.enter();
    await load.drain(1);
    expect(load.calls).toBe(1);
  });
});

describe('ExpectedOutput', () => {
  const tenant = 'ten_1' as TenantId;

  it('begins with a common length and follows what comes, the newest most', () => {
    const expected = new ExpectedOutput();
    expect(expected.of(tenant, 'auto')).toBe(200);
    expected.learn(tenant, 'auto', 1000);
    expect(expected.of(tenant, 'auto')).toBe(1000);
    expected.learn(tenant, 'auto', 0);
    expect(expected.of(tenant, 'auto')).toBe(900);
  });

  it('keeps tenants and names apart', () => {
    const expected = new ExpectedOutput();
    expected.learn(tenant, 'auto', 7);
    expect([expected.of(tenant, 'smart'), expected.of('ten_2' as TenantId, 'auto')]).toEqual([200, 200]);
  });

  it('is bounded: beyond twenty thousand names nothing new is learned, and what is known still is', () => {
    const expected = new ExpectedOutput();
    for (let at = 0; at < 20_000; at++) expected.learn(tenant, `m${at}`, 1);
    expected.learn(tenant, 'one more', 1);
    expected.learn(tenant, 'm0', 101);
    expect([expected.of(tenant, 'one more'), expected.of(tenant, 'm0')]).toEqual([200, 11]);
  });
});
