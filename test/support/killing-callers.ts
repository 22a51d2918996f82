/** Applications that call as fast as they are answered, and remember which of their calls came to their end. */
import { randomUUID } from 'node:crypto';
import { OWNER_KEY } from './service-process';
import { simulate, type Wish } from './simulator/script';

export interface Refusal {
  readonly run: string;
  readonly status: number;
  readonly code: string;
  readonly retryAfter: string | null;
}

export interface Callers {
  /** Runs whose answer was read to its end. */
  readonly ended: readonly string[];
  /** Runs that were answered with an error. */
  readonly refused: readonly Refusal[];
  /** Runs whose connection broke: the service died, or was not there. */
  readonly broken: readonly string[];
  /** No new calls; resolves when those under way are over. */
  readonly stop: () => Promise<void>;
}

export interface CallOptions {
  readonly run?: string;
  readonly model?: string;
  readonly stream?: boolean;
  /** Of the simulated provider. */
  readonly wish?: Wish;
}

const CONCURRENCY = 8;

/** @param model what they ask for */
export function keepCalling(url: string, prefix = 'run', model = 'lab/tiny'): Callers {
  const notes = { ended: [] as string[], refused: [] as Refusal[], broken: [] as string[] };
  let stopped = false;
  const work = async (caller: number): Promise<void> => {
    for (let n = 0; !stopped; n += 1) {
      const run = `${prefix}-${randomUUID()}`;
      const answer = await call(url, { run, model, stream: (caller + n) % 2 === 0 }).catch(() => null);
      if (answer === null) {
        notes.broken.push(run);
        return;
      }
      if (answer.ok) notes.ended.push(run);
      else notes.refused.push({ run, ...refusalOf(answer) });
    }
  };
  const working = Promise.all(Array.from({ length: CONCURRENCY }, (_, caller) => work(caller)));
  return {
    ...notes,
    stop: async () => {
      stopped = true;
      await working;
    },
  };
}

export interface CallAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly text: string;
  readonly retryAfter: string | null;
}

/** Resolves when the answer has been read to its end. @throws when the connection breaks before */
export async function call(
  url: string,
  { run = `run-${randomUUID()}`, model = 'lab/tiny', stream = false, wish }: CallOptions = {},
): Promise<CallAnswer> {
  const content = wish === undefined ? run : `${run} ${simulate(wish)}`;
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${OWNER_KEY}`, 'content-type': 'application/json', 'x-bursar-run-id': run },
    body: JSON.stringify({ model, stream, messages: [{ role: 'user', content }] }),
  });
  const text = await response.text();
  return { ok: response.ok, status: response.status, text, retryAfter: response.headers.get('retry-after') };
}

function refusalOf({ status, text, retryAfter }: CallAnswer): Omit<Refusal, 'run'> {
  const { error } = JSON.parse(text) as { error: { code: string } };
  return { status, code: error.code, retryAfter };
}
