/**
 * What is known of a word, by its hash: a Map laid out flat. It is asked for each word of a text, for most of them in vain,
 * and its first look is nearly always its last.
 */

/** All but one of them vacant, so that a search seldom meets another word. */
const SLOTS_PER_WORD = 8;
/** No hash is negative. */
const VACANT = -1;

export class HashIndex<Known> {
  /** Two numbers to a slot, so that one look into the memory fetches both: the hash, and the place of what is known. */
  readonly #slots: Int32Array;
  readonly #known: readonly Known[];
  readonly #mask: number;

  constructor(words: ReadonlyMap<number, Known>) {
    const slots = 2 ** Math.ceil(Math.log2(SLOTS_PER_WORD * words.size + 1));
    this.#mask = slots - 1;
    this.#slots = new Int32Array(2 * slots).fill(VACANT);
    this.#known = [...words.values()];
    for (const [place, hash] of [...words.keys()].entries()) {
      const slot = this.#slotOf(hash);
      this.#slots[slot] = hash;
      this.#slots[slot + 1] = place;
    }
  }

  /** The word's place in the order in which the words were given; -1 for another word. */
  placeOf(hash: number): number {
    return this.#slots[this.#slotOf(hash) + 1] ?? VACANT;
  }

  get(hash: number): Known | undefined {
    const place = this.placeOf(hash);
    return place < 0 ? undefined : this.#known[place];
  }

  /** Where the hash stands, or would. */
  #slotOf(hash: number): number {
    const slots = this.#slots;
    let slot = hash & this.#mask;
    for (let seen = slots[2 * slot]; seen !== hash && seen !== VACANT; seen = slots[2 * slot])
      slot = (slot + 1) & this.#mask;
    return 2 * slot;
  }
}
