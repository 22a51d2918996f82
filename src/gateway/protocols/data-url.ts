/** Bytes as a `data:` URL, which the OpenAI dialects use for pictures and files. */
import type { Source } from '../domain/conversation/conversation';

const BASE64 = ';base64,';
// The words before the bytes (media type, parameters) are short; a comma far behind belongs to something else.
const MAX_HEAD = 200;

/** Bytes where the URL holds them in base64, else an address. */
export function sourceOfUrl(url: string): Source {
  const head = url.slice(0, MAX_HEAD);
  const at = head.indexOf(BASE64);
  if (!head.startsWith('data:') || at < 0) return { kind: 'url', url };
  const mediaType = head.slice('data:'.length, at).split(';')[0] ?? '';
  return { kind: 'base64', mediaType, data: url.slice(at + BASE64.length) };
}

export const dataUrl = (mediaType: string, data: string): string => `data:${mediaType}${BASE64}${data}`;
