/** Whose thoughts a chat body holds. */
import fc from 'fast-check';
import type { JsonObject } from '../../../../../src/gateway/protocols/dialect';
import { issuerOf } from '../../../../../src/gateway/protocols/openai-chat/index';
import { mutations } from '../mutations';

const details = (...reasoning_details: object[]): object => ({ role: 'assistant', reasoning_details });
const signed = (signature: string): object => ({ type: 'reasoning.text', text: '', signature });
const called = (thought_signature: string): object => ({
  role: 'assistant',
  tool_calls: [{ id: 'a', function: { name: 'f' }, extra_content: { google: { thought_signature } } }],
});

describe('issuerOf', () => {
  it.each<[object[], string | null]>([
    [[{ role: 'user', content: 'bursar:anthropic_messages:s' }], null],
    [[{ role: 'assistant', reasoning_content: 'Hm' }], null],
    [[details({ type: 'reasoning.summary', summary: 'Hm' })], null],
    [[details(signed('bursar:anthropic_messages:s'))], 'anthropic_messages'],
    [[details({ type: 'reasoning.encrypted', data: 'bursar:openai_responses:e' })], 'openai_responses'],
    [[called('bursar:google_generate:g')], 'google_generate'],
    [[details(signed('bare'))], 'openai_chat'],
    [[called('bursar:google_generate:g'), details(signed('bursar:anthropic_messages:s'))], 'anthropic_messages'],
  ])('of %j is %s', (messages, issuer) => {
    expect(issuerOf({ messages })).toBe(issuer);
  });

  it('never throws, whatever the body holds', () => {
    const body = { messages: [details(signed('s')), called('g')] };
    fc.assert(
      fc.property(mutations(body), (rubbish) => {
        expect(() => issuerOf(rubbish as JsonObject)).not.toThrow();
      }),
    );
  });
});
