/** Whatever is done to a valid request, answer or stream, in every pair of dialects: a value or an error with a code. */
import fc from 'fast-check';
import { CALLERS, type ChatCaller } from '../../../../src/gateway/protocols/callers';
import { type AnswerStream, hasFailed } from '../../../../src/gateway/protocols/answer-way';
import type { JsonObject, ProviderDialect } from '../../../../src/gateway/protocols/dialect';
import { passing, translating } from '../../../../src/gateway/protocols/ways';
import { ROWS } from '../../../../src/gateway/providers';
import { parseJsonBody } from '../../../../src/http';
import { BursarError } from '../../../../src/shared/errors';
import { fuzzRuns } from '../../../support/fuzz-runs';
import { anthropic } from '../../../support/simulator/anthropic';
import type { SimulatedDialect } from '../../../support/simulator/dialect';
import { google } from '../../../support/simulator/google';
import { openAiChat } from '../../../support/simulator/openai-chat';
import { openAiResponses } from '../../../support/simulator/openai-responses';
import { scriptOf, simulate } from '../../../support/simulator/script';
import { VALID_REQUESTS } from '../../../support/valid-requests';
import { mutations } from './mutations';

type CallerName = keyof typeof VALID_REQUESTS;

const CALLER_NAMES = Object.keys(VALID_REQUESTS) as CallerName[];
const SIMULATED: readonly SimulatedDialect[] = [openAiChat, openAiResponses, anthropic, google];

/** Also flavours of one dialect: they write differently. */
const SPEECHES: readonly ProviderDialect[] = Object.values(ROWS).flatMap(({ speaks }) =>
  speaks.map(({ dialect }) => dialect),
);

/** Null where it was refused with a code; anything else that is thrown is a fault of ours. */
function unlessRefused<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof BursarError && error.status < 500) return null;
    throw error;
  }
}

describe('a request', () => {
  it.each(CALLER_NAMES)('of %s with a member replaced is understood and said anew, or refused', (name) => {
    const { request, issuerOf, dialect } = CALLERS[name];
    fc.assert(
      fc.property(mutations(VALID_REQUESTS[name]), (body) => {
        const json = body as JsonObject;
        if (unlessRefused(() => request(json)) === null) return;
        issuerOf(json);
        const conversation = unlessRefused(() => dialect.conversation(json));
        if (conversation === null) return;
        for (const { requests } of SPEECHES) {
          if (conversation.said.some((parameter) => requests.support[parameter].support === 'refused')) continue;
          const to = { upstreamModel: 'model', maxOutput: null, reasons: true };
          const said = unlessRefused(() => requests.write(conversation, to));
          if (said !== null) expect(JSON.parse(JSON.stringify(said))).toBeInstanceOf(Object);
        }
      }),
      fuzzRuns(),
    );
  });

  it.each(CALLER_NAMES)('of %s with bytes cut, moved or replaced is JSON, or refused', (name) => {
    const valid = Buffer.from(JSON.stringify(VALID_REQUESTS[name]));
    fc.assert(
      fc.property(damaged(valid), (bytes) => {
        const json = unlessRefused(() => parseJsonBody(bytes.toString('utf8')));
        if (json !== null) unlessRefused(() => CALLERS[name].request(json));
      }),
      fuzzRuns(),
    );
  });
});

/** Bytes with a piece cut out, moved to another place, or replaced. */
function damaged(valid: Buffer): fc.Arbitrary<Buffer> {
  const place = fc.nat(valid.length);
  return fc
    .tuple(place, place, place, fc.constantFrom('cut', 'move', 'replace', 'end'), fc.uint8Array({ maxLength: 8 }))
    .map(([one, other, to, how, bytes]) => {
      const [from, until] = [Math.min(one, other), Math.max(one, other)];
      const rest = Buffer.concat([valid.subarray(0, from), valid.subarray(until)]);
      if (how === 'end') return valid.subarray(0, from);
      if (how === 'cut') return rest;
      if (how === 'replace')
        return Buffer.concat([valid.subarray(0, from), bytes, valid.subarray(from + bytes.length)]);
      return Buffer.concat([rest.subarray(0, to), valid.subarray(from, until), rest.subarray(to)]);
    });
}

const SCRIPT = scriptOf(
  simulate({
    ...{ text: 'Grüße an dich. ', reasoning: 'Let me see. ', usage: { input: 9, output: 7, reasoning: 2 } },
    tools: [{ name: 'weather', arguments: '{"city":"Kraków"}' }],
  }),
);

const waysOf = (simulated: SimulatedDialect): ReturnType<typeof passing>[] =>
  CALLER_NAMES.flatMap((name) => {
    const caller: ChatCaller = CALLERS[name];
    const head = { requestId: 'req_1', requestedModel: 'm', createdAtMs: 0, includeUsage: true };
    // Flavours of a dialect are read alike.
    const provider = SPEECHES.find((dialect) => dialect.name === simulated.name);
    if (provider === undefined) throw new Error(`nobody speaks ${simulated.name}`);
    const translated = translating(caller.dialect, provider, head);
    return name === simulated.name ? [passing(caller, { dropUsageEvent: true }), translated] : [translated];
  });

const eventsOf = (simulated: SimulatedDialect): string[] =>
  simulated.stream(SCRIPT, { model: 'm', stream: true, usage: 'behind_finish' }).map(({ text }) => text);

/** A stream in which one event says something else, or the bytes of which are damaged. */
function hostileStreams(simulated: SimulatedDialect): fc.Arbitrary<Buffer> {
  const events = eventsOf(simulated);
  const data = /^data: (\{.*\})$/m;
  const spoilt = fc.constantFrom(...events.keys()).chain((at) => {
    const json = data.exec(events[at] ?? '')?.[1];
    if (json === undefined) return fc.constant(events.filter((_event, index) => index !== at).join(''));
    return mutations(JSON.parse(json) as object).map((by) =>
      events
        .map((event, index) => (index === at ? event.replace(data, () => `data: ${JSON.stringify(by)}`) : event))
        .join(''),
    );
  });
  return fc.oneof(
    spoilt.map((text) => Buffer.from(text)),
    damaged(Buffer.from(events.join(''))),
  );
}

/** What the caller gets of it, in chunks of that size. */
function run(stream: AnswerStream, bytes: Buffer, size: number): string {
  const out: Buffer[] = [];
  for (let at = 0; at < bytes.length && stream.fault === null && !stream.complete; at += size)
    out.push(...stream.feed(bytes.subarray(at, at + size)));
  stream.end();
  if (stream.complete) out.push(...stream.release('{"cost_usd":"0"}'));
  return Buffer.concat(out).toString('utf8');
}

/** Every event is one that a client can read. */
function expectReadable(text: string): void {
  for (const event of text.split(/\r?\n\r?\n/)) {
    const data = event
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trim());
    if (data.length > 0 && data.join('\n') !== '[DONE]') JSON.parse(data.join('\n'));
  }
}

describe.each(SIMULATED.map((simulated) => [simulated.name, simulated] as const))(
  'of a provider of %s',
  (_name, simulated) => {
    it('a damaged stream is an end, a fault or a stream cut short, and readable as far as it goes', () => {
      fc.assert(
        fc.property(hostileStreams(simulated), fc.integer({ min: 1, max: 400 }), (bytes, size) => {
          for (const way of waysOf(simulated)) {
            const stream = way.stream?.();
            if (stream === undefined) throw new Error('every dialect streams');
            expectReadable(run(stream, bytes, size));
            expect(stream.contentBytes).toBeGreaterThanOrEqual(0);
            expect(stream.complete && !stream.finished).toBe(false);
          }
        }),
        fuzzRuns(),
      );
    });

    it('a whole answer with a member replaced is an answer or a fault', () => {
      const valid = simulated.whole(SCRIPT, { model: 'm', stream: false, usage: 'with_finish' });
      fc.assert(
        fc.property(mutations(valid), (json) => {
          for (const way of waysOf(simulated)) {
            const whole = way.whole(Buffer.from(JSON.stringify(json)), json as JsonObject);
            if (hasFailed(whole)) continue;
            expect(JSON.parse(whole.bytes('{"cost_usd":"0"}').toString('utf8'))).toHaveProperty('x_bursar');
            expect(typeof whole.written()).toBe('string');
          }
        }),
        fuzzRuns(),
      );
    });

    it('an undamaged stream is complete, so that the cases above do not fail alike', () => {
      const bytes = Buffer.from(eventsOf(simulated).join(''));
      for (const way of waysOf(simulated)) {
        const stream = way.stream?.();
        expect(stream && run(stream, bytes, 50)).toContain('cost_usd');
      }
    });
  },
);
