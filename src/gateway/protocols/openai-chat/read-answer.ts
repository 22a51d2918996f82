/** Answers of providers that speak chat, whole and streamed, as events. The first choice only: nobody is asked for more. */
import type { AnswerEvent, FinishReason } from '../../domain/conversation/answer';
import { bindSignature } from '../bound-signature';
import type { AnswerReader, JsonObject, StreamEvent } from '../dialect';
import { readOpenAiUsage } from '../openai-usage';
import { servedTier } from '../served-tier';
import { isObject, nameOf, objectOf, objectsOf, parseObject, textOf } from '../wire';
import { callSignature, thoughtOf } from './read-messages';

const FINISHES: ReadonlyMap<unknown, FinishReason> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
  // Mistral, when prompt and answer together fill the window.
  ['model_length', 'length'],
]);

/** Finishes that are none: the provider broke down (Mistral, DeepSeek). */
const BREAKDOWNS = ['error', 'insufficient_system_resource'];

export class ChatAnswerReader implements AnswerReader {
  private started = false;
  private refused = false;
  private readonly calls = new CallOrder();

  read({ data }: StreamEvent): AnswerEvent[] {
    if (data === '[DONE]') return [{ type: 'end' }];
    const chunk = parseObject(data);
    if (chunk === null) return [garbage('an event that is no JSON object')];
    return this.take(chunk, 'delta');
  }

  whole(answer: JsonObject): AnswerEvent[] {
    return [...this.take(answer, 'message'), { type: 'end' }];
  }

  private take(chunk: JsonObject, key: 'delta' | 'message'): AnswerEvent[] {
    const { error } = chunk;
    if (error !== undefined && error !== null) return [providerError(error)];
    // vLLM sends `choices: null` with the usage; other choices than the first were not asked for.
    const choice = objectsOf(chunk['choices']).find(({ index }) => (index ?? 0) === 0) ?? {};
    const usage = readOpenAiUsage(chunk['usage']) ?? readOpenAiUsage(objectOf(chunk['x_groq'])['usage']);
    return [
      ...this.start(chunk),
      ...this.piece(objectOf(choice[key])),
      // Before a finish that is a breakdown: what it used is billed.
      ...(usage === null ? [] : [{ type: 'usage', usage, tier: servedTier(chunk) } as const]),
      ...this.finish(choice['finish_reason']),
    ];
  }

  private start({ id, model }: JsonObject): AnswerEvent[] {
    if (this.started) return [];
    this.started = true;
    return [{ type: 'start', id: textOf(id), model: textOf(model) }];
  }

  private piece(delta: JsonObject): AnswerEvent[] {
    const refusal = textOf(delta['refusal']);
    this.refused ||= refusal !== '';
    return [
      ...thoughtsOf(delta),
      ...contentOf(delta['content']),
      ...(refusal === '' ? [] : [{ type: 'refusal', text: refusal } as const]),
      ...objectsOf(delta['tool_calls']).flatMap((call) => this.calls.take(call)),
      ...(isObject(delta['function_call']) ? this.calls.take({ index: 0, function: delta['function_call'] }) : []),
    ];
  }

  private finish(said: unknown): AnswerEvent[] {
    if (typeof said !== 'string') return [];
    if (BREAKDOWNS.includes(said)) return [providerError(`the answer ended with ${said}`)];
    return [{ type: 'finish', reason: this.reasonOf(FINISHES.get(said) ?? 'stop'), stopSequence: null }];
  }

  /** Some say `stop` after calls of tools, and OpenAI after a refusal. */
  private reasonOf(said: FinishReason): FinishReason {
    if (said !== 'stop') return said;
    if (this.calls.count > 0) return 'tool_calls';
    return this.refused ? 'refusal' : 'stop';
  }
}

/** Which call a piece belongs to. */
class CallOrder {
  /** Of each index, or of the latest call where providers send none. */
  private readonly open = new Map<unknown, { readonly call: number; readonly id: string | null }>();
  count = 0;

  take(piece: JsonObject): AnswerEvent[] {
    const called = objectOf(piece['function']);
    const json = textOf(called['arguments']);
    const begun = this.begin(piece, nameOf(called['name']));
    const open = this.open.get(piece['index']);
    if (open === undefined || json === '') return begun;
    return [...begun, { type: 'tool_arguments', call: open.call, json }];
  }

  /** A name begins a call, unless it repeats what is open: another id, or no index at all, makes it another call. */
  private begin(piece: JsonObject, name: string | null): AnswerEvent[] {
    const id = nameOf(piece['id']);
    const open = this.open.get(piece['index']);
    const continues = open !== undefined && (id === null ? typeof piece['index'] === 'number' : id === open.id);
    if (name === null || continues) return [];
    const call = this.count++;
    this.open.set(piece['index'], { call, id });
    const signature = callSignature(piece);
    const bound = signature === null ? null : bindSignature('openai_chat', signature);
    return [{ type: 'tool_call', call, id: id ?? `call_${call}`, name, signature: bound }];
  }
}

/** A text, or Mistral's list, in which thoughts are parts. */
function contentOf(content: unknown): AnswerEvent[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return objectsOf(content).flatMap(({ text, thinking }): AnswerEvent[] => [
    ...objectsOf(thinking).map((thought) => ({ type: 'reasoning', text: textOf(thought['text']) }) as const),
    ...(textOf(text) === '' ? [] : [{ type: 'text', text: textOf(text) } as const]),
  ]);
}

/** DeepSeek's word or vLLM's newer one, which some send both; the signature, if any, is in OpenRouter's details. */
function thoughtsOf(delta: JsonObject): AnswerEvent[] {
  const text = textOf(delta['reasoning_content']) || textOf(delta['reasoning']);
  const details = objectsOf(delta['reasoning_details']).flatMap(thoughtOf);
  const signed = details.flatMap(({ signature, redacted }): AnswerEvent[] =>
    signature === null
      ? []
      : [{ type: 'reasoning_signature', signature: bindSignature('openai_chat', signature), redacted }],
  );
  const told = text || details.map((detail) => detail.text).join('');
  return told === '' ? signed : [{ type: 'reasoning', text: told }, ...signed];
}

const garbage = (problem: string): AnswerEvent => ({ type: 'error', fault: { kind: 'garbage', problem } });

function providerError(error: unknown): AnswerEvent {
  const problem = nameOf(error) ?? nameOf(objectOf(error)['message']) ?? 'no message';
  return { type: 'error', fault: { kind: 'provider_error', problem } };
}
