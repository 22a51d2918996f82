/** Bytes as a network might deliver them. */

/** Cuts at any offsets: each number is taken modulo the length. */
export function inChunks(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const offsets = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...offsets, bytes.length].map((offset, at) => bytes.subarray(offsets[at - 1] ?? 0, offset));
}
