/** Anthropic's Messages. */
import type { Usage } from '../../../src/shared/domain/usage';
import { type Ask, frame, named, piece, type SimulatedDialect, type SimulatedEvent } from './dialect';
import { halves, tierOf } from './openai-chat';
import { type Script, wordsOf } from './script';

const STOP = { stop: 'end_turn', length: 'max_tokens', content_filter: 'refusal', refusal: 'refusal' } as const;

const stopOf = ({ finish, tools }: Script): string =>
  finish === 'stop' && tools.length > 0 ? 'tool_use' : STOP[finish];

const inputUsage = (usage: Usage): object => ({
  input_tokens: usage.input,
  cache_creation_input_tokens: usage.cache_write_5m + usage.cache_write_1h,
  cache_read_input_tokens: usage.cache_read,
  cache_creation: { ephemeral_5m_input_tokens: usage.cache_write_5m, ephemeral_1h_input_tokens: usage.cache_write_1h },
});
const outputOf = (usage: Usage): number => usage.output + usage.reasoning;

/** What Anthropic does not tell is part of the output. */
const outputUsage = (usage: Usage): object => ({
  output_tokens: outputOf(usage),
  ...(usage.reasoning > 0 && { output_tokens_details: { thinking_tokens: usage.reasoning } }),
});

const servedBy = (script: Script): object => ({
  ...tierOf(script),
  ...(script.region !== null && { inference_geo: script.region }),
});

const message = (model: string, content: readonly object[], more: object): object => ({
  ...{ id: 'msg_simulated', type: 'message', role: 'assistant', model, content },
  ...{ stop_reason: null, stop_sequence: null, ...more },
});

function whole(script: Script, { model }: Ask): object {
  const content = [
    ...(script.reasoning === '' ? [] : [{ type: 'thinking', thinking: script.reasoning, signature: 'signed' }]),
    ...(script.text === '' ? [] : [{ type: 'text', text: script.text }]),
    ...script.tools.map(({ name, arguments: json }, at) => ({
      ...{ type: 'tool_use', id: `toolu_${at}`, name, input: JSON.parse(json) as unknown },
    })),
  ];
  const { usage } = script;
  return message(model, content, {
    stop_reason: stopOf(script),
    ...(usage !== null && { usage: { ...inputUsage(usage), ...outputUsage(usage), ...servedBy(script) } }),
  });
}

type Block = readonly [start: object, deltas: readonly object[]];

function blocksOf(script: Script): Block[] {
  const thought: Block = [
    { type: 'thinking', thinking: '', signature: '' },
    [
      ...wordsOf(script.reasoning).map((thinking) => ({ type: 'thinking_delta', thinking })),
      { type: 'signature_delta', signature: 'signed' },
    ],
  ];
  const text: Block = [
    { type: 'text', text: '' },
    wordsOf(script.text).map((word) => ({ type: 'text_delta', text: word })),
  ];
  return [
    ...(script.reasoning === '' ? [] : [thought]),
    ...(script.text === '' ? [] : [text]),
    ...script.tools.map(({ name, arguments: json }, at): Block => [
      { type: 'tool_use', id: `toolu_${at}`, name, input: {} },
      halves(json).map((half) => ({ type: 'input_json_delta', partial_json: half })),
    ]),
  ];
}

function stream(script: Script, { model }: Ask): SimulatedEvent[] {
  const { usage } = script;
  const used = (counts: Usage): object => ({ ...inputUsage(counts), output_tokens: Math.min(1, outputOf(counts)) });
  const begun = usage === null ? {} : { usage: { ...used(usage), ...servedBy(script) } };
  const start = frame(named({ type: 'message_start', ...{ message: message(model, [], begun) } }));
  const last = (told: object): SimulatedEvent =>
    frame(
      named({ type: 'message_delta', ...{ delta: { stop_reason: stopOf(script), stop_sequence: null }, ...told } }),
    );
  return [
    start,
    ...(script.fault?.kind === 'duplicate_start' ? [start] : []),
    frame(named({ type: 'ping' })),
    ...blocksOf(script).flatMap(([block, deltas], index) => [
      frame(named({ type: 'content_block_start', ...{ index, content_block: block } })),
      ...deltas.map((delta) => piece(named({ type: 'content_block_delta', ...{ index, delta } }))),
      frame(named({ type: 'content_block_stop', ...{ index } })),
    ]),
    ...(usage === null ? [last({})] : [last({ usage: outputUsage(usage) })]),
    frame(named({ type: 'message_stop' })),
  ];
}

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

export const anthropic: SimulatedDialect = {
  name: 'anthropic_messages',
  ask: (path, { model = '', stream: streams = false }) =>
    /\/messages(\?|$)/.test(path) ? { model, stream: streams, usage: 'with_finish' } : null,
  whole,
  stream,
  error: (status, text) => ({
    ...{
      type: 'error',
      error: { type: TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error'), message: text },
    },
    request_id: 'req_simulated',
  }),
  saysWaitInBody: false,
  keepAlive: named({ type: 'ping' }),
  quota: {
    status: 400,
    body: {
      type: 'error',
      error: {
        type: 'invalid_request_error',
        message: 'Your credit balance is too low to access the Anthropic API.',
      },
    },
  },
  errorEvent: named({ type: 'error', ...{ error: { type: 'overloaded_error', message: 'the model broke' } } }),
  limits: { 'anthropic-ratelimit-requests-limit': '60', 'anthropic-ratelimit-requests-remaining': '59' },
};
