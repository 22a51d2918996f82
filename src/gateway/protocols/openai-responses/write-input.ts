/** The turns of a conversation as the items of a Responses `input`. */
import type {
  AssistantPart,
  AudioPart,
  FilePart,
  ImagePart,
  ReasoningPart,
  RefusalPart,
  Source,
  TextPart,
  ToolResultPart,
  Turn,
  UserPart,
} from '../../domain/conversation/conversation';
import { unbindSignature } from '../bound-signature';
import { dataUrl } from '../data-url';
import type { JsonObject } from '../dialect';
import { withoutNulls } from '../wire';

export const writeInput = (turns: readonly Turn[]): JsonObject[] =>
  turns.flatMap((turn) =>
    turn.role === 'user' ? itemsOf('user', turn.parts, userPiece) : itemsOf('assistant', turn.parts, assistantPiece),
  );

/** A part of a message, an item of its own, or nothing that OpenAI could read. */
type Piece = { readonly content: JsonObject } | { readonly item: JsonObject } | null;

/** Parts of a message that stand together are one message; items stand between messages. */
function itemsOf<Part>(role: string, parts: readonly Part[], pieceOf: (part: Part) => Piece): JsonObject[] {
  const items: JsonObject[] = [];
  let content: JsonObject[] = [];
  for (const part of parts) {
    const piece = pieceOf(part);
    if (piece === null) continue;
    if ('content' in piece) {
      if (content.length === 0) items.push({ type: 'message', role, content });
      content.push(piece.content);
    } else {
      items.push(piece.item);
      content = [];
    }
  }
  return items;
}

function userPiece(part: UserPart): Piece {
  if (part.type === 'tool_result') return { item: writeResult(part) };
  return { content: writeContent(part) };
}

function assistantPiece(part: AssistantPart): Piece {
  switch (part.type) {
    case 'text':
      return { content: { type: 'output_text', text: part.text } };
    case 'refusal':
      return { content: writeRefusal(part) };
    case 'tool_call':
      return { item: { type: 'function_call', call_id: part.id, name: part.name, arguments: part.arguments } };
    case 'reasoning':
      return writeThought(part);
  }
}

/** Another issuer's thoughts, and those that nobody signed, cannot be read here. */
function writeThought({ text, signature }: ReasoningPart): Piece {
  const own = unbindSignature('openai_responses', signature);
  if (own === null) return null;
  const summary = text === '' ? [] : [{ type: 'summary_text', text }];
  return { item: { type: 'reasoning', summary, encrypted_content: own } };
}

function writeResult({ callId, parts, isError }: ToolResultPart): JsonObject {
  const [only] = parts;
  return {
    type: 'function_call_output',
    call_id: callId,
    output: parts.length === 1 && only?.type === 'text' ? only.text : parts.map(writeContent),
    ...(isError && { status: 'incomplete' }),
  };
}

const writeRefusal = ({ text }: RefusalPart): JsonObject => ({ type: 'refusal', refusal: text });

function writeContent(part: TextPart | ImagePart | FilePart | AudioPart): JsonObject {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image':
      return {
        type: 'input_image',
        detail: part.detail ?? 'auto',
        ...writeSource(part.source, 'image_url', 'image_url'),
      };
    case 'file':
      return withoutNulls({
        type: 'input_file',
        filename: part.name,
        ...writeSource(part.source, 'file_data', 'file_url'),
      });
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: part.format } };
  }
}

function writeSource(source: Source, bytesKey: string, urlKey: string): JsonObject {
  switch (source.kind) {
    case 'base64':
      return { [bytesKey]: dataUrl(source.mediaType, source.data) };
    case 'url':
      return { [urlKey]: source.url };
    case 'file_id':
      return { file_id: source.id };
  }
}
