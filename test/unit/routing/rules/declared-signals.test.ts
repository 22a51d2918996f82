/** Signals of the body: what is read, and what counts as missing. */
import { type DeclaredSignal, type SignalType } from '../../../../src/catalog/domain/catalog';
import { MAX_SIGNAL_LENGTH } from '../../../../src/catalog/domain/endpoint-document';
import { parsePath, readSignals } from '../../../../src/routing/domain/rules/declared-signals';

const read = (path: string, body: unknown, more: Partial<DeclaredSignal> = {}) =>
  readSignals({ signals: [{ name: 'it', path, type: 'string', default: null, ...more }] }, body)['it'];

it.each([
  ['$.metadata.priority', { metadata: { priority: 'high' } }, 'high'],
  ['$.user_tier', { user_tier: 'gold' }, 'gold'],
  ["$['a b'][1]", { 'a b': ['x', 'y'] }, 'y'],
  ['$.list[-1]', { list: ['x', 'y'] }, 'y'],
  ['$', 'the body', 'the body'],
])('PG-18: %s reads the body', (path, body, value) => {
  expect(read(path, body)).toBe(value);
});

it.each([
  ['$.metadata.priority', { metadata: null }],
  ['$.metadata.priority', { metadata: 'priority' }],
  ['$.metadata.priority', 'text'],
  ['$.list[2]', { list: ['x'] }],
  ['$.list[0]', { list: { 0: 'x' } }],
  ["$.list['0']", { list: ['x'] }],
  ['$.constructor.name', {}],
  ['$.__proto__.toString', {}],
  ['$.list.length', { list: ['x'] }],
])('%s is missing in %j', (path, body) => {
  expect(read(path, body)).toBeNull();
  expect(read(path, body, { default: 'none' })).toBe('none');
});

it.each<[SignalType, readonly unknown[], readonly unknown[]]>([
  ['string', ['', 'x'.repeat(MAX_SIGNAL_LENGTH)], [1, true, null, [], {}, 'x'.repeat(MAX_SIGNAL_LENGTH + 1)]],
  ['int', [0, -3, Number.MAX_SAFE_INTEGER], [1.5, '1', 2 ** 53, NaN, true, null]],
  ['double', [0, 1.5, -1e300], ['1.5', Infinity, NaN, null]],
  ['bool', [true, false], [0, 'true', null]],
])('PG-18: a %s is of its type or missing', (type, right, wrong) => {
  for (const value of right) expect(read('$.v', { v: value }, { type })).toBe(value);
  for (const value of wrong) expect(read('$.v', { v: value }, { type })).toBeNull();
});

it.each([
  ['$.a[*]', 0, /must name one place/],
  ['$..a', 0, /must name one place/],
  ['$.a[0:2]', 0, /must name one place/],
  ['$.a[0, 1]', 0, /must name one place/],
  ['$.a[?@.b]', 0, /must name one place/],
  ["$[?match(@.a, '(a+)+')]", 0, /must name one place/],
  ['metadata.priority', 0, /is no JSONPath: .* write it like \$\.metadata\.priority/],
  ['$.a[', 4, /is no JSONPath/],
])('%s is refused', (path, offset, problem) => {
  expect(parsePath(path)).toMatchObject({ ok: false, failure: { offset, problem: expect.stringMatching(problem) } });
});

it('a name that every object inherits is a name like any other', () => {
  const signals = [{ name: 'toString', path: '$.x', type: 'string', default: null }] as const;
  expect(Object.entries(readSignals({ signals }, { x: 'y' }))).toEqual([['toString', 'y']]);
});
