/** The messages of a chat body as instructions and turns. */
import type {
  AssistantPart,
  ReasoningPart,
  TextPart,
  ToolCallPart,
  Turn,
} from '../../domain/conversation/conversation';
import { NAME, oneOf, optional, optionalPlace, type Place, placesIn, required, requiredPlace, TEXT } from '../fields';
import { nameOf, objectOf, objectsOf, textOf } from '../wire';
import { assistantContent, instructionContent, toolContent, userContent } from './read-content';

export interface Messages {
  /**
   * System and developer texts, wherever they stand: a text of the operator's among the turns moves to the top rather than
   * losing its authority by becoming the user's.
   */
  readonly instructions: readonly TextPart[];
  readonly turns: readonly Turn[];
}

const INSTRUCTIONS = ['system', 'developer'];
const ROLE = oneOf(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

/** @throws BursarError `invalid_request` */
export function readMessages(body: Place): Messages {
  const instructions: TextPart[] = [];
  const turns: Turn[] = [];
  const legacy = new LegacyCalls();
  for (const message of placesIn(body, 'messages')) {
    const role = required(message, 'role', ROLE);
    if (INSTRUCTIONS.includes(role)) instructions.push(...instructionContent(message));
    else turns.push(readTurn(role, message, legacy));
  }
  return { instructions, turns: turns.filter(({ parts }) => parts.length > 0) };
}

function readTurn(role: string, message: Place, legacy: LegacyCalls): Turn {
  if (role === 'user') return { role: 'user', parts: userContent(message) };
  if (role === 'assistant') return { role: 'assistant', parts: assistantParts(message, legacy) };
  const callId =
    role === 'tool' ? required(message, 'tool_call_id', TEXT) : legacy.idOf(required(message, 'name', NAME));
  const result = { type: 'tool_result', callId, parts: toolContent(message), isError: false, cache: null } as const;
  return { role: 'user', parts: [result] };
}

/** The calls of before there were tools have no ids: a result belongs to the latest call of its name. */
class LegacyCalls {
  private readonly latest = new Map<string, string>();
  private calls = 0;

  begin(name: string): string {
    const id = `call_${this.calls++}`;
    this.latest.set(name, id);
    return id;
  }

  idOf(name: string): string {
    return this.latest.get(name) ?? this.begin(name);
  }
}

function assistantParts(message: Place, legacy: LegacyCalls): AssistantPart[] {
  const refusal = optional(message, 'refusal', TEXT) ?? '';
  return [
    ...thoughts(message),
    ...assistantContent(message),
    ...(refusal === '' ? [] : [{ type: 'refusal', text: refusal } as const]),
    ...placesIn(message, 'tool_calls').map(toolCall),
    ...legacyCall(message, legacy),
  ];
}

function toolCall(call: Place): ToolCallPart {
  const id = required(call, 'id', NAME);
  const custom = optionalPlace(call, 'custom');
  if (custom !== null) return callPart(id, required(custom, 'name', NAME), optional(custom, 'input', TEXT));
  const called = requiredPlace(call, 'function');
  const part = callPart(id, required(called, 'name', NAME), optional(called, 'arguments', TEXT));
  return { ...part, signature: callSignature(call.object) };
}

function legacyCall(message: Place, legacy: LegacyCalls): ToolCallPart[] {
  const called = optionalPlace(message, 'function_call');
  if (called === null) return [];
  const name = required(called, 'name', NAME);
  return [callPart(legacy.begin(name), name, optional(called, 'arguments', TEXT))];
}

const callPart = (id: string, name: string, json: string | null): ToolCallPart => ({
  ...{ type: 'tool_call', id, name, arguments: json ?? '', signature: null, cache: null },
});

/** Where Google puts the signature of a call in its own version of this dialect, and where clients return it from. */
export const callSignature = (call: object): string | null =>
  nameOf(objectOf(objectOf(objectOf(call)['extra_content'])['google'])['thought_signature']);

/** No field of OpenAI's: read as clients return what DeepSeek, vLLM and OpenRouter send, and nothing of it is refused. */
function thoughts({ object }: Place): ReasoningPart[] {
  const details = objectsOf(object['reasoning_details']).flatMap(thoughtOf);
  // A client that appends what replaces has a thought more than once.
  const once = details.filter(
    ({ signature }, at) => signature === null || details.findIndex((other) => other.signature === signature) === at,
  );
  const text = textOf(object['reasoning_content']) || textOf(object['reasoning']);
  return once.length > 0 || text === '' ? once : [thought(text, null)];
}

/** A row a type of OpenRouter's `reasoning_details`. */
export function thoughtOf(detail: Readonly<Record<string, unknown>>): ReasoningPart[] {
  const { type, text, summary, signature, data } = detail;
  if (type === 'reasoning.text') return [thought(textOf(text), nameOf(signature))];
  if (type === 'reasoning.summary') return [thought(textOf(summary), null)];
  const encrypted = nameOf(data);
  return type === 'reasoning.encrypted' && encrypted !== null ? [{ ...thought('', encrypted), redacted: true }] : [];
}

const thought = (text: string, signature: string | null): ReasoningPart => ({
  ...{ type: 'reasoning', text, signature, redacted: false },
});
