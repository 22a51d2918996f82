/**
 * For each parameter that a conversation can hold: two conversations that differ in it alone. A writer's table of support
 * tells the truth when its bodies for the two differ exactly where it does not say `dropped`.
 */
import type {
  Conversation,
  ImagePart,
  FilePart,
  UserPart,
} from '../../../../src/gateway/domain/conversation/conversation';
import type { Parameter } from '../../../../src/gateway/domain/conversation/parameters';
import { aConversation, aTool, base64, text } from './conversations';

interface Saying {
  readonly silent: Partial<Conversation>;
  readonly saying: Partial<Conversation>;
}

const { sampling } = aConversation({});
const alone = (saying: Partial<Conversation>): Saying => ({ silent: {}, saying });
const sampled = (more: Partial<Conversation['sampling']>): Saying => alone({ sampling: { ...sampling, ...more } });
const shown = (part: UserPart): Saying => alone({ turns: [{ role: 'user', parts: [text('Hello'), part] }] });

const url = { kind: 'url', url: 'https://example.com/x' } as const;
const upload = { kind: 'file_id', id: 'file-1' } as const;
const image = (source: ImagePart['source']): UserPart => ({ type: 'image', source, detail: null, cache: null });
const file = (source: FilePart['source']): UserPart => ({ type: 'file', source, name: 'a.pdf', cache: null });

const tools = [aTool('f')];
const equipped = (saying: Partial<Conversation>): Saying => ({ silent: { tools }, saying: { tools, ...saying } });
const schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };

export const SAYING: Partial<Readonly<Record<Parameter, Saying>>> = {
  temperature: sampled({ temperature: 0.5 }),
  top_p: sampled({ topP: 0.5 }),
  top_k: sampled({ topK: 40 }),
  seed: sampled({ seed: 7 }),
  presence_penalty: sampled({ presencePenalty: 0.5 }),
  frequency_penalty: sampled({ frequencyPenalty: 0.5 }),
  stop: alone({ stop: ['END'] }),
  max_output_tokens: alone({ maxOutputTokens: 77 }),
  json_mode: alone({ format: { kind: 'json' } }),
  json_schema: alone({ format: { kind: 'schema', name: 's', description: null, schema, strict: true } }),
  tools: alone({ tools }),
  tool_choice: equipped({ toolChoice: { kind: 'required' } }),
  parallel_tools: equipped({ parallelTools: false }),
  strict_tools: equipped({ tools: [{ ...aTool('f'), strict: true }] }),
  reasoning_effort: alone({ reasoning: { effort: 'low', budgetTokens: null, visible: true } }),
  reasoning_budget: {
    silent: { reasoning: { effort: null, budgetTokens: null, visible: true } },
    saying: { reasoning: { effort: null, budgetTokens: 1500, visible: true } },
  },
  image_bytes: shown(image(base64)),
  image_urls: shown(image(url)),
  file_bytes: shown(file({ kind: 'base64', mediaType: 'application/pdf', data: 'JVBE' })),
  file_urls: shown(file(url)),
  uploaded_files: shown(file(upload)),
  audio_input: shown({ type: 'audio', data: 'UklG', format: 'wav', cache: null }),
  cache_hints: alone({ turns: [{ role: 'user', parts: [{ ...text('Hello'), cache: '5m' }] }] }),
  cache_key: alone({ cacheKey: 'k' }),
  verbosity: alone({ verbosity: 'low' }),
  store: alone({ store: true }),
  metadata: alone({ metadata: { ticket: '7' } }),
  service_tier: alone({ serviceTier: 'priority' }),
  end_user: alone({ endUser: 'u' }),
};
