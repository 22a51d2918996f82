/**
 * What a stream says before its answer begins (lifecycle events, pings), held back so that another provider can still take
 * its place; bounded, for a provider that talks on without answering is one to go along with.
 */

export const MAX_HELD_FRAMES = 64;
export const MAX_HELD_BYTES = 256 * 1024;

export class HeldFrames {
  private readonly frames: Buffer[] = [];
  private bytes = 0;

  get isEmpty(): boolean {
    return this.frames.length === 0;
  }

  /** False when there is no room for more. */
  hold(parts: readonly Buffer[]): boolean {
    for (const part of parts) {
      // A copy: the chunk's memory belongs to the socket.
      this.frames.push(Buffer.from(part));
      this.bytes += part.length;
    }
    return this.frames.length <= MAX_HELD_FRAMES && this.bytes <= MAX_HELD_BYTES;
  }

  /** All of them, and then `parts`. */
  before(parts: readonly Buffer[]): readonly Buffer[] {
    return this.frames.length === 0 ? parts : [...this.frames.splice(0), ...parts];
  }
}
