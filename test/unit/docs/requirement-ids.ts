/** Requirement IDs, and how a test's name begins with those that it proves: `MS-09: …` or `SP-29, SP-30: …`. */

export const REQUIREMENT_ID = /^(SP|MS|UH|PG|SW|BX)-\d\d$/;

// `it('…`, `test('…`, or the call on what `it.each(…)` and `` it.each`…` `` return.
const TEST_NAME = /(?:\b(?:it|test)|[)`])\(\s*(['"`])((?:(?:SP|MS|UH|PG|SW|BX)-\d\d(?:, )?)+): /g;

/** The IDs that the names of the tests in this source begin with. */
export function provenIds(testSource: string): ReadonlySet<string> {
  return new Set([...testSource.matchAll(TEST_NAME)].flatMap(([, , ids = '']) => ids.split(', ')));
}
