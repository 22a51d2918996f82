/** `instructions` and `input` of a caller's Responses body: texts above the turns, and the turns. */
import type {
  AssistantPart,
  Conversation,
  ReasoningPart,
  TextPart,
  ToolResultPart,
  UserPart,
} from '../../domain/conversation/conversation';
import type { Parameter } from '../../domain/conversation/parameters';
import { invalid, NAME, oneOf, optional, pathOf, type Place, placesIn, required, TEXT } from '../fields';
import { nameOf, objectsOf, textOf } from '../wire';
import { unmarked } from './marks';
import { readContent } from './read-parts';

type Parts = { role: 'user'; parts: UserPart[] } | { role: 'assistant'; parts: AssistantPart[] };

/** What has been read so far. */
interface Draft {
  readonly instructions: TextPart[];
  readonly turns: Parts[];
  readonly said: Parameter[];
  /** Of the call that follows. */
  callSignature: string | null;
}

type ItemReader = (item: Place, draft: Draft) => void;

const READERS: ReadonlyMap<string, ItemReader> = new Map(
  Object.entries<ItemReader>({
    message: readMessage,
    function_call: readCall,
    function_call_output: readCallOutput,
    reasoning: readThought,
    item_reference: (_item, { said }) => void said.push('previous_response'),
  }),
);

type Read = Pick<Conversation, 'instructions' | 'turns'> & { readonly said: readonly Parameter[] };

/** @throws BursarError `invalid_request` */
export function readInput(body: Place): Read {
  const draft: Draft = { instructions: [], turns: [], said: [], callSignature: null };
  const above = optional(body, 'instructions', TEXT);
  if (above !== null) draft.instructions.push({ type: 'text', text: above, cache: null });
  const { input } = body.object;
  if (typeof input === 'string') userParts(draft).push({ type: 'text', text: input, cache: null });
  else for (const item of placesIn(body, 'input')) readItem(item, draft);
  return draft;
}

/** What is none of ours belongs to a tool that the provider runs, or to one of its own kind. */
function readItem(item: Place, draft: Draft): void {
  const reader = READERS.get(typeOf(item));
  if (reader === undefined) draft.said.push('hosted_tools');
  else reader(item, draft);
}

/** A message may leave its type out, and so may a reference, which has nothing but an id. */
function typeOf(item: Place): string {
  const type = optional(item, 'type', NAME);
  if (type !== null) return type;
  return item.object['role'] === undefined && nameOf(item.object['id']) !== null ? 'item_reference' : 'message';
}

const ROLES = ['user', 'assistant', 'system', 'developer'] as const;

function readMessage(item: Place, draft: Draft): void {
  const role = required(item, 'role', oneOf(ROLES));
  const parts = readContent(item, 'content');
  const misplaced = (what: string): Error => invalid(pathOf(item, 'content'), `must hold no ${what} with role ${role}`);
  for (const part of parts) {
    if (role === 'assistant') {
      if (part.type !== 'text' && part.type !== 'refusal') throw misplaced(part.type);
      assistantParts(draft).push(part);
    } else if (role === 'user') {
      if (part.type === 'refusal') throw misplaced(part.type);
      userParts(draft).push(part);
    } else {
      if (part.type !== 'text') throw misplaced(part.type);
      draft.instructions.push(part);
    }
  }
}

function readCall(item: Place, draft: Draft): void {
  const { callSignature } = draft;
  draft.callSignature = null;
  assistantParts(draft).push({
    type: 'tool_call',
    id: required(item, 'call_id', NAME),
    name: required(item, 'name', NAME),
    arguments: required(item, 'arguments', TEXT),
    signature: callSignature,
    cache: null,
  });
}

function readCallOutput(item: Place, draft: Draft): void {
  const parts = readContent(item, 'output').filter((part) => part.type !== 'audio' && part.type !== 'refusal');
  const result: ToolResultPart = {
    type: 'tool_result',
    callId: required(item, 'call_id', NAME),
    parts,
    // The nearest that the dialect has: a call that was not brought to its end.
    isError: optional(item, 'status', TEXT) === 'incomplete',
    cache: null,
  };
  userParts(draft).push(result);
}

function readThought(item: Place, draft: Draft): void {
  const content = optional(item, 'encrypted_content', TEXT);
  const { mark, signature } = unmarked(content ?? '');
  if (mark === 'call') {
    draft.callSignature = signature;
    return;
  }
  const text = textOfThought(item);
  const thought: ReasoningPart = {
    type: 'reasoning',
    text,
    signature: content === null ? null : signature,
    redacted: mark === 'redacted',
  };
  if (text !== '' || content !== null) assistantParts(draft).push(thought);
}

/** The summary; models that hide nothing have the thought itself. */
function textOfThought({ object }: Place): string {
  const summary = objectsOf(object['summary']);
  const readable = summary.length > 0 ? summary : objectsOf(object['content']);
  return readable.map(({ text }) => textOf(text)).join('\n\n');
}

const userParts = (draft: Draft): UserPart[] => openTurn(draft, { role: 'user', parts: [] }).parts;
const assistantParts = (draft: Draft): AssistantPart[] => openTurn(draft, { role: 'assistant', parts: [] }).parts;

/** Items of one side that follow each other are one turn. */
function openTurn<Opened extends Parts>({ turns }: Draft, fresh: Opened): Opened {
  const last = turns.at(-1);
  if (last?.role === fresh.role) return last as Opened;
  turns.push(fresh);
  return fresh;
}
