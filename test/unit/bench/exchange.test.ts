import { Exchange, type Outcome } from '../../../bench/exchange';
import { blankStamp, machineUs, stamped } from '../../../bench/stamp';

/** Plays pieces that arrive at the given times into a stream of two content events that was due at 100 ms. */
function play(pieces: readonly (readonly [atMs: number, text: string])[], startLine = 'HTTP/1.1 200 OK'): Outcome {
  const exchange = new Exchange(100, 101, 2);
  exchange.head(startLine);
  for (const [atMs, text] of pieces) exchange.body(Buffer.from(text), atMs);
  return exchange.end(200);
}

/** The digits that a chunk sent at `atMs` of this process would carry. */
const stampAt = (atMs: number): string => String(Math.round(machineUs(atMs))).padStart(16, '0');

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
      timing: {
        ...{ dueMs: 100, sentMs: 101, firstByteMs: 110, firstContentMs: 120, endMs: 200, gapsMs: [15] },
        ...{ transitsMs: [], stretchesMs: [] },
      },
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

  it('tells how long stamped content was under way, and by how much a pause grew on the way', () => {
    const content = (atMs: number): string => `data: {"content":"@${stampAt(atMs)} word"}\n\n`;
    const outcome = play([
      [110, 'data: {"role":"assistant"}\n\n'],
      [121, content(120)],
      [129, content(125)],
      [130, 'data: finish\n\ndata: [DONE]\n\n'],
    ]);
    if (!outcome.ok) throw new Error(outcome.failure);
    expect(outcome.timing.transitsMs.map(Math.round)).toEqual([1, 4]);
    expect(outcome.timing.stretchesMs.map(Math.round)).toEqual([3]);
  });

  it('stamps a copy of a chunk with the moment, and leaves the rest as it is', () => {
    const chunk = Buffer.from(`data: {"content":"${blankStamp} word"}`);
    const text = stamped(chunk).toString();
    expect(text).toMatch(/^data: \{"content":"@\d{16} word"\}$/);
    expect(chunk.toString()).toContain(blankStamp);
    expect(text).not.toContain(blankStamp);
  });

  it.each<[failure: string, startLine: string, text: string]>([
    ['status_503', 'HTTP/1.1 503 Service Unavailable', '{"error":{}}'],
    ['empty_body', 'HTTP/1.1 200 OK', ''],
    ['short_stream', 'HTTP/1.1 200 OK', 'data: role\n\ndata: one\n\ndata: [DONE]\n\n'],
  ])('calls it a failure, %s, when the answer is not whole', (failure, startLine, text) => {
    expect(play(text === '' ? [] : [[110, text]], startLine)).toEqual({ ok: false, failure });
  });
});
