/** What a stream says before its answer begins. */
import { HeldFrames, MAX_HELD_BYTES, MAX_HELD_FRAMES } from '../../../src/gateway/held-frames';

const texts = (parts: readonly Buffer[]): string[] => parts.map(String);

it('comes before what follows, once and in its order', () => {
  const held = new HeldFrames();
  expect(held.hold([Buffer.from('a'), Buffer.from('b')])).toBe(true);
  expect(texts(held.before([Buffer.from('c')]))).toEqual(['a', 'b', 'c']);
  expect(texts(held.before([Buffer.from('d')]))).toEqual(['d']);
});

it('is a copy: the memory that it came in is used again', () => {
  const [held, chunk] = [new HeldFrames(), Buffer.from('first')];
  held.hold([chunk]);
  chunk.write('other');
  expect(texts(held.before([]))).toEqual(['first']);
});

it.each([
  ['frames', Array.from({ length: MAX_HELD_FRAMES }, () => Buffer.from('.'))],
  ['bytes', [Buffer.alloc(MAX_HELD_BYTES)]],
])('is bounded in %s', (_what, most) => {
  const held = new HeldFrames();
  expect(held.hold(most)).toBe(true);
  expect(held.hold([Buffer.from('.')])).toBe(false);
});
