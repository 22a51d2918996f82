/** The estimate of tokens: near the true count on ordinary text, and sane on any other. */
import fc from 'fast-check';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { estimateTokens } from '../../../src/routing/domain/token-estimate';
import { readText, repositoryFiles } from '../structure/repository';

const ENGLISH = 'The bursar keeps the books of the college and pays its bills when they are due. ';

const errorOf = (text: string): number => Math.abs(estimateTokens(text) / encode(text).length - 1);

describe('estimateTokens', () => {
  it.each([
    ['an English sentence', ENGLISH],
    ['German', 'Die Haushaltsführung der Universität obliegt der Kanzlerin und ihrem Stellvertreter.'],
    ['French', 'Le trésorier tient les comptes du collège et règle les factures à leur échéance.'],
    ['Russian', 'Казначей ведёт книги колледжа и оплачивает счета в срок.'],
    ['Japanese', '会計係は大学の帳簿をつけ、期日に請求書を支払います。'],
    ['Korean', '회계 담당자는 대학의 장부를 관리하고 제때에 청구서를 지불합니다.'],
    ['JSON', '{"model":"gpt","messages":[{"role":"user","content":"Hi"}],"max_tokens":128}'],
    ['a call', 'const total = rows.reduce((sum, row) => sum + row.costNanoUsd, 0n);\n    return total;\n'],
    ['digits', '3141592653589793238462643383279502884197'],
    ['hexadecimal digits', '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
    ['an indented list', '- one\n    - two\n        - three\n            - four\n'],
    ['emoji', 'Great work 🎉🎉 see you soon 😀 and thanks 🙏'],
  ])('of %s is within a third of the true count', (_what, text) => {
    expect(errorOf(text)).toBeLessThan(1 / 3);
  });

  it("of this repository's sources is nearly right", () => {
    const errors = repositoryFiles('src')
      .filter((path) => path.endsWith('.ts'))
      .map((path) => errorOf(readText(path)))
      .sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length * 0.5)]).toBeLessThan(0.08);
    expect(errors[Math.floor(errors.length * 0.9)]).toBeLessThan(0.15);
  });

  it('is nothing for nothing, and for any text above nothing and at most three tokens a character', () => {
    expect(estimateTokens('')).toBe(0);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        expect(estimateTokens(text)).toBeGreaterThan(0);
        expect(estimateTokens(text)).toBeLessThanOrEqual(3 * text.length);
      }),
    );
  });

  it('of two paragraphs is that of each, added up', () => {
    const paragraph = fc.lorem({ mode: 'sentences', maxCount: 5 });
    fc.assert(
      fc.property(paragraph, paragraph, (one, other) => {
        const together = estimateTokens(`${one}\n${other}`);
        expect(Math.abs(together - estimateTokens(one) - estimateTokens(other))).toBeLessThanOrEqual(1.5);
      }),
    );
  });

  it('is linear in the length of even text, also where only samples are counted', () => {
    const perSentence = estimateTokens(ENGLISH.repeat(10)) / 10;
    for (const times of [100, 1000, 10_000]) {
      const estimate = estimateTokens(ENGLISH.repeat(times)) / times;
      expect(estimate / perSentence).toBeGreaterThan(0.95);
      expect(estimate / perSentence).toBeLessThan(1.05);
    }
  });
});
