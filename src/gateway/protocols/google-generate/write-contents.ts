/** Turns as Gemini's contents: roles `user` and `model` in turns, parts, calls of functions with what signs them. */
import type {
  AssistantPart,
  AudioPart,
  Conversation,
  FilePart,
  ImagePart,
  Source,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  Turn,
  UserPart,
} from '../../domain/conversation/conversation';
import { unbindSignature } from '../bound-signature';
import type { Destination, JsonObject } from '../dialect';
import { parseObjectExactly } from '../exact-json';
import { withoutNulls } from '../wire';
import { type GeminiModel, geminiModel } from './models';

interface Content {
  readonly role: 'user' | 'model';
  readonly parts: JsonObject[];
}

/** Neighbours of one role are joined; a turn of which nothing can be said (foreign thoughts) is left out. */
export function writeContents({ turns }: Conversation, to: Destination): Content[] {
  const writer = new TurnWriter(namesOf(turns), geminiModel(to.upstreamModel));
  const contents: Content[] = [];
  for (const content of turns.map((turn) => writer.write(turn))) {
    const last = contents.at(-1);
    if (content.parts.length === 0) continue;
    if (last?.role === content.role) last.parts.push(...content.parts);
    else contents.push(content);
  }
  return contents;
}

/** Names of the functions by the ids of their calls: a result must name its function, and other dialects do not. */
const namesOf = (turns: readonly Turn[]): ReadonlyMap<string, string> =>
  new Map(
    turns.flatMap(({ parts }) =>
      parts.flatMap((part): [string, string][] => (part.type === 'tool_call' ? [[part.id, part.name]] : [])),
    ),
  );

/**
 * Google's word for a call that Gemini did not sign, because another model made it, or because the signature was lost on
 * its way. https://ai.google.dev/gemini-api/docs/thought-signatures
 */
const UNSIGNED = 'skip_thought_signature_validator';

class TurnWriter {
  constructor(
    private readonly names: ReadonlyMap<string, string>,
    private readonly model: GeminiModel,
  ) {}

  write({ role, parts }: Turn): Content {
    return role === 'user'
      ? { role: 'user', parts: this.userParts(parts) }
      : { role: 'model', parts: this.modelParts(parts) };
  }

  /** The results of functions first: they must follow their calls. */
  private userParts(parts: readonly UserPart[]): JsonObject[] {
    const results = parts.filter((part) => part.type === 'tool_result');
    const others = parts.filter((part) => part.type !== 'tool_result');
    return [...results.flatMap((result) => this.result(result)), ...others.map(mediaOrText)];
  }

  private modelParts(parts: readonly AssistantPart[]): JsonObject[] {
    const firstCall = parts.find((part) => part.type === 'tool_call');
    return parts.flatMap((part): JsonObject[] => {
      if (part.type === 'text' || part.type === 'refusal') return [{ text: part.text }];
      if (part.type === 'tool_call') return [this.call(part, part === firstCall)];
      const own = unbindSignature('google_generate', part.signature);
      return own === null ? [] : [{ text: part.text, thought: true, thoughtSignature: own }];
    });
  }

  /** Of parallel calls Gemini signs the first, and only that one must be signed. */
  private call({ id, name, arguments: json, signature }: ToolCallPart, isFirst: boolean): JsonObject {
    const own = unbindSignature('google_generate', signature);
    const signed = own ?? (isFirst && this.model.generation > 2 ? UNSIGNED : null);
    return { functionCall: { id, name, args: argsOf(json) }, ...(signed !== null && { thoughtSignature: signed }) };
  }

  /** The words `output` and `error` are the API's own. What a result shows stands in it, or behind it in older models. */
  private result({ callId, parts, isError }: ToolResultPart): JsonObject[] {
    const said = parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
    const shown = parts.filter((part) => part.type !== 'text').map(mediaOrText);
    const inside = shown.length > 0 && this.model.generation > 2;
    const functionResponse = {
      ...{ id: callId, name: this.names.get(callId) ?? callId },
      response: isError ? { error: said } : { output: said },
      ...(inside && { parts: shown }),
    };
    return [{ functionResponse }, ...(inside ? [] : shown)];
  }
}

/** An object is wanted: text that is none is kept whole under a name that says what it is. */
function argsOf(json: string): JsonObject {
  if (json.trim() === '') return {};
  return parseObjectExactly(json) ?? { invalid_json: json };
}

const AUDIO_TYPES = { wav: 'audio/wav', mp3: 'audio/mp3' } as const;

function mediaOrText(part: TextPart | ImagePart | FilePart | AudioPart): JsonObject {
  switch (part.type) {
    case 'text':
      return { text: part.text };
    case 'audio':
      return { inlineData: { mimeType: AUDIO_TYPES[part.format], data: part.data } };
    case 'image':
      return sourcePart(part.source, 'image/jpeg');
    case 'file':
      return sourcePart(part.source, 'application/pdf');
  }
}

/** `likely`: of an address whose name does not tell; Gemini looks at the bytes in the end. */
function sourcePart(source: Source, likely: string): JsonObject {
  switch (source.kind) {
    case 'base64':
      return { inlineData: { mimeType: source.mediaType || likely, data: source.data } };
    case 'url':
      return { fileData: { mimeType: typeOfName(source.url) ?? likely, fileUri: source.url } };
    // Refused by the table of support before it comes here.
    case 'file_id':
      return { fileData: withoutNulls({ mimeType: likely, fileUri: source.id }) };
  }
}

const TYPES: ReadonlyMap<string, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
  ['heic', 'image/heic'],
  ['heif', 'image/heif'],
  ['pdf', 'application/pdf'],
  ['txt', 'text/plain'],
]);

function typeOfName(url: string): string | null {
  const path = url.split(/[?#]/, 1)[0] ?? '';
  return TYPES.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase()) ?? null;
}
