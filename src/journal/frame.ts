/**
 * One journal record on disk: a 20-byte header (little endian), the key, the payload.
 *
 * | bytes | field |
 * |---|---|
 * | 0–3 | length of the frame; 0 marks the end of what was written |
 * | 4–7 | CRC-32 of everything after it, seeded with the segment's number: a frame in the wrong file cannot pass |
 * | 8 | type |
 * | 9 | topic |
 * | 10–11 | length of the key |
 * | 12–19 | time of the append, epoch milliseconds as a double |
 */
import { crc32 } from 'node:zlib';

/**
 * An `intent` says what is to be recorded should nobody live to tell the outcome: its payload is that outcome. The
 * `outcome` of the same key replaces it. A `fact` stands alone.
 */
export const RECORD_TYPES = { intent: 1, outcome: 2, fact: 3 } as const;
export type RecordType = keyof typeof RECORD_TYPES;

/** What a record is about; a sink takes some of them. Numbers are on disk: append only. */
export const TOPICS = {
  ...{ attempt: 1, decision: 2, policy_term: 3, captured_content: 4 },
  ...{ failover: 5, health_sample: 6, breaker_transition: 7, incident: 8 },
} as const;
export type Topic = keyof typeof TOPICS;

export interface JournalRecord {
  readonly type: RecordType;
  readonly topic: Topic;
  /** Ties an outcome to its intent; ASCII. */
  readonly key: string;
  /** One line of JSON. */
  readonly payload: string;
}

/** Offsets are within the buffer that was read. */
export interface Frame {
  readonly type: RecordType;
  readonly topic: Topic;
  readonly atMs: number;
  readonly keyStart: number;
  readonly payloadStart: number;
  /** Behind the payload and the whole frame. */
  readonly end: number;
}

export const HEADER_BYTES = 20;
/** No record is longer, so that a batch always holds a whole one. */
export const MAX_FRAME_BYTES = 4 * 1024 * 1024;
const CHECKED_FROM = 8;
// UTF-8 takes at most three bytes for a UTF-16 code unit.
const MAX_BYTES_PER_UNIT = 3;

const typeNames = invert(RECORD_TYPES);
const topicNames = invert(TOPICS);

/** An upper bound of the bytes that `writeFrame` will use. */
export const frameBound = (record: JournalRecord): number =>
  HEADER_BYTES + record.key.length + record.payload.length * MAX_BYTES_PER_UNIT;

/** Writes a frame at `start` and returns the offset behind it; the buffer must hold `frameBound` bytes from there. */
export function writeFrame(
  buffer: Buffer,
  start: number,
  record: JournalRecord,
  stamp: { atMs: number; segment: number },
): number {
  const keyEnd = start + HEADER_BYTES + buffer.write(record.key, start + HEADER_BYTES, 'latin1');
  const end = keyEnd + buffer.write(record.payload, keyEnd, 'utf8');
  buffer.writeUInt32LE(end - start, start);
  buffer.writeUInt8(RECORD_TYPES[record.type], start + 8);
  buffer.writeUInt8(TOPICS[record.topic], start + 9);
  buffer.writeUInt16LE(record.key.length, start + 10);
  buffer.writeDoubleLE(stamp.atMs, start + 12);
  buffer.writeUInt32LE(crc32(buffer.subarray(start + CHECKED_FROM, end), stamp.segment), start + 4);
  return end;
}

export type ReadResult = Frame | 'end' | 'torn';

/** Reads the frame at `start`; `end` where nothing was written, `torn` where a write did not finish or bytes are damaged. */
export function readFrame(buffer: Buffer, start: number, segment: number): ReadResult {
  if (start + HEADER_BYTES > buffer.length) return 'end';
  const length = buffer.readUInt32LE(start);
  if (length === 0) return 'end';
  const end = start + length;
  if (length < HEADER_BYTES || end > buffer.length) return 'torn';
  if (buffer.readUInt32LE(start + 4) !== crc32(buffer.subarray(start + CHECKED_FROM, end), segment)) return 'torn';
  const type = typeNames.get(buffer.readUInt8(start + 8));
  const topic = topicNames.get(buffer.readUInt8(start + 9));
  const keyStart = start + HEADER_BYTES;
  const payloadStart = keyStart + buffer.readUInt16LE(start + 10);
  if (type === undefined || topic === undefined || payloadStart > end) return 'torn';
  return { type, topic, atMs: buffer.readDoubleLE(start + 12), keyStart, payloadStart, end };
}

function invert<Name extends string>(table: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  return new Map((Object.entries(table) as [Name, number][]).map(([name, code]) => [code, name]));
}
