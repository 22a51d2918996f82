/** What a caller's Responses body says, in no provider's words. */
import fc from 'fast-check';
import type OpenAI from 'openai';
import type { Conversation } from '../../../../../src/gateway/domain/conversation/conversation';
import { bindSignature } from '../../../../../src/gateway/protocols/bound-signature';
import type { JsonObject } from '../../../../../src/gateway/protocols/dialect';
import { openAiResponses } from '../../../../../src/gateway/protocols/openai-responses';
import { BursarError } from '../../../../../src/shared/errors';
import { aConversation, base64, text } from '../../conversation/conversations';

type Body = OpenAI.Responses.ResponseCreateParams;
type Input = OpenAI.Responses.ResponseInputItem;

const read = (body: Body): Conversation => openAiResponses.conversation(body as unknown as JsonObject);
const turnsOf = (...input: Input[]): Conversation['turns'] => read({ input }).turns;
const PNG = 'data:image/png;base64,iVBORw0KGgo=';
const PDF = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBERg==' };

describe('a Responses body', () => {
  it('of one text is one question', () => {
    expect(read({ model: 'm', input: 'Hello' })).toEqual(aConversation({}));
  });

  it('tells texts above the turns, in order', () => {
    const input: Input[] = [
      { role: 'developer', content: 'Be kind' },
      { role: 'user', content: 'Hello' },
      { type: 'message', role: 'system', content: [{ type: 'input_text', text: 'Be brief' }] },
    ];
    const { instructions, turns } = read({ instructions: 'Be true', input });
    expect(instructions).toEqual([text('Be true'), text('Be kind'), text('Be brief')]);
    expect(turns).toEqual([{ role: 'user', parts: [text('Hello')] }]);
  });

  it('tells every kind of part of a user', () => {
    const content: OpenAI.Responses.ResponseInputMessageContentList = [
      { type: 'input_text', text: 'See', prompt_cache_breakpoint: { mode: 'explicit' } },
      { type: 'input_image', detail: 'original', image_url: PNG },
      { type: 'input_image', detail: 'low', image_url: 'https://example.com/a.png' },
      { type: 'input_image', detail: 'auto', file_id: 'file-1' },
      { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' },
      { type: 'input_file', file_data: 'JVBERg==', prompt_cache_breakpoint: { mode: 'explicit', ttl: '30m' } },
      { type: 'input_file', file_url: 'https://example.com/a.pdf' },
      { type: 'input_file', file_id: 'file-2' },
    ];
    const conversation = read({ input: [{ role: 'user', content }] });
    const file = { type: 'file', name: null, cache: null };
    expect(conversation.turns[0]?.parts).toEqual([
      { ...text('See'), cache: '5m' },
      { type: 'image', source: base64, detail: 'high', cache: null },
      { type: 'image', source: { kind: 'url', url: 'https://example.com/a.png' }, detail: 'low', cache: null },
      { type: 'image', source: { kind: 'file_id', id: 'file-1' }, detail: 'auto', cache: null },
      { ...file, source: PDF, name: 'a.pdf' },
      { ...file, source: PDF, cache: '1h' },
      { ...file, source: { kind: 'url', url: 'https://example.com/a.pdf' } },
      { ...file, source: { kind: 'file_id', id: 'file-2' } },
    ]);
    const kinds = ['image_bytes', 'image_urls', 'uploaded_files', 'file_bytes', 'file_urls'];
    expect([...conversation.said].sort()).toEqual(['cache_hints', ...kinds].sort());
  });

  it('tells sound, which some servers take', () => {
    const content = [{ type: 'input_audio', input_audio: { data: 'UklGRg==', format: 'wav' } }];
    const { turns, said } = openAiResponses.conversation({ input: [{ role: 'user', content }] });
    expect(turns[0]?.parts).toEqual([{ type: 'audio', data: 'UklGRg==', format: 'wav', cache: null }]);
    expect(said).toEqual(['audio_input']);
  });

  it('tells thought, parallel calls and their results as two turns', () => {
    const call = (id: string): Input => ({ type: 'function_call', call_id: id, name: 'f', arguments: '{"a":' });
    const turns = turnsOf(
      { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm' }], encrypted_content: 'gA==' },
      call('c1'),
      call('c2'),
      { type: 'function_call_output', call_id: 'c1', output: 'one' },
      {
        type: 'function_call_output',
        call_id: 'c2',
        status: 'incomplete',
        output: [{ type: 'input_image', image_url: PNG }],
      },
      { role: 'user', content: 'And?' },
    );
    const called = { type: 'tool_call', name: 'f', arguments: '{"a":', signature: null, cache: null };
    const result = { type: 'tool_result', cache: null };
    const image = { type: 'image', source: base64, detail: null, cache: null };
    expect(turns).toEqual([
      {
        role: 'assistant',
        parts: [
          { type: 'reasoning', text: 'Hm', signature: 'gA==', redacted: false },
          { ...called, id: 'c1' },
          { ...called, id: 'c2' },
        ],
      },
      {
        role: 'user',
        parts: [
          { ...result, callId: 'c1', parts: [text('one')], isError: false },
          { ...result, callId: 'c2', parts: [image], isError: true },
          text('And?'),
        ],
      },
    ]);
  });

  it('gives a signed call of another issuer its signature back', () => {
    const signature = bindSignature('google_generate', 'sig');
    const [turn] = turnsOf(
      { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: `bursar:call:${signature}` },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{}' },
    );
    expect(turn?.parts).toEqual([expect.objectContaining({ type: 'tool_call', signature })]);
  });

  it('tells a refusal, and a message with its answer', () => {
    const [turn] = turnsOf({
      ...{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed' },
      content: [
        { type: 'output_text', text: 'Well', annotations: [] },
        { type: 'refusal', refusal: 'No' },
      ],
    });
    expect(turn?.parts).toEqual([text('Well'), { type: 'refusal', text: 'No' }]);
  });

  it('tells tools, the choice among them and what is asked of the answer', () => {
    const parameters = { type: 'object', properties: {} };
    const schema = { type: 'object' };
    const conversation = read({
      ...{ input: 'Hello', temperature: 0, top_p: 0.5, max_output_tokens: 7, parallel_tool_calls: false, stream: true },
      ...{ safety_identifier: 'new', service_tier: 'fast', reasoning: { effort: 'low', summary: 'auto' } },
      tools: [{ type: 'function', name: 'f', description: 'F', parameters, strict: true }],
      tool_choice: { type: 'function', name: 'f' },
      text: { format: { type: 'json_schema', name: 's', schema, strict: true } },
    });
    expect(conversation).toMatchObject({
      ...{ maxOutputTokens: 7, parallelTools: false, stream: true, endUser: 'new', serviceTier: 'priority' },
      sampling: { temperature: 0, topP: 0.5 },
      reasoning: { effort: 'low', budgetTokens: null, visible: true },
      tools: [{ name: 'f', description: 'F', parameters, strict: true, cache: null }],
      toolChoice: { kind: 'tool', name: 'f' },
      format: { kind: 'schema', name: 's', description: null, schema, strict: true },
      unknown: [],
    });
  });

  it('hides tools that the choice leaves out', () => {
    const tool = (name: string): OpenAI.Responses.Tool => ({ type: 'function', name, parameters: {}, strict: false });
    const { tools, toolChoice } = read({
      ...{ input: 'Hello', tools: [tool('f'), tool('g')] },
      tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'g' }] },
    });
    expect(tools.map(({ name }) => name)).toEqual(['g']);
    expect(toolChoice).toEqual({ kind: 'required' });
  });

  it.each<[string, Body]>([
    ['previous_response', { input: 'x', previous_response_id: 'resp_1' }],
    ['previous_response', { input: 'x', conversation: 'conv_1' }],
    ['previous_response', { prompt: { id: 'pmpt_1' } }],
    ['previous_response', { input: 'x', background: true }],
    ['previous_response', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
    ['previous_response', { input: [{ id: 'msg_1' }] }],
    ['hosted_tools', { input: 'x', tools: [{ type: 'code_interpreter', container: 'c' }] }],
    ['hosted_tools', { input: 'x', tools: [{ type: 'custom', name: 'patch' }] }],
    ['hosted_tools', { input: 'x', tool_choice: { type: 'file_search' } }],
    ['hosted_tools', { input: [{ type: 'custom_tool_call', call_id: 'c', name: 'patch', input: 'x' }] }],
    ['hosted_tools', { input: [{ type: '__proto__' as 'message', role: 'user', content: 'x' }] }],
    ['web_search', { input: 'x', tools: [{ type: 'web_search_preview' }] }],
    ['store', { input: 'x', store: true }],
    ['metadata', { input: 'x', metadata: { a: 'b' } }],
    ['logprobs', { input: 'x', top_logprobs: 2 }],
    ['logprobs', { input: 'x', include: ['message.output_text.logprobs'] }],
    ['verbosity', { input: 'x', text: { verbosity: 'low' } }],
    ['cache_key', { input: 'x', prompt_cache_key: 'k' }],
    ['json_mode', { input: 'x', text: { format: { type: 'json_object' } } }],
  ])('says %s in %j, and nothing else', (parameter, body) => {
    expect(read(body).said).toEqual([parameter]);
  });

  it.each<Body>([
    { input: 'x', store: false, background: false, include: ['reasoning.encrypted_content'] },
    { input: 'x', temperature: null, metadata: null, tools: null as never, text: { format: { type: 'text' } } },
  ])('says nothing in %j', (body) => {
    expect(read(body).said).toEqual([]);
  });

  it('has labels on what is kept, which is everything unless the caller says otherwise', () => {
    const metadata = { ticket: '7', 'x-bursar-task': 'chat' };
    expect(read({ input: 'x', metadata })).toMatchObject({ store: null, metadata: { ticket: '7' } });
    expect(read({ input: 'x', metadata, store: false })).toMatchObject({ store: false, metadata: null, said: [] });
    expect(read({ input: 'x', metadata: { 'x-bursar-task': 'chat' } })).toMatchObject({ metadata: null, said: [] });
  });

  it('names the members that have no word in another dialect', () => {
    const body: Body = { input: 'x', prompt_cache_options: {}, max_tool_calls: 3, moderation: null };
    expect(read(body).unknown).toEqual(['prompt_cache_options', 'max_tool_calls']);
  });

  it.each<[JsonObject, string]>([
    [{ input: 7 }, 'input'],
    [{ input: ['x'] }, 'input[0]'],
    [{ input: [{ role: 'robot', content: 'x' }] }, 'input[0].role'],
    [{ input: [{ content: 'x' }] }, 'input[0].role'],
    [{ input: [{ role: 'user', content: 7 }] }, 'input[0].content'],
    [{ input: [{ role: 'user', content: ['x'] }] }, 'input[0].content[0]'],
    [{ input: [{ role: 'user', content: [{ type: 'video' }] }] }, 'input[0].content[0].type'],
    [{ input: [{ role: 'user', content: [{ type: 'toString' }] }] }, 'input[0].content[0].type'],
    [{ input: [{ role: 'user', content: [{ type: 'input_image' }] }] }, 'input[0].content[0].image_url'],
    [{ input: [{ role: 'user', content: [{ type: 'input_file' }] }] }, 'input[0].content[0].file_data'],
    [{ input: [{ role: 'user', content: [{ type: 'refusal', refusal: 'x' }] }] }, 'input[0].content'],
    [{ input: [{ role: 'assistant', content: [{ type: 'input_image', file_id: 'f' }] }] }, 'input[0].content'],
    [{ input: [{ type: 'function_call', name: 'f', arguments: '{}' }] }, 'input[0].call_id'],
    [{ input: [{ type: 'function_call', call_id: 'c', name: 'f', arguments: {} }] }, 'input[0].arguments'],
    [{ input: 'x', tools: [{ name: 'f' }] }, 'tools[0].type'],
    [{ input: 'x', tools: [{ type: 'function' }] }, 'tools[0].name'],
    [{ input: 'x', tool_choice: 'maybe' }, 'tool_choice'],
    [{ input: 'x', text: { format: { type: 'json_schema', name: 's' } } }, 'text.format.schema'],
    [{ input: 'x', reasoning: { effort: 'huge' } }, 'reasoning.effort'],
    [{ input: 'x', max_output_tokens: 0 }, 'max_output_tokens'],
    [{ input: 'x', service_tier: 'toString' }, 'service_tier'],
    [{ instructions: [] }, 'instructions'],
  ])('%j is refused naming %s', (body, path) => {
    let refusal: unknown;
    try {
      openAiResponses.conversation(body);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(BursarError);
    expect((refusal as BursarError).details).toMatchObject({ path });
  });

  it('ends in a conversation or an error that names a field, whatever stands in it', () => {
    const members = ['input', 'tools', 'text', 'reasoning', 'tool_choice', 'include', 'instructions', 'stream'];
    const item = fc.dictionary(
      fc.constantFrom('type', 'role', 'content', 'output', 'summary', 'call_id', 'name', 'encrypted_content'),
      fc.oneof(fc.constantFrom('message', 'user', 'assistant', 'function_call', 'reasoning'), fc.jsonValue()),
    );
    const body = fc.dictionary(fc.constantFrom(...members), fc.oneof(fc.jsonValue(), fc.array(item)));
    fc.assert(
      fc.property(body, (any) => {
        try {
          openAiResponses.conversation(any);
        } catch (error) {
          expect(error).toMatchObject({ code: 'invalid_request' });
        }
      }),
    );
  });
});
