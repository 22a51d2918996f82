/** What a start finds in the journal: intents without outcome, damaged files, and the time of the last record. */
import type { Log } from '../shared/log';
import { type JournalRecord, readFrame } from './frame';
import { listSegments, quarantine, readSegment, SEGMENT_HEADER_BYTES } from './segment-files';

export interface Recovered {
  /** Outcomes to append for intents that nobody closed. */
  readonly orphans: readonly JournalRecord[];
  /** Ascending; readable ones only. */
  readonly segments: readonly number[];
  readonly nextSegment: number;
  /** Epoch milliseconds of the newest record; null in an empty journal. */
  readonly lastRecordMs: number | null;
}

export async function recover(directory: string, log: Log): Promise<Recovered> {
  const present = listSegments(directory);
  const open = new Map<string, JournalRecord>();
  const segments: number[] = [];
  let lastRecordMs: number | null = null;
  for (const segment of present) {
    const bytes = readSegment(directory, segment);
    if (bytes === null) {
      log.error({ segment }, 'a journal segment has no valid header; it is set aside as .damaged');
      await quarantine(directory, segment);
      continue;
    }
    segments.push(segment);
    lastRecordMs = scan(bytes, segment, { open, log }) ?? lastRecordMs;
  }
  return { orphans: [...open.values()], segments, nextSegment: (present.at(-1) ?? 0) + 1, lastRecordMs };
}

/** Follows intents and outcomes through one segment; returns the time of its last record. */
function scan(bytes: Buffer, segment: number, state: { open: Map<string, JournalRecord>; log: Log }): number | null {
  let at = SEGMENT_HEADER_BYTES;
  let lastMs: number | null = null;
  for (;;) {
    const frame = readFrame(bytes, at, segment);
    if (frame === 'end') return lastMs;
    if (frame === 'torn') {
      state.log.warn({ segment, offset: at }, 'the journal ends in a half-written record; it is cut off there');
      return lastMs;
    }
    const { type, topic, atMs, keyStart, payloadStart, end } = frame;
    const key = bytes.toString('latin1', keyStart, payloadStart);
    if (type === 'intent') {
      state.open.set(key, { type: 'outcome', topic, key, payload: bytes.toString('utf8', payloadStart, end) });
    }
    if (type === 'outcome') state.open.delete(key);
    lastMs = atMs;
    at = end;
  }
}
