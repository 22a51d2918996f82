/** A rich, valid request of each dialect that callers speak. */
import type Anthropic from '@anthropic-ai/sdk';
import type OpenAI from 'openai';

const SCHEMA = { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] };
const PNG = 'iVBORw0KGgo=';

const chat = {
  ...{ model: 'm', temperature: 0.5, top_p: 0.9, stop: ['END'], max_completion_tokens: 50, n: 1 },
  messages: [
    { role: 'system', content: 'Be brief.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}`, detail: 'low' } },
      ],
    },
    {
      role: 'assistant',
      content: null,
      tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Kraków"}' } }],
    },
    { role: 'tool', tool_call_id: 'call_1', content: 'Rain' },
  ],
  tools: [
    { type: 'function', function: { name: 'weather', description: 'of a city', parameters: SCHEMA, strict: true } },
  ],
  ...{ tool_choice: 'auto', parallel_tool_calls: true, reasoning_effort: 'low', safety_identifier: 'u', stream: true },
  response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: SCHEMA, strict: true } },
  ...{ stream_options: { include_usage: true }, metadata: { ticket: '7' } },
} satisfies OpenAI.ChatCompletionCreateParamsStreaming;

const responses = {
  ...{ model: 'm', instructions: 'Be brief.', temperature: 0.5, max_output_tokens: 50, store: false, stream: true },
  input: [
    {
      role: 'user',
      content: [
        { type: 'input_text', text: 'What is this?' },
        { type: 'input_image', image_url: `data:image/png;base64,${PNG}`, detail: 'auto' },
      ],
    },
    { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }], encrypted_content: 'signed' },
    { type: 'function_call', call_id: 'call_1', name: 'weather', arguments: '{"city":"Kraków"}' },
    { type: 'function_call_output', call_id: 'call_1', output: 'Rain' },
  ],
  tools: [{ type: 'function', name: 'weather', description: 'of a city', parameters: SCHEMA, strict: true }],
  ...{ tool_choice: 'auto', parallel_tool_calls: true, reasoning: { effort: 'low', summary: 'auto' } },
  text: { format: { type: 'json_schema', name: 'answer', schema: SCHEMA, strict: true } },
} satisfies OpenAI.Responses.ResponseCreateParamsStreaming;

const messages = {
  ...{ model: 'm', max_tokens: 2000, stop_sequences: ['END'], stream: true },
  system: [{ type: 'text', text: 'Be brief.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'What is this?' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PNG } },
      ],
    },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Hm.', signature: 'signed' },
        { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Kraków' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: [{ type: 'text', text: 'Rain' }], is_error: false },
      ],
    },
  ],
  tools: [{ name: 'weather', description: 'of a city', input_schema: SCHEMA }],
  ...{ tool_choice: { type: 'auto' }, thinking: { type: 'enabled', budget_tokens: 1024 }, metadata: { user_id: 'u' } },
} satisfies Anthropic.MessageCreateParamsStreaming;

export const VALID_REQUESTS = { openai_chat: chat, openai_responses: responses, anthropic_messages: messages } as const;
