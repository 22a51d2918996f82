/** The content of a chat message: a text, or a list of parts. */
import type { CacheHint, FilePart, ImagePart, TextPart, UserPart } from '../../domain/conversation/conversation';
import { dataUrl, sourceOfUrl } from '../data-url';
import { invalid, NAME, oneOf, optional, optionalPlace, pathOf, type Place, placesIn, required } from '../fields';
import { requiredPlace, TEXT } from '../fields';

const textPart = (text: string, cache: CacheHint = null): TextPart => ({ type: 'text', text, cache });

type PartReaders<Part> = Readonly<Record<string, (part: Place) => Part>>;

const text = (part: Place): TextPart => textPart(required(part, 'text', TEXT), cacheOf(part));

const DETAILS = { auto: 'auto', low: 'low', high: 'high', original: 'high' } as const;
const DETAIL = oneOf(Object.keys(DETAILS) as (keyof typeof DETAILS)[]);

function image(part: Place): ImagePart {
  // Mistral's form: the address itself.
  if (typeof part.object['image_url'] === 'string')
    return { type: 'image', source: sourceOfUrl(part.object['image_url']), detail: null, cache: cacheOf(part) };
  const place = requiredPlace(part, 'image_url');
  const detail = optional(place, 'detail', DETAIL);
  return {
    type: 'image',
    source: sourceOfUrl(required(place, 'url', NAME)),
    detail: detail === null ? null : DETAILS[detail],
    cache: cacheOf(part),
  };
}

function audio(part: Place): UserPart {
  const place = requiredPlace(part, 'input_audio');
  const format = required(place, 'format', oneOf(['wav', 'mp3']));
  return { type: 'audio', data: required(place, 'data', TEXT), format, cache: cacheOf(part) };
}

// Bytes without a media type have always been one.
const BARE_FILE = 'application/pdf';

function file(part: Place): FilePart {
  const place = requiredPlace(part, 'file');
  const rest = { name: optional(place, 'filename', TEXT), cache: cacheOf(part) };
  const data = optional(place, 'file_data', NAME);
  if (data === null)
    return { type: 'file', source: { kind: 'file_id', id: required(place, 'file_id', NAME) }, ...rest };
  const source = sourceOfUrl(data.startsWith('data:') ? data : dataUrl(BARE_FILE, data));
  return { type: 'file', source, ...rest };
}

const USER: PartReaders<UserPart> = { text, image_url: image, input_audio: audio, file };
const TOOL: PartReaders<TextPart | ImagePart | FilePart> = { text, image_url: image, file };
const TEXTS: PartReaders<TextPart> = { text };
const ASSISTANT: PartReaders<TextPart | { readonly type: 'refusal'; readonly text: string }> = {
  text,
  refusal: (part) => ({ type: 'refusal', text: required(part, 'refusal', TEXT) }),
};

const reading =
  <Part>(readers: PartReaders<Part>) =>
  (message: Place): (Part | TextPart)[] => {
    const { content } = message.object;
    // Empty texts say nothing, and some providers refuse them.
    if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
    if (content !== null && content !== undefined && !Array.isArray(content))
      throw invalid(pathOf(message, 'content'), 'must be a text or a list of parts');
    return placesIn(message, 'content').map((part) => {
      const type = required(part, 'type', TEXT);
      if (!Object.hasOwn(readers, type))
        throw invalid(pathOf(part, 'type'), `must be one of ${Object.keys(readers).join(', ')}`);
      return (readers[type] as (part: Place) => Part)(part);
    });
  };

export const userContent = reading(USER);
export const toolContent = reading(TOOL);
export const instructionContent = reading(TEXTS);
export const assistantContent = reading(ASSISTANT);

/** Anthropic's word, which OpenRouter and others take in chat; or OpenAI's own, which keeps for at least half an hour. */
export function cacheOf(part: Place): CacheHint {
  const control = optionalPlace(part, 'cache_control');
  if (control !== null) return optional(control, 'ttl', oneOf(['5m', '1h'])) ?? '5m';
  return optionalPlace(part, 'prompt_cache_breakpoint') === null ? null : '1h';
}
