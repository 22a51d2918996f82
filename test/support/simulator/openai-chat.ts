/** OpenAI's chat completions. */
import type { Usage } from '../../../src/shared/domain/usage';
import { inputTokensOf } from '../../../src/shared/domain/usage';
import { type Ask, data, frame, piece, type SimulatedDialect, type SimulatedEvent } from './dialect';
import { type Script, wordsOf } from './script';

const HEAD = { id: 'chatcmpl-simulated', created: 1_750_000_000 };
const FINISH = { stop: 'stop', length: 'length', content_filter: 'content_filter', refusal: 'stop' } as const;

const finishOf = ({ finish, tools }: Script): string =>
  finish === 'stop' && tools.length > 0 ? 'tool_calls' : FINISH[finish];

const chatUsage = (usage: Usage): object => {
  const prompt = inputTokensOf(usage);
  const completion = usage.output + usage.reasoning + usage.audio_output;
  return {
    ...{ prompt_tokens: prompt, completion_tokens: completion, total_tokens: prompt + completion },
    prompt_tokens_details: { cached_tokens: usage.cache_read, audio_tokens: usage.audio_input },
    completion_tokens_details: { reasoning_tokens: usage.reasoning, audio_tokens: usage.audio_output },
  };
};

export const tierOf = ({ tier }: Script): object => (tier === null ? {} : { service_tier: tier });

const calls = (script: Script, indexed: boolean): object[] =>
  script.tools.map(({ name, arguments: json }, index) => ({
    ...(indexed && { index }),
    ...{ id: `call_${index}`, type: 'function', function: { name, arguments: json } },
  }));

function whole(script: Script, { model }: Ask): object {
  const { text, reasoning, tools, finish, usage } = script;
  const message = {
    ...{
      role: 'assistant',
      content: finish === 'refusal' ? null : text || null,
      refusal: finish === 'refusal' ? text : null,
    },
    ...(reasoning !== '' && { reasoning_content: reasoning }),
    ...(tools.length > 0 && { tool_calls: calls(script, false) }),
  };
  return {
    ...{ ...HEAD, object: 'chat.completion', model },
    choices:
      script.fault?.kind === 'null_choices'
        ? null
        : [{ index: 0, message, logprobs: null, finish_reason: finishOf(script) }],
    ...(usage !== null && { usage: chatUsage(usage) }),
    ...tierOf(script),
  };
}

function stream(script: Script, { model, usage: at }: Ask): SimulatedEvent[] {
  const { usage, fault, usageTold } = script;
  const chunk = (choices: readonly object[] | null, more: object = {}): string =>
    data({ ...HEAD, object: 'chat.completion.chunk', model, choices, ...more, ...tierOf(script) });
  const delta = (fields: object, reason: string | null = null, more: object = {}): string =>
    chunk([{ index: 0, delta: fields, logprobs: null, finish_reason: reason }], more);
  const key = script.finish === 'refusal' ? 'refusal' : 'content';
  const counted = usage === null || at === 'silent' ? {} : { usage: chatUsage(usage) };
  const behind =
    at === 'behind_finish' && usage !== null ? [frame(chunk(fault?.kind === 'null_choices' ? null : [], counted))] : [];
  return [
    frame(delta({ role: 'assistant', content: '' })),
    ...wordsOf(script.reasoning).map((word) => piece(delta({ reasoning_content: word }))),
    ...wordsOf(script.text).map((word) => piece(delta({ [key]: word }))),
    ...script.tools.flatMap(({ name, arguments: json }, index) => [
      piece(
        delta({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: '' } }] }),
      ),
      ...halves(json).map((half) => piece(delta({ tool_calls: [{ index, function: { arguments: half } }] }))),
    ]),
    frame(delta({}, finishOf(script), at === 'with_finish' ? counted : {})),
    ...(usageTold === 'twice' ? behind : []),
    ...behind,
    frame(data('[DONE]')),
  ];
}

export const halves = (text: string): string[] => {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== '');
};

export const openAiError = (status: number, message: string): object => ({
  error: { message, type: status === 429 ? 'rate_limit_error' : 'api_error', param: null, code: null },
});

export const OPENAI_QUOTA = {
  status: 429,
  body: {
    error: {
      ...{ message: 'You exceeded your current quota, please check your plan and billing details.', param: null },
      ...{ type: 'insufficient_quota', code: 'insufficient_quota' },
    },
  },
};

export const OPENAI_LIMITS = {
  'x-ratelimit-limit-requests': '60',
  'x-ratelimit-remaining-requests': '59',
  'x-ratelimit-reset-requests': '1s',
};

function usageAt(path: string, asked: boolean): Ask['usage'] {
  if (path.startsWith('/mistral/')) return 'with_finish';
  return asked ? 'behind_finish' : 'silent';
}

export const openAiChat: SimulatedDialect = {
  name: 'openai_chat',
  ask: (path, { model = '', stream: streams = false, stream_options: options }) =>
    /\/chat\/completions(\?|$)/.test(path)
      ? { model, stream: streams, usage: usageAt(path, options?.include_usage ?? false) }
      : null,
  whole,
  stream,
  error: openAiError,
  saysWaitInBody: false,
  keepAlive: ': keep-alive\n\n',
  quota: OPENAI_QUOTA,
  errorEvent: data({ error: { message: 'the model broke', type: 'server_error', code: null } }),
  limits: OPENAI_LIMITS,
};
