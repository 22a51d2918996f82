import { Exchange, type Outcome } from '../../../bench/exchange';

/** Plays pieces that arrive at the given times into a stream of two content events that was due at 100 ms. */
function play(pieces: readonly (readonly [atMs: number, text: string])[], startLine = 'HTTP/1.1 200 OK'): Outcome {
  const exchange = new Exchange(100, 101, 2);
  exchange.head(startLine);
  for (const [atMs, text] of pieces) exchange.body(Buffer.from(text), atMs);
  return exchange.end(200);
}

describe('the measurement of one streamed answer', () => {
  it('counts time to first byte, to first content and between contents from the moment it was due', () => {
    const outcome = play([
      [110, 'data: role\n\n'],
      [120, 'data: one\n\n'],
      [135, 'data: two\n\n'],
      [136, 'data: finish\n\ndata: usage\n\ndata: [DONE]\n\n'],
    ]);
    expect(outcome).toEqual({
      ok: true,
      timing: { dueMs: 100, sentMs: 101, firstByteMs: 110, firstContentMs: 120, endMs: 200, gapsMs: [15] },
    });
  });

  it('sees an event whose blank line is cut in two, and takes events that arrive together as zero apart', () => {
    const outcome = play([
      [110, 'data: role\n'],
      [111, '\ndata: one\n\ndata: two\n\n'],
      [112, 'data: finish\n\ndata: [DONE]\n\n'],
    ]);
    expect(outcome).toMatchObject({ ok: true, timing: { firstContentMs: 111, gapsMs: [0] } });
  });

  it.each<[failure: string, startLine: string, text: string]>([
    ['status_503', 'HTTP/1.1 503 Service Unavailable', '{"error":{}}'],
    ['empty_body', 'HTTP/1.1 200 OK', ''],
    ['short_stream', 'HTTP/1.1 200 OK', 'data: role\n\ndata: one\n\ndata: [DONE]\n\n'],
  ])('calls it a failure, %s, when the answer is not whole', (failure, startLine, text) => {
    expect(play(text === '' ? [] : [[110, text]], startLine)).toEqual({ ok: false, failure });
  });
});
