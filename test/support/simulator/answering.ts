/** Plays a script: the answer in a dialect, whole or streamed, with the fault that the script has. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Usage } from '../../../src/shared/domain/usage';
import type { Ask, SimulatedDialect } from './dialect';
import type { Fault, Script } from './script';

export interface Answering {
  readonly dialect: SimulatedDialect;
  readonly ask: Ask;
  readonly script: Script;
  /** Resolves when what is held may go on. */
  readonly released: () => Promise<void>;
}

/** Returns the usage that the answer told, if it told any and went out to the last byte. */
export async function answer(response: ServerResponse, answering: Answering): Promise<Usage | null> {
  const { delayMs, fault } = answering.script;
  if (delayMs > 0) await sleep(delayMs);
  if (fault?.kind === 'raw') return raw(response, fault);
  if (fault !== null && failed(response, answering.dialect, fault)) return null;
  return answering.ask.stream ? streamed(response, answering) : whole(response, answering);
}

/** True where the fault is all of the answer. */
function failed(response: ServerResponse, dialect: SimulatedDialect, fault: Fault): boolean {
  if (fault.kind === 'refuse') response.destroy();
  else if (fault.kind === 'reset') response.socket?.resetAndDestroy();
  else if (fault.kind !== 'silent') {
    const said = saidInstead(dialect, fault);
    if (said === null) return false;
    response.writeHead(said.status, said.headers).end(said.text);
  }
  return true;
}

interface Said {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

function saidInstead(dialect: SimulatedDialect, fault: Fault): Said | null {
  const json = (status: number, body: object, more: Readonly<Record<string, string>> = {}): Said => ({
    ...{ status, text: JSON.stringify(body) },
    headers: { 'content-type': 'application/json', ...dialect.limits, ...more },
  });
  if (fault.kind === 'html')
    return { status: 200, headers: { 'content-type': 'text/html' }, text: '<html>It works!</html>' };
  if (fault.kind === 'error_body') return json(200, dialect.error(500, 'simulated', null));
  if (fault.kind === 'quota') return json(dialect.quota.status, dialect.quota.body);
  if (fault.kind !== 'status') return null;
  const { status, retryAfter = null, message = 'simulated' } = fault;
  return json(status, dialect.error(status, message, retryAfter), dialect.saysWaitInBody ? {} : waitHeaders(fault));
}

const waitHeaders = ({ retryAfter, retryAfterMs }: Extract<Fault, { kind: 'status' }>): Record<string, string> => ({
  ...(retryAfter !== undefined && { 'retry-after': retryAfter }),
  ...(retryAfterMs !== undefined && { 'retry-after-ms': retryAfterMs }),
});

async function raw(response: ServerResponse, fault: Extract<Fault, { kind: 'raw' }>): Promise<null> {
  const { parts, status = 200, headers = { 'content-type': 'application/json' }, ending = 'end' } = fault;
  response.writeHead(status, headers);
  response.flushHeaders();
  for (const part of parts) {
    response.write(part);
    await pause(0);
  }
  if (ending === 'end') response.end();
  if (ending === 'cut') breakOff(response);
  return null;
}

async function whole(response: ServerResponse, { dialect, ask, script, released }: Answering): Promise<Usage | null> {
  const { fault, usage, holdAfter } = script;
  if (fault?.kind === 'stall') return null;
  if (holdAfter !== null) await released();
  const text = cutShort(JSON.stringify(dialect.whole(script, ask)), fault);
  const length = Buffer.byteLength(text);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': length, ...dialect.limits });
  if (fault?.kind === 'cut') {
    response.flushHeaders();
    if (fault.after > 0) response.write(text.slice(0, text.length / 2));
    breakOff(response);
  } else response.end(text);
  return fault === null ? usage : null;
}

async function streamed(response: ServerResponse, answering: Answering): Promise<Usage | null> {
  const { dialect, ask, script } = answering;
  response.writeHead(200, { 'content-type': 'text/event-stream', ...dialect.limits });
  response.flushHeaders();
  let pieces = 0;
  for (const { text, isPiece } of dialect.stream(script, ask)) {
    const { fault } = script;
    if (isPiece && breaksAt(fault, pieces)) return broken(response, dialect, { fault, paceMs: script.paceMs });
    if (isPiece) await beforePiece(pieces, answering);
    if (isPiece) pieces += 1;
    response.write(isPiece ? cutShort(text, fault) : text);
    await pause(isPiece ? script.paceMs : 0);
    if (response.destroyed) return null;
  }
  response.end();
  return ask.usage === 'silent' ? null : script.usage;
}

async function beforePiece(pieces: number, { script, released }: Answering): Promise<void> {
  if (pieces === 0 && script.firstPieceMs > 0) await sleep(script.firstPieceMs);
  if (pieces === script.holdAfter) await released();
}

const cutShort = (text: string, fault: Fault | null): string =>
  fault?.kind === 'half_json' ? text.slice(0, text.length / 2) : text;

const pause = (ms: number): Promise<unknown> => (ms > 0 ? sleep(ms) : new Promise(setImmediate));

type Break = Extract<Fault, { readonly after: number }>;

const breaksAt = (fault: Fault | null, pieces: number): fault is Break =>
  fault !== null && 'after' in fault && fault.after === pieces;

async function broken(
  response: ServerResponse,
  dialect: SimulatedDialect,
  { fault, paceMs }: { readonly fault: Break; readonly paceMs: number },
): Promise<null> {
  if (fault.kind === 'stall') {
    for (let left = fault.keepAlives ?? 0; left > 0 && !response.destroyed; left -= 1) {
      response.write(dialect.keepAlive);
      await pause(paceMs);
    }
  } else if (fault.kind === 'cut') breakOff(response);
  else response.end(dialect.errorEvent);
  return null;
}

/** What was written must be on its way before the connection breaks. */
const breakOff = (response: ServerResponse): void => response.socket?.destroySoon();
