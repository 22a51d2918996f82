/** What callers say about their calls, in headers and in the body's `metadata`. */
import { isHeaderFault, readAttribution } from '../../../src/gateway/domain/attribution';

type Said = Exclude<ReturnType<typeof readAttribution>, { problem: string }>;

const read = (headers: Record<string, string | string[]>, metadata: Record<string, unknown> | null = null): Said => {
  const said = readAttribution(headers, metadata);
  if (isHeaderFault(said)) throw new Error(`${said.header} ${said.problem}`);
  return said;
};

const SILENT: Said = {
  ...{ task: null, workflow: null, runId: null, customer: null, user: null, environment: null },
  ...{ region: null, dataClass: null, tags: {}, mode: null, timeoutMs: null, extension: null },
};

const HEADERS: readonly [header: string, value: string, said: Partial<Said>][] = [
  ['x-bursar-task', 'code review', { task: 'code review' }],
  ['x-bursar-workflow', 'nightly', { workflow: 'nightly' }],
  ['x-bursar-run-id', 'run-7', { runId: 'run-7' }],
  ['x-bursar-customer', 'Müller & Söhne', { customer: 'Müller & Söhne' }],
  ['x-bursar-user', 'u-1', { user: 'u-1' }],
  ['x-bursar-environment', 'staging', { environment: 'staging' }],
  ['x-bursar-region', 'eu-central', { region: 'eu-central' }],
  ['x-bursar-data-class', 'internal', { dataClass: 'internal' }],
  ['x-bursar-tags', 'team=red, cost=a=b ,empty=', { tags: { team: 'red', cost: 'a=b', empty: '' } }],
  ['x-bursar-mode', 'cost_first', { mode: 'cost_first' }],
  ['x-bursar-timeout-ms', '2500', { timeoutMs: 2500 }],
  ['x-bursar-extension', 'minimal', { extension: 'minimal' }],
];

describe('readAttribution', () => {
  it.each(HEADERS)('reads the header %s', (header, value, said) => {
    expect(read({ [header]: value, authorization: 'Bearer x' })).toEqual({ ...SILENT, ...said });
  });

  it.each(HEADERS)('reads metadata under the name %s', (header, value, said) => {
    expect(read({}, { [header]: value, ticket: 7 })).toEqual({ ...SILENT, ...said });
  });

  it('says nothing where the caller says nothing', () => {
    expect(read({ 'content-type': 'application/json' })).toEqual(SILENT);
    expect(read({}, {})).toEqual(SILENT);
  });

  it('lets a header win over metadata', () => {
    expect(read({ 'x-bursar-task': 'a' }, { 'x-bursar-task': 'b', 'x-bursar-user': 'c' })).toMatchObject({
      task: 'a',
      user: 'c',
    });
  });

  it('keeps a tag of any name', () => {
    const { tags } = read({ 'x-bursar-tags': '__proto__=a,constructor=b' });
    expect(Object.entries(tags)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]);
  });

  it('does not share state between calls', () => {
    read({ 'x-bursar-tags': 'a=1', 'x-bursar-task': 'b' });
    expect(read({})).toEqual(SILENT);
  });

  it.each<[string, { headers?: Record<string, string | string[]>; metadata?: object }, string, RegExp]>([
    ['an unknown header', { headers: { 'x-bursar-taks': 'a' } }, 'x-bursar-taks', /not known.*x-bursar-task/],
    ['an unknown name in metadata', { metadata: { 'x-bursar-taks': 'a' } }, 'x-bursar-taks', /not known/],
    ['a repeated header', { headers: { 'x-bursar-task': ['a', 'b'] } }, 'x-bursar-task', /one text/],
    ['an empty header', { headers: { 'x-bursar-task': '' } }, 'x-bursar-task', /not empty/],
    ['a number in metadata', { metadata: { 'x-bursar-task': 7 } }, 'x-bursar-task', /one text/],
    ['half a character', { metadata: { 'x-bursar-user': 'a\ud800' } }, 'x-bursar-user', /well-formed/],
    ['half a character in a tag', { metadata: { 'x-bursar-tags': 'a=\udc00' } }, 'x-bursar-tags', /well-formed/],
    ['an oversized value', { headers: { 'x-bursar-user': 'x'.repeat(201) } }, 'x-bursar-user', /longer than 200/],
    ['an unknown mode', { headers: { 'x-bursar-mode': 'cheap' } }, 'x-bursar-mode', /one of balanced, cost_first/],
    [
      'no time',
      { headers: { 'x-bursar-timeout-ms': '0' } },
      'x-bursar-timeout-ms',
      /whole milliseconds from 1 to 86400000/,
    ],
    ['a time in words', { headers: { 'x-bursar-timeout-ms': '2s' } }, 'x-bursar-timeout-ms', /whole milliseconds/],
    ['two days', { headers: { 'x-bursar-timeout-ms': '172800000' } }, 'x-bursar-timeout-ms', /to 86400000/],
    ['an unknown level', { headers: { 'x-bursar-extension': 'all' } }, 'x-bursar-extension', /full, minimal, off/],
    ['a tag without a value', { headers: { 'x-bursar-tags': 'a=1,b' } }, 'x-bursar-tags', /"b" is not of the form/],
    ['a tag without a name', { headers: { 'x-bursar-tags': '=1' } }, 'x-bursar-tags', /"=1" is not of the form/],
    ['an oversized tag', { headers: { 'x-bursar-tags': `a=${'x'.repeat(201)}` } }, 'x-bursar-tags', /not of the form/],
    ['too many tags', { headers: { 'x-bursar-tags': tags(17) } }, 'x-bursar-tags', /more than 16/],
  ])('refuses %s by name', (_what, { headers = {}, metadata = null }, header, problem) => {
    const said = readAttribution(headers, metadata as Record<string, unknown> | null);
    expect(said).toEqual({ header, problem: expect.stringMatching(problem) });
  });

  it('takes values of full size', () => {
    const longest = 'x'.repeat(200);
    expect(read({ 'x-bursar-user': longest, 'x-bursar-tags': tags(16) })).toMatchObject({ user: longest });
  });
});

function tags(count: number): string {
  return Array.from({ length: count }, (_, at) => `k${at}=v`).join(',');
}
