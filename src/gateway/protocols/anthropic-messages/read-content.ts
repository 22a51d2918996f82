/** Content blocks of a caller's messages. */
import type {
  AssistantPart,
  CacheHint,
  FilePart,
  ImagePart,
  ReasoningPart,
  Source,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  UserPart,
} from '../../domain/conversation/conversation';
import { bindSignature, issuerOfSignature } from '../bound-signature';
import {
  BOOLEAN,
  invalid,
  type Kind,
  NAME,
  oneOf,
  optional,
  optionalPlace,
  pathOf,
  type Place,
  placesIn,
  required,
  requiredPlace,
  TEXT,
} from '../fields';
import { signatureCarriedBy } from './call-signature';
import { argumentsOf } from './tool-input';

type ResultPart = TextPart | ImagePart | FilePart;
type Reader<Part> = (block: Place) => readonly Part[];
type Readers<Part> = ReadonlyMap<string, Reader<Part>>;

/** What the provider's own tools did: other providers know none of it, and the text beside it stays. */
const OF_HOSTED_TOOLS =
  /^(?:server_tool_use|mcp_tool_use|container_upload|tool_reference|browser_state|.+_tool_result)$/;

const TEXT_OR_LIST: Kind<string | readonly unknown[]> = {
  is: (value) => typeof value === 'string' || Array.isArray(value),
  what: 'a text or a list of content blocks',
};

const text = (words: string, cache: CacheHint = null): TextPart => ({ type: 'text', text: words, cache });

/** The time to live is five minutes unless said. */
export function readCache(block: Place): CacheHint {
  const control = optionalPlace(block, 'cache_control');
  return control === null ? null : (optional(control, 'ttl', oneOf(['5m', '1h'])) ?? '5m');
}

const readText = (block: Place): TextPart => text(required(block, 'text', TEXT), readCache(block));

/** A member that is a text or a list of blocks. */
function readBlocks<Part>(place: Place, key: string, readers: Readers<Part>): readonly Part[] {
  return placesIn(place, key).flatMap((block) => {
    const type = required(block, 'type', NAME);
    const read = readers.get(type);
    if (read !== undefined) return read(block);
    if (OF_HOSTED_TOOLS.test(type)) return [];
    throw invalid(pathOf(block, 'type'), `"${type}" has no place here; known are ${[...readers.keys()].join(', ')}`);
  });
}

function readContent<Part>(place: Place, key: string, readers: Readers<Part>): readonly (Part | TextPart)[] {
  const content = optional(place, key, TEXT_OR_LIST);
  return typeof content === 'string' ? [text(content)] : readBlocks(place, key, readers);
}

const SOURCES: ReadonlyMap<string, (source: Place) => Source> = new Map<string, (source: Place) => Source>([
  [
    'base64',
    (source) => ({
      kind: 'base64',
      mediaType: required(source, 'media_type', NAME),
      data: required(source, 'data', TEXT),
    }),
  ],
  ['url', (source) => ({ kind: 'url', url: required(source, 'url', NAME) })],
  ['file', (source) => ({ kind: 'file_id', id: required(source, 'file_id', NAME) })],
]);

function readSource(source: Place): Source {
  const read = SOURCES.get(required(source, 'type', NAME));
  if (read === undefined)
    throw invalid(pathOf(source, 'type'), `must be one of ${[...SOURCES.keys(), 'text', 'content'].join(', ')}`);
  return read(source);
}

const readImage = (block: Place): ImagePart => ({
  type: 'image',
  source: readSource(requiredPlace(block, 'source')),
  detail: null,
  cache: readCache(block),
});

/** A document of plain text is text to every provider; its title and context stand above it. */
function readDocument(block: Place): readonly ResultPart[] {
  const source = requiredPlace(block, 'source');
  const title = optional(block, 'title', TEXT);
  const about = [title, optional(block, 'context', TEXT)].filter((words) => words !== null && words !== '');
  const heading = about.length === 0 ? [] : [text(about.join('\n'))];
  const cache = readCache(block);
  switch (source.object['type']) {
    case 'text':
      return [...heading, text(required(source, 'data', TEXT), cache)];
    case 'content':
      return [...heading, ...readContent(source, 'content', PLAIN)];
    default:
      return [{ type: 'file', source: readSource(source), name: title, cache }];
  }
}

const readSearchResult = (block: Place): readonly TextPart[] => [
  text(`${required(block, 'title', TEXT)} (${required(block, 'source', TEXT)})`),
  ...readTexts(block, 'content'),
];

const TEXTS: Readers<TextPart> = new Map([['text', (block: Place) => [readText(block)]]]);

/** Texts only, as in a system prompt. */
export const readTexts = (place: Place, key: string): readonly TextPart[] => readContent(place, key, TEXTS);

const PLAIN: Readers<ResultPart> = new Map<string, Reader<ResultPart>>([
  ...TEXTS,
  ['image', (block) => [readImage(block)]],
]);

const RESULT: Readers<ResultPart> = new Map<string, Reader<ResultPart>>([
  ...PLAIN,
  ['document', readDocument],
  ['search_result', readSearchResult],
]);

const readToolResult = (block: Place): ToolResultPart => ({
  type: 'tool_result',
  callId: required(block, 'tool_use_id', NAME),
  parts: readContent(block, 'content', RESULT),
  isError: optional(block, 'is_error', BOOLEAN) ?? false,
  cache: readCache(block),
});

const USER: Readers<UserPart> = new Map<string, Reader<UserPart>>([
  ...RESULT,
  ['tool_result', (block) => [readToolResult(block)]],
]);

/** What has no name of an issuer is Anthropic's own. */
const issued = (signature: string): string =>
  issuerOfSignature(signature) === null ? bindSignature('anthropic_messages', signature) : signature;

function readThinking(block: Place): ReasoningPart {
  const signature = optional(block, 'signature', TEXT) ?? '';
  return {
    type: 'reasoning',
    text: required(block, 'thinking', TEXT),
    signature: signature === '' ? null : issued(signature),
    redacted: false,
  };
}

const readToolUse = (block: Place): ToolCallPart => ({
  type: 'tool_call',
  id: required(block, 'id', NAME),
  name: required(block, 'name', NAME),
  arguments: argumentsOf(block.object['input']),
  signature: null,
  cache: readCache(block),
});

const ASSISTANT: Readers<AssistantPart> = new Map<string, Reader<AssistantPart>>([
  ...TEXTS,
  ['thinking', (block) => [readThinking(block)]],
  ['tool_use', (block) => [readToolUse(block)]],
  [
    'redacted_thinking',
    (block) => [{ type: 'reasoning', text: '', signature: required(block, 'data', TEXT), redacted: true }],
  ],
]);

export const readUserParts = (message: Place): readonly UserPart[] => readContent(message, 'content', USER);

export const readAssistantParts = (message: Place): readonly AssistantPart[] =>
  withSignatures(readContent(message, 'content', ASSISTANT));

/** A signature that was carried in front of its call goes back to it. */
function withSignatures(parts: readonly AssistantPart[]): readonly AssistantPart[] {
  let carried: string | null = null;
  const read: AssistantPart[] = [];
  for (const part of parts) {
    const signature = part.type === 'reasoning' && part.redacted ? signatureCarriedBy(part.signature ?? '') : null;
    if (signature !== null) carried = signature;
    else if (part.type === 'tool_call') {
      read.push({ ...part, signature: carried });
      carried = null;
    } else if (part.type === 'reasoning' && part.redacted)
      read.push({ ...part, signature: issued(part.signature ?? '') });
    else read.push(part);
  }
  return read;
}
