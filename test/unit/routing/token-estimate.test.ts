/** The estimate of tokens: sane on ordinary text, monotone, and cheap whatever comes. */
import fc from 'fast-check';
import { estimateTokens } from '../../../src/routing/domain/token-estimate';

const ENGLISH = 'The bursar keeps the books of the college and pays its bills when they are due. ';

describe('estimateTokens', () => {
  it.each([
    ['nothing', '', 0, 0],
    ['a word', 'Hello', 1, 2],
    ['an English sentence', ENGLISH, 14, 22],
    ['German', 'Die Haushaltsführung der Universität obliegt der Kanzlerin.', 11, 20],
    ['Russian', 'Казначей ведёт книги колледжа.', 7, 14],
    ['Japanese', '会計係は大学の帳簿をつけています。', 9, 18],
    ['JSON', '{"model":"gpt","messages":[{"role":"user","content":"Hi"}]}', 15, 40],
    ['digits', '3141592653589793', 5, 9],
    ['blanks', ' '.repeat(440), 1, 40],
  ])('of %s is plausible', (_what, text, least, most) => {
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(least);
    expect(estimateTokens(text)).toBeLessThanOrEqual(most);
  });

  it('grows with the text', () => {
    const short = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(short, short, (text, more) => {
        expect(estimateTokens(text + more)).toBeGreaterThan(estimateTokens(text));
      }),
    );
  });

  it('is linear in the length of even text, also where only samples are counted', () => {
    const perSentence = estimateTokens(ENGLISH);
    for (const times of [10, 100, 1000, 10_000]) {
      const estimate = estimateTokens(ENGLISH.repeat(times)) / times;
      expect(estimate / perSentence).toBeGreaterThan(0.95);
      expect(estimate / perSentence).toBeLessThan(1.05);
    }
  });

  it('looks at no more of a text a thousand times as long', () => {
    const timeOf = (text: string): number => {
      const start = performance.now();
      for (let run = 0; run < 200; run++) estimateTokens(text);
      return performance.now() - start;
    };
    const [short, long] = [ENGLISH.repeat(50), ENGLISH.repeat(50_000)];
    timeOf(short);
    // A scan of the whole would take a thousand times as long.
    expect(Math.min(...[1, 2, 3].map(() => timeOf(long)))).toBeLessThan(50 * Math.max(0.1, timeOf(short)));
  });
});
