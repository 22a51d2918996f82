/** The body of a request: text for a statement, rows for an INSERT; large rows go through a file instead of memory. */
import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import { exception } from './exception.ts';
import { type Rows } from './statement.ts';

/** From here on the rows are held on disk, once, and not twice in memory (as received, and behind their statement). */
const SPOOL_FROM_BYTES = 16 * 1024 * 1024;

const DECODERS: Readonly<Record<string, () => NodeJS.ReadWriteStream>> = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

export async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of decoded(request)) parts.push(part);
  return Buffer.concat(parts).toString();
}

export async function readRows(request: IncomingMessage, spoolDir: string): Promise<Rows> {
  const parts: Buffer[] = [];
  let size = 0;
  const source = decoded(request)[Symbol.asyncIterator]();
  for (let next = await source.next(); next.done !== true; next = await source.next()) {
    parts.push(next.value);
    size += next.value.length;
    if (size >= SPOOL_FROM_BYTES) return spool(joined(parts, source), spoolDir);
  }
  const bytes = Buffer.concat(parts);
  return hasEmptyLine(bytes) ? spool([bytes], spoolDir) : { kind: 'memory', bytes };
}

export async function discard(rows: Rows | null): Promise<void> {
  if (rows?.kind === 'file') await rm(rows.path, { force: true });
}

/**
 * chdb takes rows behind their statement for one text, in which an empty line ends the rows: what follows would be run as
 * the next statement. Rows are data, so such ones never go that way.
 */
function hasEmptyLine(bytes: Buffer): boolean {
  return bytes[0] === 0x0a || bytes.includes('\n\n');
}

async function spool(source: Iterable<Buffer> | AsyncIterable<Buffer>, spoolDir: string): Promise<Rows> {
  const path = join(spoolDir, randomUUID());
  try {
    await writeFile(path, source);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { kind: 'file', path };
}

async function* joined(parts: readonly Buffer[], rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield* parts;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
}

function decoded(request: IncomingMessage): AsyncIterable<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding === 'identity') return request as AsyncIterable<Buffer>;
  const decoder = DECODERS[encoding]?.();
  if (decoder === undefined) throw exception('NOT_IMPLEMENTED', `Unknown Content-Encoding ${encoding}.`);
  // A body cut short surfaces where the decoder is read.
  pipeline(request, decoder).catch(() => undefined);
  return decoder as unknown as AsyncIterable<Buffer>;
}
