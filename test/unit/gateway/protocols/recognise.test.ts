/** The dialect of a body whose path does not say it. */
import { CALLERS } from '../../../../src/gateway/protocols/callers';
import { recognise } from '../../../../src/gateway/protocols/recognise';

const messages = [{ role: 'user', content: 'Hello' }];

it.each<[string, unknown, Readonly<Record<string, string>>, keyof typeof CALLERS]>([
  ['messages', { messages, max_tokens: 9 }, {}, 'openai_chat'],
  ['messages of a client of Anthropic’s', { messages }, { 'anthropic-version': '2023-06-01' }, 'anthropic_messages'],
  ['instructions beside the messages', { messages, system: 'Be brief.' }, {}, 'anthropic_messages'],
  ['input', { input: 'Hello' }, {}, 'openai_responses'],
  ['what was said before', { previous_response_id: 'resp_1' }, {}, 'openai_responses'],
  ['input that is to become so many numbers', { input: 'Hello', dimensions: 256 }, {}, 'openai_embeddings'],
  ['input that is to become base64', { input: ['a', 'b'], encoding_format: 'base64' }, {}, 'openai_embeddings'],
  ['nothing', {}, {}, 'openai_chat'],
  ['no object', [1], {}, 'openai_chat'],
])('is told by %s', (_what, body, headers, name) => {
  expect(recognise(body, headers)).toBe(CALLERS[name]);
});
