/** What OpenAI's two dialects both have is the same in both, whichever is the caller's. */
import { COMPATIBLE, openAiChat } from '../../../../src/gateway/protocols/openai-chat';
import { openAiResponses } from '../../../../src/gateway/protocols/openai-responses';
import { chatRequests } from '../../../../src/gateway/protocols/openai-chat/write-request';

const TO = { upstreamModel: 'm', maxOutput: null, reasons: false };
const messages = [{ role: 'user', content: 'Hello' }];

const inChat = { store: true, parallel_tool_calls: false, prompt_cache_key: 'k', safety_identifier: 'u' };
const tools = [{ type: 'function', function: { name: 'f', parameters: {} } }];

it('a chat body is said in Responses with all of them', () => {
  const body = { messages, tools, ...inChat, verbosity: 'low', metadata: { ticket: '7' } };
  expect(openAiResponses.requests.write(openAiChat.conversation(body), TO)).toMatchObject({
    ...{ ...inChat, text: { verbosity: 'low' }, metadata: { ticket: '7' } },
  });
});

it('a Responses body is said in the chat of a compatible server with all but the key of the cache', () => {
  const body = {
    ...{ input: 'Hello', ...inChat, text: { verbosity: 'low' }, metadata: { ticket: '7', 'x-bursar-task': 'chat' } },
    tools: [{ type: 'function', name: 'f', parameters: {} }],
  };
  const written = chatRequests(COMPATIBLE).write(openAiResponses.conversation(body), TO);
  expect(written).toMatchObject({ verbosity: 'low', metadata: { ticket: '7' }, store: true, user: 'u' });
  expect(written).toMatchObject({ parallel_tool_calls: false });
  expect(written).not.toHaveProperty('prompt_cache_key');
});
