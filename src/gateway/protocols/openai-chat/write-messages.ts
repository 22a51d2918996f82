/** Instructions and turns as the messages of a chat body. */
import type {
  AssistantPart,
  AudioPart,
  Conversation,
  FilePart,
  ImagePart,
  ReasoningPart,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  UserPart,
} from '../../domain/conversation/conversation';
import { unbindSignature } from '../bound-signature';
import { dataUrl } from '../data-url';
import type { JsonObject } from '../dialect';
import { withoutNulls } from '../wire';
import { callIdFor } from './call-id';
import type { ChatFlavour } from './flavours';

export function writeMessages({ instructions, turns }: Conversation, flavour: ChatFlavour): JsonObject[] {
  const above = instructions.map(({ text }) => text).join('\n\n');
  return [
    ...(above === '' ? [] : [{ role: 'system', content: above }]),
    ...turns.flatMap(({ role, parts }) => (role === 'user' ? userMessages(parts, flavour) : answer(parts, flavour))),
  ];
}

type ContentPart = TextPart | ImagePart | FilePart | AudioPart;

/** The results of tools first: they must follow their calls. What a result shows besides text comes after them all. */
function userMessages(parts: readonly UserPart[], flavour: ChatFlavour): JsonObject[] {
  const results = parts.filter((part) => part.type === 'tool_result');
  const shown = results.flatMap((result) => result.parts.filter((part) => part.type !== 'text'));
  const content: ContentPart[] = [...shown, ...parts.filter((part) => part.type !== 'tool_result')];
  return [
    ...results.map((result) => toolMessage(result, flavour)),
    ...(content.length === 0 ? [] : [{ role: 'user', content: writeContent(content) }]),
  ];
}

const SHOWN_BELOW = '(see below)';

function toolMessage({ callId, parts, isError }: ToolResultPart, flavour: ChatFlavour): JsonObject {
  const texts = parts.filter((part) => part.type === 'text').map(({ text }) => text);
  const said = texts.length === 0 && parts.length > 0 ? SHOWN_BELOW : texts.join('\n');
  // There is no word for a tool that failed but the text itself.
  return { role: 'tool', tool_call_id: callIdFor(flavour, callId), content: isError ? `Error: ${said}` : said };
}

/** One text is a text: not every server takes a list. */
function writeContent(parts: readonly ContentPart[]): string | JsonObject[] {
  const [first] = parts;
  return parts.length === 1 && first?.type === 'text' ? first.text : parts.map(writePart);
}

function writePart(part: ContentPart): JsonObject {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image_url', image_url: withoutNulls({ url: addressOf(part), detail: part.detail }) };
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: part.format } };
    case 'file':
      return { type: 'file', file: { filename: part.name ?? UNNAMED, file_data: addressOf(part) } };
  }
}

// OpenAI refuses bytes without a name.
const UNNAMED = 'file.pdf';

function addressOf({ source }: ImagePart | FilePart): string {
  switch (source.kind) {
    case 'base64':
      return dataUrl(source.mediaType, source.data);
    case 'url':
      return source.url;
    // Refused by the table of support before it comes here.
    case 'file_id':
      return source.id;
  }
}

/** An answer of which nothing can be said here (foreign thoughts) is left out. */
function answer(parts: readonly AssistantPart[], flavour: ChatFlavour): JsonObject[] {
  const texts = parts.filter((part) => part.type === 'text');
  const refusal = parts.map((part) => (part.type === 'refusal' ? part.text : '')).join('');
  const calls = parts.filter((part) => part.type === 'tool_call').map((call) => writeCall(call, flavour));
  if (texts.length + calls.length === 0 && refusal === '') return [];
  return [
    {
      role: 'assistant',
      content: texts.length === 0 ? null : writeContent(texts),
      ...(refusal !== '' && { refusal }),
      ...thoughtsOf(parts, flavour.thoughtsBack),
      ...(calls.length > 0 && { tool_calls: calls }),
    },
  ];
}

function writeCall({ id, name, arguments: json, signature }: ToolCallPart, flavour: ChatFlavour): JsonObject {
  const own = unbindSignature('openai_chat', signature);
  return {
    ...{ id: callIdFor(flavour, id), type: 'function', function: { name, arguments: json } },
    ...(own !== null && { extra_content: { google: { thought_signature: own } } }),
  };
}

function thoughtsOf(parts: readonly AssistantPart[], thoughtsBack: boolean): JsonObject {
  const thoughts = parts.filter((part) => part.type === 'reasoning');
  const unsigned = thoughts.map(({ text, signature }) => (signature === null ? text : '')).join('');
  const details = thoughts.flatMap(detailOf);
  return {
    ...(thoughtsBack && unsigned !== '' && { reasoning_content: unsigned }),
    ...(details.length > 0 && { reasoning_details: details }),
  };
}

/** In the form in which OpenRouter sent them; only thoughts that came so have a signature of this dialect. */
function detailOf({ text, signature, redacted }: ReasoningPart): JsonObject[] {
  const own = unbindSignature('openai_chat', signature);
  if (own === null) return [];
  return [redacted ? { type: 'reasoning.encrypted', data: own } : { type: 'reasoning.text', text, signature: own }];
}
