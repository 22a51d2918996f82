/** What a conversation says, in neutral names. */
import type { Conversation } from '../../../../src/gateway/domain/conversation/conversation';
import type { Parameter } from '../../../../src/gateway/domain/conversation/parameters';
import { parametersIn } from '../../../../src/gateway/domain/conversation/said';
import { aConversation, aTool, base64, text } from './conversations';

const url = { kind: 'url', url: 'https://example.com/x' } as const;
const upload = { kind: 'file_id', id: 'file-1' } as const;
const quiet = { cache: null } as const;

const user = (...parts: Conversation['turns'][number]['parts']): Partial<Conversation> => ({
  turns: [{ role: 'user', parts } as Conversation['turns'][number]],
});

describe('parametersIn', () => {
  it('says nothing of a conversation that says nothing', () => {
    expect(parametersIn(aConversation({}))).toEqual([]);
  });

  it.each<[Partial<Conversation>, readonly Parameter[]]>([
    [{ sampling: { ...aConversation({}).sampling, temperature: 0, seed: 0 } }, ['temperature', 'seed']],
    [{ stop: ['END'], maxOutputTokens: 1 }, ['stop', 'max_output_tokens']],
    [{ tools: [aTool('f')] }, ['tools']],
    [{ tools: [{ ...aTool('f'), strict: true, cache: '1h' }] }, ['tools', 'strict_tools', 'cache_hints']],
    [{ tools: [{ ...aTool('f'), strict: false }] }, ['tools']],
    [{ toolChoice: { kind: 'auto' }, parallelTools: false }, ['tool_choice', 'parallel_tools']],
    [{ format: { kind: 'json' } }, ['json_mode']],
    [{ format: { kind: 'schema', name: 's', description: null, schema: {}, strict: null } }, ['json_schema']],
    [{ reasoning: { effort: 'none', budgetTokens: null, visible: false } }, ['reasoning_effort']],
    [{ reasoning: { effort: null, budgetTokens: 0, visible: false } }, ['reasoning_budget']],
    [{ reasoning: { effort: null, budgetTokens: null, visible: true } }, []],
    [{ serviceTier: 'flex', endUser: 'u' }, ['service_tier', 'end_user']],
    [{ instructions: [{ ...text('x'), cache: '5m' }] }, ['cache_hints']],
    [user({ type: 'image', source: base64, detail: null, ...quiet }), ['image_bytes']],
    [user({ type: 'image', source: url, detail: null, cache: '5m' }), ['cache_hints', 'image_urls']],
    [user({ type: 'file', source: base64, name: null, ...quiet }), ['file_bytes']],
    [user({ type: 'file', source: url, name: null, ...quiet }), ['file_urls']],
    [user({ type: 'file', source: upload, name: null, ...quiet }), ['uploaded_files']],
    [user({ type: 'audio', data: '', format: 'wav', ...quiet }), ['audio_input']],
    [
      user({
        ...{ type: 'tool_result', callId: 'c', isError: false, ...quiet },
        parts: [{ type: 'image', source: url, detail: null, ...quiet }, text('x')],
      }),
      ['image_urls'],
    ],
  ])('finds what %j holds', (more, said) => {
    expect(parametersIn(aConversation(more))).toEqual(said);
  });
});
