/** Arguments of tools between dialects: an id of 64 bits is the same on both sides, in whole answers and in streams. */
import { useSimulatedService } from '../../support/simulated-service';
import type { Fault } from '../../support/simulator/script';

const KINDS = ['openai_compatible', 'anthropic', 'google'] as const;
type Kind = (typeof KINDS)[number];
const nameOf = (kind: Kind): string => `my-${kind.replace('_', '-')}`;

const lab = useSimulatedService(({ url }) => ({
  providers: Object.fromEntries(
    KINDS.map((kind) => [
      nameOf(kind),
      { kind, base_url: `${url}/v1`, credentials: [{ name: 'main', api_key: 'sk-exact' }] },
    ]),
  ),
  models: KINDS.map((kind) => ({
    ...{ provider: nameOf(kind), model: 'model', tier: 'economy', max_output: 4096 },
    capabilities: ['streaming', 'tools'],
  })),
}));

const ID = '9223372036854775807';
const SHARE = '0.12345678901234567890';
/** As the model wrote them; in a text of JSON the quotes are escaped. */
const ARGUMENTS = `{"id":${ID},"share":${SHARE}}`;
const QUOTED = JSON.stringify(ARGUMENTS);

/** A turn with a call and its result, in each caller's words. */
const BODIES = {
  '/v1/chat/completions': (model: string) =>
    `{"model":"${model}","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"c_1","type":"function",` +
    `"function":{"name":"f","arguments":${QUOTED}}}]},{"role":"tool","tool_call_id":"c_1","content":"done"}]`,
  '/v1/responses': (model: string) =>
    `{"model":"${model}","input":[{"role":"user","content":"x"},{"type":"function_call","call_id":"c_1","name":"f","arguments":${QUOTED}},` +
    '{"type":"function_call_output","call_id":"c_1","output":"done"}]',
  '/v1/messages': (model: string) =>
    `{"model":"${model}","max_tokens":99,"messages":[{"role":"user","content":"x"},{"role":"assistant","content":[{"type":"tool_use",` +
    `"id":"c_1","name":"f","input":${ARGUMENTS}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"c_1","content":"done"}]}]`,
} as const;
type Path = keyof typeof BODIES;

const json = (text: string): Fault => ({ kind: 'raw', parts: [text] });
const events = (...data: readonly string[]): Fault => ({
  ...{ kind: 'raw', headers: { 'content-type': 'text/event-stream' } },
  parts: data.map((one) => `data: ${one}\n\n`),
});

const GEMINI =
  `{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"id":"c_2","name":"f","args":${ARGUMENTS}}}]},` +
  '"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":1}}';
const chatCall = (key: string): string =>
  `{"choices":[{"index":0,"${key}":{"role":"assistant","tool_calls":[{"index":0,"id":"c_2","type":"function","function":{"name":"f",` +
  `"arguments":${QUOTED}}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}`;
const toolUse = `{"type":"tool_use","id":"c_2","name":"f","input":${ARGUMENTS}}`;

/** An answer that calls the tool, in each provider's words. */
const ANSWERS: Readonly<Record<Kind, { readonly whole: Fault; readonly stream: Fault }>> = {
  openai_compatible: { whole: json(chatCall('message')), stream: events(chatCall('delta'), '[DONE]') },
  anthropic: {
    whole: json(
      `{"id":"m","type":"message","role":"assistant","model":"m","content":[${toolUse}],"stop_reason":"tool_use",` +
        '"usage":{"input_tokens":1,"output_tokens":1}}',
    ),
    // Servers that follow Anthropic may send a call's input whole.
    stream: events(
      '{"type":"message_start","message":{"id":"m","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}',
      `{"type":"content_block_start","index":0,"content_block":${toolUse}}`,
      '{"type":"content_block_stop","index":0}',
      '{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":1}}',
      '{"type":"message_stop"}',
    ),
  },
  google: { whole: json(GEMINI), stream: events(GEMINI) },
};

const ROWS = (Object.keys(BODIES) as Path[]).flatMap((path) =>
  KINDS.flatMap((kind) => [false, true].map((stream) => ({ path, kind, stream }))),
);

it.each(ROWS)('SP-31: $path at $kind, streaming: $stream', async ({ path, kind, stream }) => {
  lab.simulator.order({ fault: ANSWERS[kind][stream ? 'stream' : 'whole'] });
  const answer = await fetch(lab.service.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${lab.service.ownerKey}`, 'content-type': 'application/json' },
    body: `${BODIES[path](`${nameOf(kind)}/model`)},"stream":${stream}}`,
  });
  const heard = await answer.text();
  expect(answer.status).toBe(200);
  const asked = lab.simulator.requests.at(-1)?.text ?? '';
  for (const digits of [ID, SHARE]) {
    expect(asked).toContain(digits);
    expect(heard).toContain(digits);
  }
});
