/** The list of models in Anthropic's pages. */
import fc from 'fast-check';
import { modelPage } from '../../../../../src/gateway/protocols/anthropic-messages';

const model = (id: string) => ({ id, maxInputTokens: 200_000, maxOutputTokens: null });
const FIVE = ['a', 'b', 'c', 'd', 'e'].map(model);

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}
const page = (asked: Parameters<typeof modelPage>[1], models = FIVE): Page =>
  modelPage(models, asked) as unknown as Page;
const idsOf = ({ data }: Page): string[] => data.map(({ id }) => id);

it('an entry says what is known, and null of what is not', () => {
  expect(page({ limit: 1 }).data).toMatchObject([
    { type: 'model', id: 'a', created_at: '1970-01-01T00:00:00Z', max_input_tokens: 200_000, max_tokens: null },
  ]);
});

it.each([
  ['all of them', { limit: 9 }, 'abcde', false],
  ['the first', { limit: 2 }, 'ab', true],
  ['those behind one', { limit: 2, after_id: 'b' }, 'cd', true],
  ['the last behind one', { limit: 2, after_id: 'd' }, 'e', false],
  ['none behind the last', { limit: 2, after_id: 'e' }, '', false],
  ['those just before one', { limit: 2, before_id: 'd' }, 'bc', true],
  ['the first before one', { limit: 2, before_id: 'b' }, 'a', false],
  ['those between two', { limit: 9, after_id: 'a', before_id: 'd' }, 'bc', false],
])('are %s', (_what, asked, ids, more) => {
  const found = page(asked);
  expect([idsOf(found).join(''), found.has_more]).toEqual([ids, more]);
  expect([found.first_id, found.last_id]).toEqual([ids.at(0) ?? null, ids.at(-1) ?? null]);
});

it('page after page all are seen once, in either direction', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 7 }), (count, limit) => {
      const models = Array.from({ length: count }, (_, at) => model(String(at)));
      const forwards: string[] = [];
      let found = page({ limit }, models);
      for (forwards.push(...idsOf(found)); found.has_more; forwards.push(...idsOf(found)))
        found = page({ limit, after_id: found.last_id ?? '' }, models);
      expect(forwards).toEqual(models.map(({ id }) => id));
      if (count === 0) return;
      const backwards: string[] = [];
      let earlier = page({ limit, before_id: String(count - 1) }, models);
      for (backwards.unshift(...idsOf(earlier)); earlier.has_more; backwards.unshift(...idsOf(earlier)))
        earlier = page({ limit, before_id: earlier.first_id ?? '' }, models);
      expect(backwards).toEqual(models.slice(0, -1).map(({ id }) => id));
    }),
  );
});

it.each(['after_id', 'before_id'])('an id that nothing has is refused by name: %s', (path) => {
  expect(() => page({ limit: 1, [path]: 'nobody' })).toThrow(`${path}: must be the id of a model`);
});
