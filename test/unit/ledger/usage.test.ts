/** What a usage query asks, which table answers it, and how the answer is written as CSV. */
import { usageTable } from '../../../src/ledger/domain/usage-table';
import { filtersOf, rangeOf, usageQuery } from '../../../src/ledger/usage/usage.query';
import { usageCsv } from '../../../src/ledger/usage/usage.view';
import { BursarError } from '../../../src/shared/errors';
import { parseInput } from '../../../src/http';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-05-15T10:07:00Z');

const parse = (query: Record<string, string>) => parseInput(usageQuery, query);
const fault = (query: Record<string, string>): unknown => {
  try {
    return parse(query);
  } catch (error) {
    return error instanceof BursarError ? error.details : error;
  }
};
const range = (query: Record<string, string>): [string, string] => {
  const { fromMs, toMs } = rangeOf(parse(query), 'UTC', NOW);
  return [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
};

describe('a range', () => {
  it.each([
    // Ordinary, and the two days of the year that are longer or shorter.
    ['Europe/Berlin', '2026-01-31', '2026-01-30T23:00:00.000Z', '2026-01-31T23:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['America/New_York', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
    ['Asia/Kathmandu', '2026-01-31', '2026-01-30T18:15:00.000Z', '2026-01-31T18:15:00.000Z'],
    ['Asia/Kolkata', '2026-01-31', '2026-01-30T18:30:00.000Z', '2026-01-31T18:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', '2026-04-05T13:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-03T13:30:00.000Z', '2026-10-04T13:00:00.000Z'],
    // Clocks that skip midnight, and clocks that come back to the day before.
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
    ['America/Santiago', '2026-04-05', '2026-04-05T04:00:00.000Z', '2026-04-06T04:00:00.000Z'],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
  ])('in %s of %s is the whole day there', (...row) => {
    const [tz, day, from, to] = row;
    const next = new Date(Date.parse(day) + 24 * 60 * MINUTE_MS).toISOString().slice(0, 10);
    expect(range({ tz, from: day, to: next })).toEqual([from, to]);
  });

  it('takes exact times as they are', () => {
    expect(range({ from: '2026-01-31T08:30Z', to: '2026-01-31T08:30:00.5Z', tz: 'Asia/Tokyo' })).toEqual([
      '2026-01-31T08:30:00.000Z',
      '2026-01-31T08:30:00.500Z',
    ]);
  });

  it('is the last thirty days until the end of this half hour where nothing is said', () => {
    expect(range({})).toEqual(['2026-04-15T00:00:00.000Z', '2026-05-15T10:30:00.000Z']);
    expect(range({ tz: 'Asia/Kathmandu' })[0]).toBe('2026-04-14T18:15:00.000Z');
  });

  it('that is empty or backwards is refused', () => {
    expect(() => range({ from: '2026-01-31', to: '2026-01-31' })).toThrow(/from: must be before "to"/);
    expect(() => range({ from: '2026-02-01', to: '2026-01-31' })).toThrow(/from: must be before "to"/);
  });
});

describe('a query', () => {
  it.each([
    [{ from: '31.01.2026' }, 'from', /date \(2026-01-31/],
    [{ from: '2026-13-01' }, 'from', /no date/],
    [{ from: '2026-02-30' }, 'from', /no date/],
    [{ to: '2026-02-30T25:00Z' }, 'to', /no date/],
    [{ to: 'now' }, 'to', /date/],
    [{ tz: 'Mars/Olympus' }, 'tz', /IANA/],
    // JavaScript knows these, ClickHouse does not.
    [{ tz: '+05:30' }, 'tz', /IANA/],
    [{ tz: 'europe/berlin' }, 'tz', /IANA/],
    [{ group_by: 'day,model,team' }, 'group_by', /at most 2/],
    [{ group_by: 'model,model' }, 'group_by', /twice/],
    [{ group_by: 'colour' }, 'group_by[0]', /team/],
    [{ group_by: '' }, 'group_by[0]', /team/],
    [{ format: 'xml' }, 'format', /csv/],
    [{ colour: 'red' }, 'body', /colour/],
  ])('%j is refused naming %s', (query: Record<string, string>, path, problem) => {
    expect(fault(query)).toMatchObject({ path, problem: expect.stringMatching(problem) });
  });

  it('filters by lists', () => {
    const query = parse({ model: 'a,b', customer: 'Müller', group_by: 'day,model' });
    expect(query.group_by).toEqual(['day', 'model']);
    expect([...filtersOf(query)]).toEqual([
      ['customer', ['Müller']],
      ['model', ['a', 'b']],
    ]);
  });
});

describe('the table that answers', () => {
  const HOUR_MS = 60 * MINUTE_MS;
  const ask = { dimensions: [], fromMs: 0, toMs: 48 * HOUR_MS, offsetsMs: [] };

  it.each([
    ['nothing but a total', {}, 'usage_core'],
    ['models', { dimensions: ['provider', 'model', 'tier'] }, 'usage_core'],
    ['keys', { dimensions: ['key'] }, 'usage_key'],
    ['a task beside a model', { dimensions: ['task', 'model'] }, 'usage_model'],
    ['customers of a team', { dimensions: ['team', 'customer'] }, 'usage_wide'],
    ['what no rollup has together', { dimensions: ['team', 'model'] }, 'ledger_attempts'],
    ['days in Berlin', { offsetsMs: [HOUR_MS, 2 * HOUR_MS] }, 'usage_core'],
    ['days in Kolkata', { offsetsMs: [5.5 * HOUR_MS] }, 'usage_core'],
    ['days in Kathmandu', { offsetsMs: [5.75 * HOUR_MS] }, 'ledger_attempts'],
    ['a range that begins within a half hour', { fromMs: 17 * MINUTE_MS }, 'ledger_attempts'],
    ['a range that ends within a half hour', { toMs: HOUR_MS + 1 }, 'ledger_attempts'],
  ] as const)('%s', (_what, more, table) => {
    expect(usageTable({ ...ask, ...more })).toBe(table);
  });
});

describe('CSV', () => {
  it('quotes what needs it, leaves null empty and ends lines as RFC 4180 says', () => {
    const rows = [
      { customer: 'a,b', requests: 1, cost_usd: '0.5' },
      { customer: 'say "hi"\nthere', requests: 0, cost_usd: null },
    ];
    expect(usageCsv(rows, ['customer'])).toBe(
      'customer,requests,cost_usd\r\n"a,b",1,0.5\r\n"say ""hi""\nthere",0,\r\n',
    );
  });
});
