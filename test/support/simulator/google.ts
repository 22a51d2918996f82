/** Google's generateContent. */
import type { Usage } from '../../../src/shared/domain/usage';
import { type Ask, data, frame, piece, type SimulatedDialect, type SimulatedEvent } from './dialect';
import { type Script, wordsOf } from './script';

const FINISH = { stop: 'STOP', length: 'MAX_TOKENS', content_filter: 'SAFETY', refusal: 'STOP' } as const;

const usageMetadata = (usage: Usage, tier: string | null): object => {
  const prompt = usage.input + usage.cache_read + usage.audio_input + usage.image_input;
  const modality = (name: string, tokens: number): object[] =>
    tokens > 0 ? [{ modality: name, tokenCount: tokens }] : [];
  return {
    ...(tier !== null && { serviceTier: tier }),
    ...{ promptTokenCount: prompt, cachedContentTokenCount: usage.cache_read, candidatesTokenCount: usage.output },
    ...{ thoughtsTokenCount: usage.reasoning, totalTokenCount: prompt + usage.output + usage.reasoning },
    promptTokensDetails: [
      ...modality('TEXT', usage.input + usage.cache_read),
      ...modality('AUDIO', usage.audio_input),
      ...modality('IMAGE', usage.image_input),
    ],
  };
};

const answer = (
  model: string,
  parts: readonly object[],
  more: { finish?: string; usage?: Usage | null; tier?: string | null } = {},
): object => ({
  candidates: [
    { content: { role: 'model', parts }, ...(more.finish !== undefined && { finishReason: more.finish }), index: 0 },
  ],
  ...(more.usage !== undefined &&
    more.usage !== null && { usageMetadata: usageMetadata(more.usage, more.tier ?? null) }),
  ...{ modelVersion: model, responseId: 'simulated' },
});

const callsOf = ({ tools }: Script): object[] =>
  tools.map(({ name, arguments: json }, at) => ({
    functionCall: { id: `call_${at}`, name, args: JSON.parse(json) as unknown },
    ...(at === 0 && { thoughtSignature: 'signed' }),
  }));

function whole(script: Script, { model }: Ask): object {
  const parts = [
    ...(script.reasoning === '' ? [] : [{ text: script.reasoning, thought: true }]),
    ...(script.text === '' ? [] : [{ text: script.text }]),
    ...callsOf(script),
  ];
  return answer(model, parts, { finish: FINISH[script.finish], usage: script.usage, tier: script.tier });
}

/** Usage grows from event to event; there is no end mark. */
function stream(script: Script, { model }: Ask): SimulatedEvent[] {
  const { usage } = script;
  const early = usage === null || script.usageTold === 'late' ? null : { ...usage, output: 0, reasoning: 0 };
  return [
    ...wordsOf(script.reasoning).map((text) => piece(data(answer(model, [{ text, thought: true }], { usage: early })))),
    ...wordsOf(script.text).map((text) => piece(data(answer(model, [{ text }], { usage: early })))),
    ...callsOf(script).map((call) => piece(data(answer(model, [call], { usage: early })))),
    frame(data(answer(model, [{ text: '' }], { finish: FINISH[script.finish], usage, tier: script.tier }))),
  ];
}

const STATUS: Readonly<Record<number, string>> = {
  401: 'UNAUTHENTICATED',
  429: 'RESOURCE_EXHAUSTED',
  503: 'UNAVAILABLE',
};

export const google: SimulatedDialect = {
  name: 'google_generate',
  ask: (path) => {
    const [, model, method] = /\/models\/([^:]+):(\w+)/.exec(path) ?? [];
    if (model === undefined || method === undefined) return null;
    return { model: decodeURIComponent(model), stream: method === 'streamGenerateContent', usage: 'with_finish' };
  },
  whole,
  stream,
  error: (status, message, waitS) => ({
    error: {
      ...{ code: status, message, status: STATUS[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL') },
      ...(waitS !== null && {
        details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${waitS}s` }],
      }),
    },
  }),
  saysWaitInBody: true,
  // It has none of its own: a comment, as proxies send it.
  keepAlive: ': keep-alive\n\n',
  quota: {
    status: 429,
    body: { error: { code: 429, message: 'Your prepayment credits are depleted.', status: 'RESOURCE_EXHAUSTED' } },
  },
  errorEvent: data({ error: { code: 500, message: 'the model broke', status: 'INTERNAL' } }),
  limits: {},
};
