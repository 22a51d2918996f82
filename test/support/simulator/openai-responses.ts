/** OpenAI's Responses. */
import { inputTokensOf, type Usage } from '../../../src/shared/domain/usage';
import { type Ask, frame, named, piece, type SimulatedDialect, type SimulatedEvent } from './dialect';
import { halves, OPENAI_LIMITS, OPENAI_QUOTA, openAiError, tierOf } from './openai-chat';
import { type Script, wordsOf } from './script';

const usageOf = (usage: Usage): object => {
  const input = inputTokensOf(usage);
  const output = usage.output + usage.reasoning;
  return {
    ...{ input_tokens: input, input_tokens_details: { cached_tokens: usage.cache_read } },
    ...{ output_tokens: output, output_tokens_details: { reasoning_tokens: usage.reasoning } },
    total_tokens: input + output,
  };
};

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

function itemsOf(script: Script): Item[] {
  const { text, reasoning, tools, finish } = script;
  const part =
    finish === 'refusal'
      ? { type: 'refusal', refusal: text }
      : { type: 'output_text', text, annotations: [], logprobs: [] };
  return [
    ...(reasoning === ''
      ? []
      : [
          {
            type: 'reasoning',
            id: 'rs_0',
            summary: [{ type: 'summary_text', text: reasoning }],
            encrypted_content: 'signed',
          },
        ]),
    ...(text === '' ? [] : [{ type: 'message', id: 'msg_0', role: 'assistant', status: 'completed', content: [part] }]),
    ...tools.map(({ name, arguments: json }, at) => ({
      ...{ type: 'function_call', id: `fc_${at}`, call_id: `call_${at}`, name, arguments: json, status: 'completed' },
    })),
  ];
}

const REASONS = { length: 'max_output_tokens', content_filter: 'content_filter' } as const;

function response(script: Script, model: string): object {
  const { finish, usage } = script;
  const reason = finish === 'length' || finish === 'content_filter' ? REASONS[finish] : null;
  return {
    ...begun(model),
    status: reason === null ? 'completed' : 'incomplete',
    incomplete_details: reason === null ? null : { reason },
    output: itemsOf(script),
    ...(usage !== null && { usage: usageOf(usage) }),
    ...tierOf(script),
  };
}

const begun = (model: string): object => ({
  ...{ id: 'resp_simulated', object: 'response', created_at: 1_750_000_000, model, error: null },
  ...{ status: 'in_progress', incomplete_details: null, output: [], instructions: null, metadata: {} },
  ...{ parallel_tool_calls: true, tools: [], tool_choice: 'auto' },
});

type Said = readonly [isPiece: boolean, event: { readonly type: string } & Readonly<Record<string, unknown>>];

function saidOf(item: Item, at: number): Said[] {
  const place = { output_index: at, item_id: item.id };
  const within = (events: Said[], begun: object): Said[] => [
    [false, { type: 'response.output_item.added', output_index: at, item: { ...item, ...begun } }],
    ...events,
    [false, { type: 'response.output_item.done', output_index: at, item }],
  ];
  if (item['type'] === 'function_call') {
    const json = String(item['arguments']);
    const deltas = halves(json).map((delta): Said => [
      true,
      { type: 'response.function_call_arguments.delta', ...place, delta },
    ]);
    return within(
      [
        ...deltas,
        [false, { type: 'response.function_call_arguments.done', ...place, arguments: json, name: item['name'] }],
      ],
      { arguments: '', status: 'in_progress' },
    );
  }
  if (item['type'] === 'reasoning') {
    const [summary] = item['summary'] as { text: string }[];
    const where = { ...place, summary_index: 0 };
    const text = summary?.text ?? '';
    return within(
      [
        [false, { type: 'response.reasoning_summary_part.added', ...where, part: { type: 'summary_text', text: '' } }],
        ...wordsOf(text).map((delta): Said => [
          true,
          { type: 'response.reasoning_summary_text.delta', ...where, delta },
        ]),
        [false, { type: 'response.reasoning_summary_text.done', ...where, text }],
        [false, { type: 'response.reasoning_summary_part.done', ...where, part: summary }],
      ],
      { summary: [] },
    );
  }
  return within(textEvents(item, place), { content: [], status: 'in_progress' });
}

function textEvents(item: Item, place: object): Said[] {
  const [part] = item['content'] as ({ type: string; text?: string; refusal?: string } | undefined)[];
  const kind = part?.type === 'refusal' ? 'refusal' : 'output_text';
  const text = part?.refusal ?? part?.text ?? '';
  const where = { ...place, content_index: 0 };
  const [textKey, empty] =
    kind === 'refusal' ? (['refusal', { refusal: '' }] as const) : (['text', { text: '' }] as const);
  return [
    [false, { type: 'response.content_part.added', ...where, part: { ...part, ...empty } }],
    ...wordsOf(text).map((delta): Said => [true, { type: `response.${kind}.delta`, ...where, delta, logprobs: [] }]),
    [false, { type: `response.${kind}.done`, ...where, [textKey]: text, logprobs: [] }],
    [false, { type: 'response.content_part.done', ...where, part }],
  ];
}

function stream(script: Script, { model }: Ask): SimulatedEvent[] {
  const whole = response(script, model) as { status: string };
  const said: Said[] = [
    [false, { type: 'response.created', response: begun(model) }],
    [false, { type: 'response.in_progress', response: begun(model) }],
    ...itemsOf(script).flatMap(saidOf),
    [false, { type: `response.${whole.status}`, response: whole }],
  ];
  return said.map(([isPiece, event], at) =>
    (isPiece ? piece : frame)(named(Object.assign({ ...event }, { sequence_number: at }))),
  );
}

const BROKEN = { type: 'error', code: 'server_error', message: 'the model broke', param: null, sequence_number: 9 };

export const openAiResponses: SimulatedDialect = {
  name: 'openai_responses',
  ask: (path, { model = '', stream: streams = false }) =>
    /\/responses(\?|$)/.test(path) ? { model, stream: streams, usage: 'with_finish' } : null,
  whole: (script, { model }) => response(script, model),
  stream,
  error: openAiError,
  saysWaitInBody: false,
  keepAlive: named(Object.assign({ type: 'keepalive' }, { sequence_number: 2 })),
  quota: OPENAI_QUOTA,
  errorEvent: named(BROKEN),
  limits: OPENAI_LIMITS,
};
