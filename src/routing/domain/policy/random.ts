/** The language's stream of chance: Park and Miller's generator, the same on every host. */

const MODULUS = 2147483647;
const MULTIPLIER = 16807;
/** Small seeds are alike in their first numbers. */
const THROWN_AWAY = 4;

/** Not negative, as a remainder of a negative number is in JavaScript. */
const modulo = (value: number): number => ((value % MODULUS) + MODULUS) % MODULUS;

/** Draws between 0 and 1, both excluded. */
export function stream(seed: number): () => number {
  let state = modulo(seed);
  if (state <= 0) state += MODULUS - 1;
  const draw = (): number => {
    state = (state * MULTIPLIER) % MODULUS;
    return state / MODULUS;
  };
  for (let step = 0; step < THROWN_AWAY; step++) draw();
  return draw;
}

/** The seed of a stream of its own for what has that name. */
export function seedFor(name: string, seed: number): number {
  let hash = 0;
  for (const byte of Buffer.from(name)) hash = (hash * 31 + byte) % MODULUS;
  return modulo(seed + hash);
}
