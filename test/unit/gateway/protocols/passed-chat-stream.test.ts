/** An OpenAI chat stream on its way to the caller: which bytes pass, when, and what is learned from them. */
import fc from 'fast-check';
import type { StreamFault } from '../../../../src/gateway/domain/conversation/answer';
import { CALLERS } from '../../../../src/gateway/protocols/callers';
import { PassedStream } from '../../../../src/gateway/protocols/passed-stream';
import { NO_USAGE } from '../../../../src/shared/domain/usage';
import { inChunks } from '../chunking';

const EXTENSION = '{"decision_id":"dec_1"}';
const USAGE = { prompt_tokens: 5, completion_tokens: 3, total_tokens: 8 };

const event = (data: object): string =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', ...data })}\n\n`;
const choice = (delta: object, finish: string | null = null, index = 0): object => ({
  ...{ index, delta, logprobs: null, finish_reason: finish },
});
const delta = (content: string, index = 0): string =>
  event({ choices: [choice({ content }, null, index)], usage: null });
const finish = (more: object = {}, index = 0): string => event({ choices: [choice({}, 'stop', index)], ...more });
const usage = event({ choices: [], usage: USAGE });
const done = 'data: [DONE]\n\n';
const spliced = (finishing: string): string => finishing.replace(/\}\n\n$/, `,"x_bursar":${EXTENSION}}\n\n`);

interface Passed {
  readonly out: string;
  readonly complete: boolean;
  readonly fault: StreamFault | null;
  readonly stream: PassedStream;
}

/** What the caller gets of it, with the end written as soon as the stream is complete. */
function pass(chunks: readonly Buffer[], dropUsageChunk = true): Passed {
  const stream = new PassedStream(CALLERS.openai_chat.passage, dropUsageChunk);
  const out: Buffer[] = [];
  let released = false;
  const releaseWhenComplete = (): void => {
    if (!stream.complete || released) return;
    released = true;
    out.push(...stream.release(EXTENSION));
  };
  for (const chunk of chunks) {
    out.push(...stream.feed(chunk));
    releaseWhenComplete();
  }
  stream.end();
  releaseWhenComplete();
  return { out: Buffer.concat(out).toString('utf8'), complete: stream.complete, fault: stream.fault, stream };
}

const passText = (text: string, dropUsageChunk?: boolean): Passed => pass([Buffer.from(text)], dropUsageChunk);

const STREAMS: readonly [what: string, sent: string, received: string, drop?: boolean][] = [
  [
    'drops the usage chunk that only we asked for',
    delta('Hi') + finish() + usage + done,
    delta('Hi') + spliced(finish()) + done,
  ],
  [
    'keeps the usage chunk that the caller asked for',
    delta('Hi') + finish() + usage + done,
    delta('Hi') + spliced(finish()) + usage + done,
    false,
  ],
  [
    'takes usage from the finishing event',
    delta('Hi') + finish({ usage: USAGE }) + done,
    delta('Hi') + spliced(finish({ usage: USAGE })) + done,
  ],
  ['lives without usage', delta('Hi') + finish() + done, delta('Hi') + spliced(finish()) + done],
  ['lives without an end mark', delta('Hi') + finish() + usage, delta('Hi') + spliced(finish())],
  ['lives without usage and end mark', delta('Hi') + finish(), delta('Hi') + spliced(finish())],
  [
    'takes usage beside choices that are null',
    delta('Hi') + finish() + event({ choices: null, usage: USAGE }) + done,
    delta('Hi') + spliced(finish()) + done,
  ],
  [
    'takes usage without choices',
    delta('Hi') + finish() + event({ usage: USAGE }) + done,
    delta('Hi') + spliced(finish()) + done,
  ],
  [
    'passes comments where they are',
    `: wait\n\n${delta('Hi')}: still\n\n${finish()}: end\n\n${usage}${done}`,
    `: wait\n\n${delta('Hi')}: still\n\n${spliced(finish())}: end\n\n${done}`,
  ],
  [
    'passes fields that it does not know the use of',
    `event: message\nid: 7\n${delta('Hi')}${finish()}${done}`,
    `event: message\nid: 7\n${delta('Hi')}${spliced(finish())}${done}`,
  ],
  [
    'passes what follows the finish, as Azure sends it',
    delta('Hi') + finish() + event({ choices: [choice({})] }) + usage + done,
    delta('Hi') + finish() + event({ choices: [choice({})] }) + done,
  ],
  [
    'splices into the last finish of several choices',
    delta('a', 0) + delta('b', 1) + finish({}, 1) + delta('c', 0) + finish({}, 0) + usage + done,
    delta('a', 0) + delta('b', 1) + finish({}, 1) + delta('c', 0) + spliced(finish({}, 0)) + done,
  ],
  [
    'waits for the second choice although the first finish has usage',
    delta('a', 0) +
      finish({ usage: { ...USAGE, completion_tokens: 1 } }, 0) +
      delta('b', 1) +
      finish({ usage: USAGE }, 1) +
      done,
    delta('a', 0) +
      finish({ usage: { ...USAGE, completion_tokens: 1 } }, 0) +
      delta('b', 1) +
      spliced(finish({ usage: USAGE }, 1)) +
      done,
  ],
  [
    'passes names of its own members inside of content',
    delta('"finish_reason":"stop" "usage":{ "error":1 [DONE]') + finish() + usage + done,
    delta('"finish_reason":"stop" "usage":{ "error":1 [DONE]') + spliced(finish()) + done,
  ],
  [
    'reads JSON that is written with blanks',
    'data: {"choices": [{"delta": {"content": "Hi"}, "finish_reason": null}]}\n\ndata: { "choices": [ { "finish_reason": "stop" } ] }\n\n' +
      done,
    `data: {"choices": [{"delta": {"content": "Hi"}, "finish_reason": null}]}\n\ndata: { "choices": [ { "finish_reason": "stop" } ] ,"x_bursar":${EXTENSION}}\n\n` +
      done,
  ],
  [
    'ends lines as the provider does',
    crlf(delta('Hi') + finish() + usage + done),
    crlf(delta('Hi') + spliced(finish()) + done),
  ],
  [
    'takes an error that is null for none',
    event({ error: null, choices: [choice({ content: 'Hi' })] }) + finish() + done,
    event({ error: null, choices: [choice({ content: 'Hi' })] }) + spliced(finish()) + done,
  ],
  [
    'passes usage that every chunk carries',
    event({ choices: [choice({ content: 'a' })], usage: USAGE }) + finish({ usage: USAGE }) + usage + done,
    event({ choices: [choice({ content: 'a' })], usage: USAGE }) + spliced(finish({ usage: USAGE })) + done,
  ],
];

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

describe('a stream that is whole', () => {
  it.each(STREAMS)('%s', (_what, sent, received, drop = true) => {
    const { out, complete, fault } = passText(sent, drop);
    expect(out).toBe(received);
    expect({ complete, fault }).toEqual({ complete: true, fault: null });
  });

  it('UH-20: comes out the same wherever its chunks end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STREAMS), fc.array(fc.nat()), ([, sent, received, drop], cuts) => {
        expect(pass(inChunks(Buffer.from(sent), cuts), drop).out).toBe(received);
      }),
    );
  });

  it('UH-20: passes any content byte for byte', () => {
    const content = fc.string({ unit: 'binary', maxLength: 30 });
    fc.assert(
      fc.property(fc.array(content), fc.array(fc.nat()), (contents, cuts) => {
        const deltas = contents.map((text) => delta(text)).join('');
        const chunks = inChunks(Buffer.from(deltas + finish() + usage + done), cuts);
        expect(pass(chunks).out).toBe(deltas + spliced(finish()) + done);
      }),
    );
  });

  it('leaves the finishing event as it is where the caller wants no extension', () => {
    const stream = new PassedStream(CALLERS.openai_chat.passage, true);
    const out = stream.feed(Buffer.from(delta('Hi') + finish() + usage));
    expect(Buffer.concat([...out, ...stream.release(null)]).toString()).toBe(delta('Hi') + finish());
  });

  it('holds the finishing event until the usage or the end has come, and nothing else', () => {
    const stream = new PassedStream(CALLERS.openai_chat.passage, true);
    const feed = (text: string): string => Buffer.concat(stream.feed(Buffer.from(text))).toString();
    expect([feed(delta('Hi')), feed(finish()), stream.complete]).toEqual([delta('Hi'), '', false]);
    expect([feed(usage), stream.complete]).toEqual(['', true]);
    expect(feed(done)).toBe('');
    expect(Buffer.concat(stream.release(EXTENSION)).toString()).toBe(spliced(finish()) + done);
  });
});

describe('what is learned', () => {
  it('is the usage, zero too', () => {
    expect(passText(delta('Hi') + finish() + usage + done).stream.usage).toEqual({ ...NO_USAGE, input: 5, output: 3 });
    const zero = { prompt_tokens: 0, completion_tokens: 0 };
    expect(passText(finish() + event({ choices: [], usage: zero }) + done).stream.usage).toEqual(NO_USAGE);
    expect(passText(delta('Hi') + finish() + done).stream.usage).toBeNull();
  });

  it('is the last usage where there are several', () => {
    const running = { prompt_tokens: 5, completion_tokens: 1 };
    const sent = event({ choices: [choice({ content: 'a' })], usage: running }) + finish() + usage + done;
    expect(passText(sent).stream.usage).toEqual({ ...NO_USAGE, input: 5, output: 3 });
  });

  it.each<[string, object, number]>([
    ['content', { content: 'Hello' }, 5],
    ['text beyond ASCII, in bytes', { content: 'é日😀' }, 9],
    ['escapes as what they stand for', { content: 'a"\\\n' }, 4],
    ['reasoning', { reasoning_content: 'hmm', content: null }, 3],
    [
      'arguments of tools',
      { tool_calls: [{ index: 0, id: 'call_1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } }] },
      7,
    ],
    ['no role', { role: 'assistant', content: '' }, 0],
  ])('is how much was written: %s', (_what, fields, bytes) => {
    expect(passText(event({ choices: [choice(fields)] })).stream.contentBytes).toBe(bytes);
  });
});

describe('a stream that is not whole', () => {
  it.each([
    ['stops before its finish', delta('Hi'), delta('Hi')],
    ['ends with its mark but without a finish', delta('Hi') + done, delta('Hi')],
    ['has nothing but its mark', done, ''],
    ['is empty', '', ''],
    ['breaks off within the finishing event', delta('Hi') + finish().slice(0, -9), delta('Hi')],
    ['breaks off behind it, in the next one', delta('Hi') + finish() + usage.slice(0, 9), delta('Hi')],
  ])('is not complete when it %s', (_what, sent, received) => {
    const { out, complete, fault } = passText(sent);
    expect({ out, complete, fault }).toEqual({ out: received, complete: false, fault: null });
  });

  it.each<[string, string, StreamFault]>([
    ['HTML', '<html>\n\n<body>\n\n', { kind: 'garbage', problem: 'text that is no event stream' }],
    ['JSON without a field name', '{"choices":[]}\n\n', { kind: 'garbage', problem: 'text that is no event stream' }],
    ['no JSON', 'data: oops\n\n', { kind: 'garbage', problem: 'an event that is no JSON object' }],
    ['a list', 'data: []\n\n', { kind: 'garbage', problem: 'an event that is no JSON object' }],
    [
      'half a chunk',
      `${delta('Hello').slice(0, -12)}\n\n`,
      { kind: 'garbage', problem: 'an event that is no JSON object' },
    ],
    [
      'half a chunk that ends with a brace',
      'data: {"choices":[{"delta":{"content":"x"}\n\n',
      { kind: 'garbage', problem: 'an event that is no JSON object' },
    ],
    ['an error', event({ error: { message: 'zu groß' } }), { kind: 'provider_error', problem: 'zu groß' }],
    ['an error that is a text', event({ error: 'overloaded' }), { kind: 'provider_error', problem: 'overloaded' }],
    ['an error of no shape', event({ error: 7 }), { kind: 'provider_error', problem: 'no message' }],
  ])('is faulty from %s on, and passes what came before and nothing after', (_what, bad, fault) => {
    const passed = passText(delta('Hi') + bad + delta('there') + finish() + done);
    expect(passed.out).toBe(delta('Hi'));
    expect(passed.fault).toEqual(fault);
    expect(passed.complete).toBe(false);
  });

  it('is faulty when an event never ends', () => {
    const stream = new PassedStream(CALLERS.openai_chat.passage, true);
    const chunk = Buffer.alloc(1024 * 1024, 'data: x');
    for (let fed = 0; fed < 9; fed++) stream.feed(chunk);
    expect(stream.fault).toEqual({ kind: 'garbage', problem: 'an event without an end' });
  });

  it.each([[{ choices: {} }], [{ choices: 'x' }], [{ choices: [null, 7] }], [{ choices: [{ delta: null }] }], [{}]])(
    'passes a chunk of odd shape to the caller: %j',
    (odd) => {
      const { out, fault } = passText(event(odd) + finish() + done);
      expect({ out, fault }).toEqual({ out: event(odd) + spliced(finish()) + done, fault: null });
    },
  );

  it('never throws, whatever bytes come', () => {
    const fragment = fc.constantFrom(
      'data: ',
      '{',
      '}',
      '"choices":',
      '[',
      ']',
      'null',
      '\n\n',
      '\r\n',
      ':',
      'error',
      done,
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(fragment, fc.string())), fc.array(fc.nat()), (parts, cuts) => {
        pass(inChunks(Buffer.from(parts.join('')), cuts));
      }),
    );
  });
});
