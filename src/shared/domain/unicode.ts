/** Texts that can be stored, and given an identity, as they stand. */

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Half a character (`"\ud800"` in JSON) has no bytes of its own. */
export const isWholeText = (text: string): boolean => !LONE_SURROGATE.test(text);
