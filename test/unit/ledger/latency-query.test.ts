/** What `GET /v1/latency` may be asked, and how its answer is written as CSV. */
import { parseInput } from '../../../src/http';
import { latencyQuery, latencyRange } from '../../../src/ledger/latency/latency.query';
import { latencyCsv } from '../../../src/ledger/latency/latency.view';
import { BursarError } from '../../../src/shared/errors';

const NOW = Date.parse('2026-11-15T10:07:00Z');

function fault(query: Record<string, string>): unknown {
  try {
    return latencyRange(parseInput(latencyQuery, query), 'UTC', NOW);
  } catch (error) {
    return error instanceof BursarError ? error.details : error;
  }
}

it.each([
  [{ group_by: 'model,task,tier' }, 'group_by', /one of day, hour and at most 2 of provider/],
  [{ group_by: 'day,hour' }, 'group_by', /one of day, hour/],
  [{ group_by: 'model,model' }, 'group_by', /twice/],
  [{ group_by: 'customer' }, 'group_by[0]', /endpoint/],
  [{ from: '2026-09-01', to: '2026-10-03' }, 'from', /within 31 days/],
])('%j is refused naming %s', (query: Record<string, string>, path, problem) => {
  expect(fault(query)).toMatchObject({ path, problem: expect.stringMatching(problem) });
});

it.each([
  {},
  { group_by: 'hour,model,task', customer: 'acme' },
  // A month that is an hour longer than its days.
  { from: '2026-10-01', to: '2026-11-01', tz: 'Europe/Berlin' },
])('%j can be asked', (query: Record<string, string>) => {
  expect(fault(query)).toMatchObject({ toMs: expect.any(Number) });
});

it('CSV has its header without rows, too', () => {
  expect(latencyCsv([], ['model'])).toMatch(
    /^model,attempts,unanswered,stream_first_byte_count,stream_first_byte_p50_ms,.*,duration_p99_ms\r\n$/,
  );
});
