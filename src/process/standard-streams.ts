/** Lines of standard input, and of standard output, whose reader may leave before the end (`| head -1`). */
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Closed when nobody takes more of them: input that goes on would keep the process. */
export async function* inputLines(): AsyncGenerator<string> {
  const lines = createInterface({ input: process.stdin });
  try {
    yield* lines;
  } finally {
    lines.close();
  }
}

/** Says no faster than they are read, and takes no more lines when the reader has left. */
export async function sayEach(lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  try {
    await pipeline(Readable.from(ended(lines)), process.stdout, { end: false });
  } catch (error) {
    if (!isReaderGone(error)) throw error;
  }
}

/** A command that has begun to change something ends it, though nobody reads what it says. */
export function outliveReader(): void {
  process.stdout.on('error', (error) => {
    if (!isReaderGone(error)) throw error;
  });
}

async function* ended(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}

const isReaderGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EPIPE';
