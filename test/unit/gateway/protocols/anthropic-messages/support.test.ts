/** The table of what Anthropic can say agrees with what is written. */
import type { Conversation } from '../../../../../src/gateway/domain/conversation/conversation';
import type { Parameter, Support } from '../../../../../src/gateway/domain/conversation/parameters';
import { anthropicMessages } from '../../../../../src/gateway/protocols/anthropic-messages';
import type { Destination } from '../../../../../src/gateway/protocols/dialect';
import { aConversation, aTool, base64, text } from '../../conversation/conversations';

const { requests } = anthropicMessages;
const SAMPLING = aConversation({}).sampling;
const NO_REASONING = { effort: null, budgetTokens: null, visible: false };
const WITH_TOOL = { tools: [aTool('f')] };
const part = (more: object): Partial<Conversation> =>
  ({ turns: [{ role: 'user', parts: [text('Hello'), { cache: null, ...more }] }] }) as Partial<Conversation>;

/** Conversations that differ in the parameter alone. Parameters without a place in a conversation cannot be written. */
const SAYING: Partial<Record<Parameter, readonly [without: Partial<Conversation>, saying: Partial<Conversation>]>> = {
  temperature: [{}, { sampling: { ...SAMPLING, temperature: 0.3 } }],
  top_p: [{}, { sampling: { ...SAMPLING, topP: 0.3 } }],
  top_k: [{}, { sampling: { ...SAMPLING, topK: 3 } }],
  seed: [{}, { sampling: { ...SAMPLING, seed: 3 } }],
  stop: [{}, { stop: ['END'] }],
  presence_penalty: [{}, { sampling: { ...SAMPLING, presencePenalty: 0.3 } }],
  frequency_penalty: [{}, { sampling: { ...SAMPLING, frequencyPenalty: 0.3 } }],
  max_output_tokens: [{}, { maxOutputTokens: 100 }],
  json_mode: [{}, { format: { kind: 'json' } }],
  json_schema: [{}, { format: { kind: 'schema', name: 'n', description: null, schema: {}, strict: null } }],
  tools: [{}, WITH_TOOL],
  tool_choice: [WITH_TOOL, { ...WITH_TOOL, toolChoice: { kind: 'required' } }],
  parallel_tools: [WITH_TOOL, { ...WITH_TOOL, parallelTools: true }],
  strict_tools: [WITH_TOOL, { tools: [{ ...aTool('f'), strict: true }] }],
  reasoning_effort: [{}, { reasoning: { ...NO_REASONING, effort: 'high' } }],
  reasoning_budget: [{}, { reasoning: { ...NO_REASONING, budgetTokens: 2_000 } }],
  image_bytes: [{}, part({ type: 'image', source: base64, detail: null })],
  image_urls: [{}, part({ type: 'image', source: { kind: 'url', url: 'https://a.example' }, detail: null })],
  file_bytes: [{}, part({ type: 'file', source: { ...base64, mediaType: 'application/pdf' }, name: null })],
  file_urls: [{}, part({ type: 'file', source: { kind: 'url', url: 'https://a.example' }, name: null })],
  cache_hints: [{}, { turns: [{ role: 'user', parts: [{ ...text('Hello'), cache: '5m' }] }] }],
  service_tier: [{}, { serviceTier: 'standard' }],
  end_user: [{}, { endUser: 'u' }],
};

const MODELS = [
  'claude-haiku-4-5',
  'claude-sonnet-4-6',
  'claude-opus-4-8',
  'claude-opus-5-5',
  'claude-of-tomorrow',
  'kimi',
];

const bodyOf = (more: Partial<Conversation>, to: Destination): string =>
  JSON.stringify(requests.write(aConversation(more), to));

describe('the support table', () => {
  const rows = MODELS.flatMap((upstreamModel) =>
    [true, false].flatMap((reasons) =>
      Object.entries(SAYING).map(
        ([parameter, saying]) =>
          [
            ...([upstreamModel, reasons ? 'thinks' : 'does not think', parameter as Parameter, saying] as const),
          ] as const,
      ),
    ),
  );

  it.each(rows)('is right of %s, which %s, on %s', (upstreamModel, thinks, parameter, [without, saying]) => {
    const to = { upstreamModel, maxOutput: 8_192, reasons: thinks === 'thinks' };
    const { support } = { ...requests.support, ...requests.exceptions?.(to) }[parameter];
    const changes = bodyOf(saying, to) !== bodyOf(without, to);
    const expected: Readonly<Record<Support, boolean>> = {
      honoured: true,
      translated: true,
      dropped: false,
      refused: false,
    };
    expect({ support, changes }).toEqual({ support, changes: expected[support] });
  });

  it('says why of everything that is not sent as it is', () => {
    const silent = Object.entries(requests.support).filter(
      ([, row]) => row.support !== 'honoured' && row.note === undefined,
    );
    expect(silent).toEqual([]);
  });
});
