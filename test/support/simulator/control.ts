/**
 * The simulator's HTTP for whoever runs it in another process; all bodies are JSON.
 *
 *     POST   /_control         {"fault":{"kind":"status","status":503}}                          for all calls, from now on
 *                              {"model":"gpt-4o","fault":{"kind":"stall","after":0,"keepAlives":50},"paceMs":20}
 *                              {"credential":"sk-second","fault":{"kind":"quota"}}
 *                              {"model":"gpt-4o"}                                                mends what stood for that model
 *     DELETE /_control                                                                           mends everything
 *     POST   /_control/down    {"forMs":5000}                                                    nothing listens, for so long
 *     POST   /_control/release                                                                   lets go what `holdAfter` holds
 *     GET    /_control/counts                                                                    calls received, in flight, highest in flight
 *     DELETE /_control/counts                                                                    counts from zero
 *     GET    /_control/told                                                                      usage of all answers
 *
 * Besides `model` and `credential` an order has the members of a script: `fault` (its kinds: `script.ts`), `delayMs` (before
 * the first byte), `firstPieceMs` (a slow first token), `paceMs`, `holdAfter`, `text`, `usage`, and so on.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { USAGE_BUCKETS } from '../../../src/shared/domain/usage';
import type { Order } from './orders';
import type { Simulator } from './simulator';

const count = z.int().min(0);
const status = z.int().min(200).max(599);
const kinds = [
  'refuse',
  'reset',
  'silent',
  'html',
  'error_body',
  'half_json',
  'null_choices',
  'duplicate_start',
] as const;

const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum([...kinds, 'quota']) }),
  z.strictObject({
    kind: z.literal('status'),
    status,
    retryAfter: z.string().exactOptional(),
    retryAfterMs: z.string().exactOptional(),
    message: z.string().exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('raw'),
    parts: z.array(z.string()),
    status: status.exactOptional(),
    headers: z.record(z.string(), z.string()).exactOptional(),
    ending: z.enum(['end', 'cut', 'stall']).exactOptional(),
  }),
  z.strictObject({ kind: z.literal('stall'), after: count, keepAlives: count.exactOptional() }),
  z.strictObject({ kind: z.enum(['cut', 'error_event']), after: count }),
]);

const order = z
  .strictObject({
    model: z.string(),
    credential: z.string(),
    text: z.string(),
    reasoning: z.string(),
    tools: z.array(z.strictObject({ name: z.string(), arguments: z.string() })),
    finish: z.enum(['stop', 'length', 'content_filter', 'refusal']),
    usage: z.partialRecord(z.enum(USAGE_BUCKETS), count).nullable(),
    usageTold: z.enum(['at_end', 'late', 'twice']),
    tier: z.string().nullable(),
    region: z.string().nullable(),
    paceMs: count,
    delayMs: count,
    firstPieceMs: count,
    holdAfter: count.nullable(),
    fault: fault.nullable(),
  })
  .partial();

const outage = z.strictObject({ forMs: count });

type Act = (simulator: Simulator, body: unknown) => unknown;

/** What they return is the answer. */
// `as Order`: JSON has no `undefined`, which is all that the parsed type has more.
const ACTS: Readonly<Record<string, Act>> = {
  'POST /_control': (simulator, body) => simulator.order(order.parse(body) as Order),
  'DELETE /_control': (simulator) => simulator.mend(),
  'POST /_control/release': (simulator) => simulator.release(),
  'GET /_control/counts': (simulator) => simulator.counts(),
  'DELETE /_control/counts': (simulator) => simulator.countAnew(),
  'GET /_control/told': (simulator) => simulator.told,
};

export async function control(
  simulator: Simulator,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = `${incoming.method ?? ''} ${incoming.url ?? ''}`;
  const said = (status: number, body: unknown): void =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
  try {
    const body: unknown = JSON.parse((await text(incoming)) || '{}');
    if (address === 'POST /_control/down') goDown(simulator, response, outage.parse(body).forMs);
    else {
      const act = ACTS[address];
      if (act === undefined) said(404, { error: `${address} is none of ${Object.keys(ACTS).join(', ')}` });
      else said(200, act(simulator, body));
    }
  } catch (error) {
    said(400, { error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) });
  }
}

/** Behind its answer; it comes back by itself, as nobody could reach it to call it back. */
function goDown(simulator: Simulator, response: ServerResponse, forMs: number): void {
  response.once('close', () => {
    void simulator
      .down()
      .then(() => sleep(forMs))
      .then(() => simulator.up());
  });
  response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end('{}');
}
