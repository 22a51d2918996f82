import { showOutage } from '../../support/outage-demo';

jest.setTimeout(180_000);

it('MS-19: the demonstration loses no call, and shows circuit and incident open and recover', async () => {
  const lines: string[] = [];
  const { answered, failed, events } = await showOutage({
    ...{ faultMs: 2500, callers: 2, stopped: new AbortController().signal },
    say: (line) => void lines.push(line),
  });
  expect(failed).toBe(0);
  expect(answered).toBeGreaterThan(0);
  expect(new Set(events)).toEqual(
    new Set(['breaker.opened', 'breaker.half_opened', 'breaker.closed', 'incident.opened', 'incident.resolved']),
  );
  for (const part of ['incident {', 'failovers {', 'history {', 'callers {'])
    expect(lines.filter((line) => line.startsWith(part))).not.toEqual([]);
});
