/** Texts that cannot be stored are found wherever they are. */
import { unstorableAt } from '../../../src/http/unstorable';

it.each<[unknown, PropertyKey[] | null]>([
  [{ owner: 'Zoë 🙂', tags: ['a', 1, null, true], at: {} }, null],
  [undefined, null],
  ['a\u0000b', []],
  [{ owner: '\ud800' }, ['owner']],
  [{ rules: [{ label: 'a' }, { label: 'b\udc00' }] }, ['rules', 1, 'label']],
  [{ quality: { 'a\u0000': 1 } }, ['quality']],
])('in %j at %j', (body, path) => {
  expect(unstorableAt(body)).toEqual(path);
});

it('in a body deeper than the call stack', () => {
  const deep = JSON.parse(`${'['.repeat(20_000)}"\\ud800"${']'.repeat(20_000)}`) as unknown;
  expect(unstorableAt(deep)).toHaveLength(20_000);
});
