/** CPU of a chunk of a stream, translated from one dialect into another and passed within one; needs a build, no service. */
import { createRequire } from 'node:module';
import type { Context } from '../arena.ts';

interface Stream {
  feed(chunk: Buffer): Buffer[];
  release(extension: string | null): Buffer[];
  readonly complete: boolean;
}
interface Way {
  readonly stream: () => Stream;
}
interface Caller {
  readonly dialect: object;
}
interface Row {
  readonly speaks: readonly { readonly dialect: { readonly name: string } }[];
}

const require = createRequire(import.meta.url);
const ofBuild = (path: string): unknown => require(`../../dist/src/gateway/${path}.js`);
const { CALLERS } = ofBuild('protocols/callers') as { CALLERS: Readonly<Record<string, Caller>> };
const { rowOfKind } = ofBuild('providers/index') as { rowOfKind: (kind: string) => Row };
const { passing, translating } = ofBuild('protocols/ways') as {
  passing: (caller: Caller, options: { dropUsageEvent: boolean }) => Way;
  translating: (caller: object, provider: object, head: object) => Way;
};

const chunks = 400;
const words = Array.from({ length: chunks }, (_, at) => ` word${at}`);
const head = { requestId: 'req_1', requestedModel: 'model', createdAtMs: 0, includeUsage: true };

const data = (json: object): string => `data: ${JSON.stringify(json)}\n\n`;
const named = (json: { readonly type: string }): string => `event: ${json.type}\n${data(json)}`;
const chunk = (more: object): string =>
  data({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1_750_000_000, model: 'model', ...more });
const candidate = (text: string, more: object = {}): string =>
  data({
    candidates: [{ content: { role: 'model', parts: [{ text }] }, index: 0, ...more }],
    usageMetadata: { promptTokenCount: 9, candidatesTokenCount: 7, totalTokenCount: 16 },
    ...{ modelVersion: 'model', responseId: 'r' },
  });

interface Said {
  readonly head: readonly string[];
  readonly pieces: readonly string[];
  readonly tail: readonly string[];
}

const part = { item_id: 'msg_1', output_index: 0, content_index: 0 };
const message = { type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' };
const response = { id: 'resp_1', object: 'response', status: 'completed', model: 'model', output: [] };

/** A long answer of text, each word in an event of its own, as each provider says it. */
const said: Readonly<Record<string, Said>> = {
  openai_chat: {
    head: [chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }] })],
    pieces: words.map((content) =>
      chunk({ choices: [{ index: 0, delta: { content }, logprobs: null, finish_reason: null }] }),
    ),
    tail: [
      chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }),
      chunk({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 7, total_tokens: 16 } }),
      'data: [DONE]\n\n',
    ],
  },
  openai_responses: {
    head: [
      named({ type: 'response.created', ...{ response } }),
      named({ type: 'response.output_item.added', ...{ output_index: 0, item: { ...message, content: [] } } }),
    ],
    pieces: words.map((delta) => named({ type: 'response.output_text.delta', ...{ ...part, delta, logprobs: [] } })),
    tail: [
      named({
        type: 'response.completed',
        ...{ response: { ...response, usage: { input_tokens: 9, output_tokens: 7 } } },
      }),
    ],
  },
  anthropic_messages: {
    head: [
      named({
        type: 'message_start',
        ...{ message: { id: 'msg_1', model: 'model', content: [], usage: { input_tokens: 9, output_tokens: 1 } } },
      }),
      named({ type: 'content_block_start', ...{ index: 0, content_block: { type: 'text', text: '' } } }),
    ],
    pieces: words.map((text) =>
      named({ type: 'content_block_delta', ...{ index: 0, delta: { type: 'text_delta', text } } }),
    ),
    tail: [
      named({ type: 'content_block_stop', ...{ index: 0 } }),
      named({ type: 'message_delta', ...{ delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 7 } } }),
      named({ type: 'message_stop' }),
    ],
  },
  google_generate: {
    head: [],
    pieces: words.map((text) => candidate(text)),
    tail: [candidate('', { finishReason: 'STOP' })],
  },
};

const kindOf: Readonly<Record<string, string>> = {
  openai_chat: 'openai_compatible',
  anthropic_messages: 'anthropic',
  google_generate: 'google',
};

export function translate({ report, quick }: Context): Promise<void> {
  const rounds = quick ? 20 : 150;
  const passed = Object.fromEntries(
    Object.entries(CALLERS)
      .filter(([name]) => name in said)
      .map(([name, caller]) => [name, () => passing(caller, { dropUsageEvent: false }).stream()]),
  );
  for (const [provider, kind] of Object.entries(kindOf)) {
    const dialect = rowOfKind(kind).speaks[0]?.dialect;
    for (const [name, caller] of Object.entries(CALLERS)) {
      if (dialect === undefined || name === provider || !(name in said)) continue;
      // Nobody speaks Google's dialect to us: its stream is held against one of chat that passes.
      const within = provider in passed ? provider : 'openai_chat';
      const { translated, baseline } = alternately(rounds, {
        translated: () => once(() => translating(caller.dialect, dialect, head).stream(), provider),
        baseline: () => once(passed[within] ?? (() => never(within)), within),
      });
      report.add('translate', {
        figure: `CPU that translating adds to a chunk, ${provider} for ${name}, as a multiple of passing it`,
        value: (translated - baseline) / baseline,
        unit: '×',
        target: { of: 'value', atMost: 1.5 },
      });
      process.stderr.write(
        `  ${provider} for ${name}: ${translated.toFixed(2)} µs, passed ${baseline.toFixed(2)} µs\n`,
      );
    }
  }
  return Promise.resolve();
}

const never = (name: string): never => {
  throw new Error(`nobody passes ${name}`);
};

const bytesOf = new Map<string, readonly Buffer[]>(
  Object.entries(said).map(([name, { head: first, pieces, tail }]) => [
    name,
    [...first, ...pieces, ...tail].map((text) => Buffer.from(text)),
  ]),
);

/** Microseconds of a chunk, over one whole stream. */
function once(open: () => Stream, provider: string): number {
  const stream = open();
  const started = process.hrtime.bigint();
  for (const bytes of bytesOf.get(provider) ?? []) stream.feed(bytes);
  const took = Number(process.hrtime.bigint() - started) / 1000;
  if (provider !== 'google_generate' && !stream.complete) throw new Error(`a stream of ${provider} did not end`);
  return took / chunks;
}

/** Medians of both in turns, so that a busy machine spoils both alike; the first half warms up. */
function alternately<Name extends string>(
  rounds: number,
  runs: Readonly<Record<Name, () => number>>,
): Record<Name, number> {
  const names = Object.keys(runs) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < 2 * rounds; round++)
    for (const name of names) {
      const took = runs[name]();
      if (round >= rounds) times.get(name)?.push(took);
    }
  return Object.fromEntries(
    names.map((name) => [name, times.get(name)?.sort((a, b) => a - b)[rounds >> 1] ?? Number.NaN]),
  ) as Record<Name, number>;
}
