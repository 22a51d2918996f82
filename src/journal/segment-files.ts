/** The files of a journal directory: numbered segments, and blank ones that are allocated before they are needed. */
import { closeSync, openSync, readdirSync, readFileSync, renameSync, unlinkSync, writeSync } from 'node:fs';
import { open, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export const SEGMENT_HEADER_BYTES = 16;
const MAGIC = 'BURSARJ1';
const SEGMENT_NAME = /^(\d{10})\.segment$/;
// The kernel writes this much without letting anybody else on the core: half a millisecond.
const FILL_BYTES = 256 * 1024;
const zeros = Buffer.alloc(FILL_BYTES);

export const segmentPath = (directory: string, segment: number): string =>
  join(directory, `${String(segment).padStart(10, '0')}.segment`);

/** Numbers of the segments present, ascending. */
export function listSegments(directory: string): number[] {
  return readdirSync(directory)
    .flatMap((name) => SEGMENT_NAME.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Blank files of an interrupted start have unknown length. */
export function removeBlanks(directory: string): void {
  for (const name of readdirSync(directory)) if (name.endsWith('.blank')) unlinkSync(join(directory, name));
}

/**
 * Writes a file full of zeros, so that later writes into it need no space: a sparse file would promise what the disk
 * cannot keep. Removes what it made when the disk is full.
 */
export async function allocateBlank(directory: string, name: string, bytes: number): Promise<string> {
  const path = join(directory, `${name}.blank`);
  const file = await open(path, 'w', 0o600);
  try {
    // The last bytes of a disk are taken by a write that is shorter than it was asked to be.
    for (let at = 0; at < bytes;) at += (await file.write(zeros, 0, Math.min(FILL_BYTES, bytes - at), at)).bytesWritten;
    await file.datasync();
  } catch (error) {
    await file.close();
    await unlink(path);
    throw error;
  }
  await file.close();
  return path;
}

/** The same, when there was no time to do it ahead. */
export function allocateBlankNow(directory: string, name: string, bytes: number): string {
  const path = join(directory, `${name}.blank`);
  const fd = openSync(path, 'w', 0o600);
  try {
    for (let at = 0; at < bytes;) at += writeSync(fd, zeros, 0, Math.min(FILL_BYTES, bytes - at), at);
  } catch (error) {
    closeSync(fd);
    unlinkSync(path);
    throw error;
  }
  closeSync(fd);
  return path;
}

/** Turns a blank into segment `segment` and opens it for reading and writing. */
export function openSegment(directory: string, blank: string, segment: number): number {
  const fd = openSync(blank, 'r+');
  const header = Buffer.alloc(SEGMENT_HEADER_BYTES);
  header.write(MAGIC, 'latin1');
  header.writeUInt32LE(segment, MAGIC.length);
  writeSync(fd, header, 0, header.length, 0);
  renameSync(blank, segmentPath(directory, segment));
  return fd;
}

/** The whole segment; null when the file is no segment of that number. */
export function readSegment(directory: string, segment: number): Buffer | null {
  const bytes = readFileSync(segmentPath(directory, segment));
  const whole = bytes.length >= SEGMENT_HEADER_BYTES;
  return whole && bytes.toString('latin1', 0, MAGIC.length) === MAGIC && bytes.readUInt32LE(MAGIC.length) === segment
    ? bytes
    : null;
}

/** Sets a segment aside that cannot be read, instead of deleting what may still be wanted. */
export const quarantine = (directory: string, segment: number): Promise<void> =>
  rename(segmentPath(directory, segment), `${segmentPath(directory, segment)}.damaged`);

export const deleteSegment = (directory: string, segment: number): Promise<void> =>
  unlink(segmentPath(directory, segment));
