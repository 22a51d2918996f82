/** Cutting a byte stream into events without touching a byte. */
import fc from 'fast-check';
import { dataOf, isWellFormed, SseSplitter } from '../../../src/gateway/protocols/sse-events';
import { inChunks } from './chunking';

const eventsOf = (chunks: readonly Buffer[]): { events: string[]; pending: number } => {
  const splitter = new SseSplitter();
  const events = chunks.flatMap((chunk) => splitter.feed(chunk).map(({ bytes }) => bytes.toString('utf8')));
  return { events, pending: splitter.pendingBytes };
};

describe('SseSplitter', () => {
  it.each<[string, string, string[], number]>([
    ['events', 'data: a\n\ndata: b\n\n', ['data: a\n\n', 'data: b\n\n'], 0],
    ['events with CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', ['data: a\r\n\r\n', 'data: b\r\n\r\n'], 0],
    ['events with both', 'data: a\n\ndata: b\r\n\r\n: c\n\n', ['data: a\n\n', 'data: b\r\n\r\n', ': c\n\n'], 0],
    ['an event of several lines', 'event: x\ndata: a\ndata: b\n\n', ['event: x\ndata: a\ndata: b\n\n'], 0],
    ['a blank line before the first event', '\n\ndata: a\n\n', ['\n\n', 'data: a\n\n'], 0],
    ['an event without an end', 'data: a\n\ndata: b', ['data: a\n\n'], 7],
    ['text beyond ASCII', 'data: 日本 😀\n\n', ['data: 日本 😀\n\n'], 0],
    ['nothing', '', [], 0],
  ])('cuts %s', (_what, text, events, pending) => {
    expect(eventsOf([Buffer.from(text)])).toEqual({ events, pending });
  });

  it('cuts the same events wherever the chunks end, and loses no byte', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', ':', ' ', '\r', '\n', '😀'), maxLength: 60 });
    fc.assert(
      fc.property(line, fc.array(fc.nat()), (text, cuts) => {
        const bytes = Buffer.from(text);
        const whole = eventsOf([bytes]);
        expect(eventsOf(inChunks(bytes, cuts))).toEqual(whole);
        expect(Buffer.byteLength(whole.events.join('')) + whole.pending).toBe(bytes.length);
      }),
    );
  });

  it('says when an event has no end', () => {
    const splitter = new SseSplitter();
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    for (let fed = 0; fed < 8; fed++) splitter.feed(chunk);
    expect(splitter.overflown).toBe(false);
    splitter.feed(chunk);
    expect(splitter.overflown).toBe(true);
  });
});

describe('dataOf', () => {
  it.each<[string, string | null]>([
    ['data: {"a":1}\n\n', '{"a":1}'],
    ['data:{"a":1}\r\n\r\n', '{"a":1}'],
    ['data: [DONE]\n\n', '[DONE]'],
    ['event: x\ndata: a\nid: 7\ndata: b\n\n', 'a\nb'],
    ['data:\n\n', ''],
    [': comment\n\n', null],
    ['event: ping\n\n', null],
    ['\n\n', null],
  ])('of %j is %j', (text, data) => {
    expect(dataOf(text)).toBe(data);
  });
});

describe('isWellFormed', () => {
  it.each([
    [': comment\n\n', true],
    ['event: ping\nid: 1\nretry: 5\n\n', true],
    ['\r\n\r\n', true],
    ['<html>\n\n', false],
    ['{"error":"x"}\n\n', false],
    ['dataset: x\n\n', false],
  ])('of %j is %s', (text, wellFormed) => {
    expect(isWellFormed(text)).toBe(wellFormed);
  });
});
