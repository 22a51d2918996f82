/**
 * What is known of a word, by its hash: a Map laid out flat. It is asked for each word of a text, for most of them in vain,
 * and its first look is nearly always its last.
 */

/** All but one of them vacant, so that a search seldom meets another word. */
const SLOTS_PER_WORD = 8;
/** No hash is negative. */
const VACANT = -1;

export class HashIndex<Known> {
  readonly #hashes: Int32Array;
  readonly #known: (Known | undefined)[];
  readonly #mask: number;

  constructor(words: ReadonlyMap<number, Known>) {
    const slots = 2 ** Math.ceil(Math.log2(SLOTS_PER_WORD * words.size + 1));
    this.#mask = slots - 1;
    this.#hashes = new Int32Array(slots).fill(VACANT);
    this.#known = Array.from({ length: slots });
    for (const [hash, known] of words) {
      const slot = this.#slotOf(hash);
      this.#hashes[slot] = hash;
      this.#known[slot] = known;
    }
  }

  get(hash: number): Known | undefined {
    return this.#known[this.#slotOf(hash)];
  }

  /** Where the hash stands, or would. */
  #slotOf(hash: number): number {
    let slot = hash & this.#mask;
    for (let seen = this.#hashes[slot]; seen !== hash && seen !== VACANT; seen = this.#hashes[slot])
      slot = (slot + 1) & this.#mask;
    return slot;
  }
}
