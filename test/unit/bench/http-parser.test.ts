import fc from 'fast-check';
import { FramingError, MessageParser } from '../../../bench/http-parser';

interface Message {
  readonly startLine: string;
  readonly body: string;
}

/** The messages that a parser reads from a text, fed in pieces that end at the given places. */
function parse(kind: 'request' | 'response', text: string, cuts: readonly number[] = []): readonly Message[] {
  const messages: Message[] = [];
  let startLine = '';
  let body = '';
  const parser = new MessageParser(kind, {
    onHead: (line) => {
      startLine = line;
      body = '';
    },
    onBody: (piece) => {
      body += piece.toString();
    },
    onEnd: () => messages.push({ startLine, body }),
  });
  const places = [...new Set(cuts)].toSorted((a, b) => a - b);
  [0, ...places].forEach((from, index) => {
    parser.feed(Buffer.from(text.slice(from, places[index] ?? text.length)));
  });
  return messages;
}

const fixed = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello';
const chunked =
  'HTTP/1.1 503 Busy\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\ntrailer: 1\r\n\r\n';
const empty = 'HTTP/1.1 204 None\r\ncontent-length: 0\r\n\r\n';

describe('the HTTP/1.1 parser of the benchmarks', () => {
  it('reads the same messages wherever the network cuts the bytes', () => {
    const text = fixed + chunked + empty + fixed;
    const expected = [
      { startLine: 'HTTP/1.1 200 OK', body: 'hello' },
      { startLine: 'HTTP/1.1 503 Busy', body: 'abc0123456789' },
      { startLine: 'HTTP/1.1 204 None', body: '' },
      { startLine: 'HTTP/1.1 200 OK', body: 'hello' },
    ];
    expect(parse('response', text)).toEqual(expected);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: text.length - 1 }), { maxLength: 40 }), (cuts) => {
        expect(parse('response', text, cuts)).toEqual(expected);
      }),
    );
  });

  it('takes a request without a length to have no body', () => {
    expect(parse('request', 'GET /count HTTP/1.1\r\nhost: x\r\n\r\n')).toEqual([
      { startLine: 'GET /count HTTP/1.1', body: '' },
    ]);
  });

  it.each([
    ['a response that would last until the connection closes', 'HTTP/1.1 200 OK\r\nserver: x\r\n\r\n'],
    ['a content-length that is no number', 'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n'],
    ['a chunk size that is no number', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['a chunk longer than it said', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n'],
  ])('refuses %s', (_what, text) => {
    expect(() => parse('response', text)).toThrow(FramingError);
  });
});
