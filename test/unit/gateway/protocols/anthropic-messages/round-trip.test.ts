/** What is written for Anthropic is read again as what it was. */
import fc from 'fast-check';
import type { AssistantPart, Turn, UserPart } from '../../../../../src/gateway/domain/conversation/conversation';
import { anthropicMessages } from '../../../../../src/gateway/protocols/anthropic-messages';
import { aConversation } from '../../conversation/conversations';

const TO = { upstreamModel: 'claude-sonnet-4-5', maxOutput: null, reasons: true };

const words = fc.string({ minLength: 1 }).map((text) => `x${text}`);
const ids = fc.stringMatching(/^[a-z]{1,8}_[0-9]{1,4}$/);
const cache = fc.constant(null);
const text = fc.record({ type: fc.constant('text' as const), text: words, cache });
const source = fc.oneof(
  fc.record({ kind: fc.constant('base64' as const), mediaType: fc.constant('image/png'), data: fc.base64String() }),
  fc.record({ kind: fc.constant('url' as const), url: fc.webUrl() }),
  fc.record({ kind: fc.constant('file_id' as const), id: ids }),
);
const image = fc.record({ type: fc.constant('image' as const), source, detail: fc.constant(null), cache });
const pdf = fc.record({ type: fc.constant('file' as const), source, name: fc.option(words), cache });
const result = fc.record({
  ...{ type: fc.constant('tool_result' as const), callId: ids, isError: fc.boolean(), cache },
  parts: fc.array(fc.oneof(text, image, pdf), { maxLength: 3 }),
});
const json = fc.dictionary(words, fc.jsonValue()).map((value) => JSON.stringify(JSON.parse(JSON.stringify(value))));
const call = fc.record({
  ...{ type: fc.constant('tool_call' as const), id: ids, name: ids, signature: fc.constant(null), cache },
  // Text that is no JSON comes back as well.
  arguments: fc.oneof(json, words),
});
const signature = ids.map((id) => `bursar:anthropic_messages:${id}`);
const thought = fc.oneof(
  fc.record({ type: fc.constant('reasoning' as const), text: words, signature, redacted: fc.constant(false) }),
  fc.record({ type: fc.constant('reasoning' as const), text: fc.constant(''), signature, redacted: fc.constant(true) }),
);
const user: fc.Arbitrary<readonly UserPart[]> = fc
  .tuple(fc.array(result, { maxLength: 2 }), fc.array(fc.oneof(text, image, pdf), { minLength: 1, maxLength: 3 }))
  .map(([results, rest]) => [...results, ...rest]);
const assistant: fc.Arbitrary<readonly AssistantPart[]> = fc.array(fc.oneof(text, call, thought), {
  ...{ minLength: 1, maxLength: 4 },
});
const turns: fc.Arbitrary<readonly Turn[]> = fc
  .array(fc.tuple(user, assistant), { minLength: 1, maxLength: 3 })
  .map((pairs) =>
    pairs.flatMap(([asked, said]): Turn[] => [
      { role: 'user', parts: asked },
      { role: 'assistant', parts: said },
    ]),
  );

const conversations = fc.record({
  turns,
  instructions: fc.array(text, { maxLength: 2 }),
  tools: fc.array(
    fc.record({
      ...{ name: ids, description: fc.option(words), strict: fc.constantFrom(true, null), cache },
      parameters: fc.constant({ type: 'object', properties: {}, additionalProperties: false }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  toolChoice: fc.constantFrom(
    ...([{ kind: 'auto' }, { kind: 'none' }, { kind: 'required' }, { kind: 'tool', name: 'f' }] as const),
  ),
  maxOutputTokens: fc.integer({ min: 1, max: 100_000 }),
  stop: fc.array(words, { maxLength: 2 }),
  endUser: fc.oneof(words, fc.constant(null)),
  stream: fc.boolean(),
  serviceTier: fc.constantFrom('auto', 'standard', null),
});

describe('Anthropic’s dialect', () => {
  it('reads again what it wrote', () => {
    fc.assert(
      fc.property(conversations, (more) => {
        const written = anthropicMessages.requests.write(aConversation(more), TO);
        const { said: _said, ...read } = anthropicMessages.conversation(
          JSON.parse(JSON.stringify(written)) as Record<string, unknown>,
        );
        const { said: _unsaid, ...expected } = aConversation(more);
        expect(read).toEqual(expected);
      }),
    );
  });
});
