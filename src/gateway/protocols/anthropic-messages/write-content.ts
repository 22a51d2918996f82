/** Turns of a conversation as Anthropic's messages. */
import type {
  AssistantPart,
  FilePart,
  ImagePart,
  Source,
  TextPart,
  ToolResultPart,
  Turn,
  UserPart,
} from '../../domain/conversation/conversation';
import { unbindSignature } from '../bound-signature';
import type { JsonObject } from '../dialect';
import type { Block, CacheMarks } from './cache-marks';
import { inputOf } from './tool-input';

type Write<Part> = (part: Part, marks: CacheMarks) => Block | null;

/** Neighbours of one role become one message, as Anthropic wants them to alternate; a turn without content is none. */
export function writeMessages(turns: readonly Turn[], marks: CacheMarks): JsonObject[] {
  const messages: { role: Turn['role']; content: Block[] }[] = [];
  for (const turn of joined(turns)) {
    const content = writeTurn(turn, marks);
    if (content.length > 0) messages.push({ role: turn.role, content });
  }
  return messages;
}

function joined(turns: readonly Turn[]): readonly Turn[] {
  const runs: Turn[] = [];
  for (const turn of turns) {
    const last = runs.at(-1);
    if (last?.role === 'user' && turn.role === 'user')
      runs[runs.length - 1] = { role: 'user', parts: [...last.parts, ...turn.parts] };
    else if (last?.role === 'assistant' && turn.role === 'assistant')
      runs[runs.length - 1] = { role: 'assistant', parts: [...last.parts, ...turn.parts] };
    else runs.push(turn);
  }
  return runs;
}

const writeTurn = (turn: Turn, marks: CacheMarks): Block[] =>
  turn.role === 'user'
    ? written(resultsFirst(turn.parts), writeUserPart, marks)
    : written(turn.parts, writeAssistantPart, marks);

const written = <Part>(parts: readonly Part[], write: Write<Part>, marks: CacheMarks): Block[] =>
  parts.map((part) => write(part, marks)).filter((block) => block !== null);

/** Anthropic wants the results of tools before anything else that the user says. */
const resultsFirst = (parts: readonly UserPart[]): readonly UserPart[] => [
  ...parts.filter(({ type }) => type === 'tool_result'),
  ...parts.filter(({ type }) => type !== 'tool_result'),
];

/** null for text without anything to read, which Anthropic refuses. */
export const writeText: Write<TextPart> = ({ text, cache }, marks) =>
  text.trim() === '' ? null : marks.mark({ type: 'text', text }, cache);

const writeUserPart: Write<UserPart> = (part, marks) => {
  switch (part.type) {
    case 'text':
    case 'image':
    case 'file':
      return writeContent(part, marks);
    case 'tool_result':
      return writeToolResult(part, marks);
    // The support table refuses it.
    case 'audio':
      return null;
  }
};

const writeContent: Write<TextPart | ImagePart | FilePart> = (part, marks) => {
  switch (part.type) {
    case 'text':
      return writeText(part, marks);
    case 'image':
      return marks.mark({ type: 'image', source: writeSource(part.source) }, part.cache);
    case 'file': {
      const title = part.name === null ? {} : { title: part.name };
      return marks.mark({ type: 'document', source: writeDocumentSource(part.source), ...title }, part.cache);
    }
  }
};

function writeSource(source: Source): JsonObject {
  switch (source.kind) {
    case 'base64':
      return { type: 'base64', media_type: source.mediaType, data: source.data };
    case 'url':
      return { type: 'url', url: source.url };
    case 'file_id':
      return { type: 'file', file_id: source.id };
  }
}

/** Of files with bytes Anthropic reads PDF, and text as text. */
function writeDocumentSource(source: Source): JsonObject {
  if (source.kind !== 'base64' || !source.mediaType.startsWith('text/')) return writeSource(source);
  return { type: 'text', media_type: 'text/plain', data: Buffer.from(source.data, 'base64').toString('utf8') };
}

/** Ids of other providers may hold characters that Anthropic refuses; call and result change alike. */
const idOf = (id: string): string => id.replace(/[^\w-]/g, '_');

const writeToolResult: Write<ToolResultPart> = ({ callId, parts, isError, cache }, marks) => {
  const content = written(parts, writeContent, marks);
  const block = {
    type: 'tool_result',
    tool_use_id: idOf(callId),
    ...(content.length > 0 && { content }),
    ...(isError && { is_error: true }),
  };
  return marks.mark(block, cache);
};

const writeAssistantPart: Write<AssistantPart> = (part, marks) => {
  switch (part.type) {
    case 'text':
      return writeText(part, marks);
    case 'refusal':
      return writeText({ type: 'text', text: part.text, cache: null }, marks);
    case 'tool_call':
      return marks.mark(
        { type: 'tool_use', id: idOf(part.id), name: part.name, input: inputOf(part.arguments) },
        part.cache,
      );
    case 'reasoning': {
      const signature = unbindSignature('anthropic_messages', part.signature);
      if (signature === null) return null;
      return part.redacted
        ? { type: 'redacted_thinking', data: signature }
        : { type: 'thinking', thinking: part.text, signature };
    }
  }
};
