/** What goes back over HTTP: a result with ClickHouse's headers, or an exception before or within it. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type ServerResponse } from 'node:http';
import { type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Call } from './call.ts';
import { type Execution, type Summary } from './connection.ts';
import { type EngineException, toException } from './exception.ts';
import { resultFormat } from './statement.ts';

export async function sendResult(
  response: ServerResponse,
  call: Call,
  execution: Execution,
  signal: AbortSignal,
): Promise<void> {
  const exceptionTag = randomBytes(8).toString('hex');
  response.writeHead(200, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Query-Id': call.queryId,
    'X-ClickHouse-Format': resultFormat(call.statement),
    'X-ClickHouse-Timezone': 'UTC',
    'X-ClickHouse-Summary': summaryText(execution.summary),
    'X-ClickHouse-Exception-Tag': exceptionTag,
    ...(call.acceptsGzip ? { 'Content-Encoding': 'gzip' } : {}),
  });
  const out = call.acceptsGzip ? gzipInto(response) : response;
  try {
    for await (const chunk of execution.chunks) {
      if (!out.write(chunk)) await once(out, 'drain', { signal });
    }
  } catch (error) {
    if (signal.aborted) throw error;
    out.write(exceptionBlock(toException(error), exceptionTag));
  }
  out.end();
}

export function sendException(response: ServerResponse, failure: EngineException, queryId: string | null): void {
  response.writeHead(failure.status, {
    'Content-Type': 'text/plain; charset=UTF-8',
    'X-ClickHouse-Exception-Code': failure.code,
    ...(queryId === null ? {} : { 'X-ClickHouse-Query-Id': queryId }),
  });
  response.end(`${failure.message}\n`);
}

/** As ClickHouse 25.11 and later end a result that fails after its status was sent. */
function exceptionBlock(failure: EngineException, tag: string): string {
  const text = `${failure.message}\n`;
  return `\r\n__exception__\r\n${tag}\r\n${text}${Buffer.byteLength(text)} ${tag}\r\n__exception__\r\n`;
}

function summaryText(summary: Summary): string {
  const { readRows, readBytes, writtenRows, writtenBytes } = summary;
  return JSON.stringify({
    read_rows: String(readRows),
    read_bytes: String(readBytes),
    written_rows: String(writtenRows),
    written_bytes: String(writtenBytes),
    total_rows_to_read: '0',
    result_rows: '0',
    result_bytes: '0',
    elapsed_ns: '0',
  });
}

function gzipInto(response: ServerResponse): Writable {
  const gzip = createGzip({ level: 3 });
  // A client that goes away is noticed at the response.
  pipeline(gzip, response).catch(() => undefined);
  return gzip;
}
