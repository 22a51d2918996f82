/** What is taken out of text before it is kept. */
import fc from 'fast-check';
import { REDACTIONS, redactJson, redactText } from '../../../src/shared/domain/redaction';

const all = (text: string): string => redactText(text, REDACTIONS);

describe('redaction', () => {
  it.each([
    ['write to ada@example.org, now', 'write to [email], now'],
    ['a.b+c@mail.example.co.uk', '[email]'],
    ['call +49 (30) 1234-5678 or 030/12345678', 'call [phone] or [phone]'],
    ['card 4111 1111 1111 1111 and 5500-0000-0000-0004', 'card [card] and [card]'],
    ['key sk-proj-abcdefghijklmnop1234', 'key [secret]'],
    ['Authorization: Bearer abcdefghijklmnopqrstuvwx==', 'Authorization: [secret]'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0x.SflKxwRJSMeKKF2QT4', '[secret]'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '[secret]'],
  ])('takes %j out', (text, expected) => {
    expect(all(text)).toBe(expected);
  });

  it.each(['in 2026 there were 12 of 365', 'at 3.14159265358979', 'not @ home', 'a skilled bearer', 'size 1024x768'])(
    'leaves %j',
    (text) => {
      expect(all(text)).toBe(text);
    },
  );

  it('takes out only the kinds that were asked for', () => {
    expect(redactText('ada@example.org +49 30 12345678', ['phone'])).toBe('ada@example.org [phone]');
    expect(redactText('ada@example.org', [])).toBe('ada@example.org');
  });

  it('reaches every text of a JSON value and keeps its shape', () => {
    const value = { 'ada@example.org': [{ to: 'ada@example.org', n: 4_111_111_111_111_111 }, null, true] };
    expect(redactJson(value, ['email'])).toEqual({
      '[email]': [{ to: '[email]', n: 4_111_111_111_111_111 }, null, true],
    });
  });

  it('finds nothing more in what it has redacted', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => redactText(redactText(text, ['email']), ['email']) === redactText(text, ['email']),
      ),
    );
  });
});
