/** The parts of a message or a tool's result in a caller's Responses body. */
import type {
  AudioPart,
  CacheHint,
  FilePart,
  ImagePart,
  RefusalPart,
  Source,
  TextPart,
} from '../../domain/conversation/conversation';
import { sourceOfUrl } from '../data-url';
import { invalid, LIST, NAME, oneOf, optional, optionalPlace, pathOf, type Place, required, TEXT } from '../fields';
import { isObject } from '../wire';

export type ContentPart = TextPart | ImagePart | FilePart | AudioPart | RefusalPart;
type PartReader = (part: Place) => ContentPart;

const READERS: Readonly<Record<string, PartReader>> = {
  input_text: readText,
  output_text: readText,
  refusal: (part) => ({ type: 'refusal', text: required(part, 'refusal', TEXT) }),
  input_image: readImage,
  input_file: readFile,
  input_audio: readAudio,
};

const KINDS = Object.keys(READERS);

/** A text is one part; nothing is none. @throws BursarError `invalid_request` */
export function readContent(place: Place, key: string): ContentPart[] {
  const content = place.object[key];
  if (content === undefined || content === null) return [];
  if (typeof content === 'string') return [{ type: 'text', text: content, cache: null }];
  const path = pathOf(place, key);
  if (!LIST.is(content)) throw invalid(path, 'must be a text or a list of parts');
  return content.map((object, at) => {
    if (!isObject(object)) throw invalid(`${path}[${at}]`, 'must be an object');
    return readPart({ object, path: `${path}[${at}]` });
  });
}

function readPart(part: Place): ContentPart {
  const reader = READERS[required(part, 'type', oneOf(KINDS))] as PartReader;
  return reader(part);
}

function readText(part: Place): TextPart {
  return { type: 'text', text: required(part, 'text', TEXT), cache: cacheOf(part) };
}

const DETAILS = ['low', 'high', 'auto', 'original'] as const;

function readImage(part: Place): ImagePart {
  const detail = optional(part, 'detail', oneOf(DETAILS));
  const url = optional(part, 'image_url', TEXT);
  return {
    type: 'image',
    source: url === null ? uploadOf(part, 'image_url') : sourceOfUrl(url),
    // Nobody else has a word for the picture as it is; high comes nearest.
    detail: detail === 'original' ? 'high' : detail,
    cache: cacheOf(part),
  };
}

function readFile(part: Place): FilePart {
  const data = optional(part, 'file_data', TEXT);
  const url = optional(part, 'file_url', TEXT);
  return {
    type: 'file',
    source: sourceOf(data, url) ?? uploadOf(part, 'file_data'),
    name: optional(part, 'filename', TEXT),
    cache: cacheOf(part),
  };
}

function sourceOf(data: string | null, url: string | null): Source | null {
  if (data !== null) return sourceOfData(data);
  return url === null ? null : { kind: 'url', url };
}

// The commonest document, where the base64 stands without its media type.
const DEFAULT_MEDIA_TYPE = 'application/pdf';

function sourceOfData(data: string): Source {
  const source = sourceOfUrl(data);
  return source.kind === 'base64' ? source : { kind: 'base64', mediaType: DEFAULT_MEDIA_TYPE, data };
}

function uploadOf(part: Place, instead: string): Source {
  const id = optional(part, 'file_id', NAME);
  if (id === null) throw invalid(pathOf(part, instead), 'must be there, or file_id in its place');
  return { kind: 'file_id', id };
}

function readAudio(part: Place): AudioPart {
  const audio = optionalPlace(part, 'input_audio');
  if (audio === null) throw invalid(pathOf(part, 'input_audio'), 'must be an object');
  return {
    type: 'audio',
    data: required(audio, 'data', TEXT),
    format: required(audio, 'format', oneOf(['wav', 'mp3'] as const)),
    cache: cacheOf(part),
  };
}

/** The least time that is said, by the shortest of ours that keeps it; without one, the shortest that there is. */
function cacheOf(part: Place): CacheHint {
  const breakpoint = optionalPlace(part, 'prompt_cache_breakpoint');
  if (breakpoint === null) return null;
  return optional(breakpoint, 'ttl', TEXT) === null ? '5m' : '1h';
}
